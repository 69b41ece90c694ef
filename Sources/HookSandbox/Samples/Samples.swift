import HookJSON

/// An example of what each event sends, always the same.
enum Samples {
  /// The one item of the body, as JSON.
  static func bytes(of event: HookEvent) -> [UInt8] {
    all[event] ?? Array("null".utf8)
  }

  /// The same as a value.
  static func node(of event: HookEvent) -> JSONNode {
    guard let node = try? JSONNode(bytes(of: event)) else { fatalError("a sample is not JSON") }
    return node
  }

  private static let all: [HookEvent: [UInt8]] = [
    .employeeCreated: EmployeePayload.make(Person()),
    .employeeUpdated: EmployeePayload.make(promoted),
    .employeeDeleted: EmployeePayload.make(leaver),
    .payrunFinalised: PayRunPayload.finalised(PayRunPayload.Run()),
    .payrunStateChanged: PayRunPayload.stateChange(
      "AwaitingApproval",
      reason: "ChangeToOriginalData",
      text: "Overtime of the night shift was added",
      ids: [Person().id]
    ),
    .pensionCreated: PensionPayload.make(Person()),
    .pensionUpdated: PensionPayload.make(Person(), contribution: "6.50"),
    .pensionDeleted: PensionPayload.make(leaver, end: "2026-10-31"),
    .jobCompleted: JobPayload.make(),
  ].mapValues(\.bytes)

  private static let promoted = Person(
    jobTitle: "Head Pâtissière",
    pay: "3020.75"
  )

  private static let leaver = Person(
    id: "f3c0d9a4-7f55-4d3c-9b1e-2a9d3f5e7c44",
    title: "Mr",
    firstName: "Søren",
    lastName: "Łukaszewicz",
    isFemale: false,
    born: "1978-12-01",
    started: "2014-02-17",
    payrollCode: "BB003",
    jobTitle: "Baker",
    niNumber: "PW654321C",
    left: "2026-10-31"
  )
}
