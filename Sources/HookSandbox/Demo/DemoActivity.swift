import HookJSON
import HookSupport

/// What happens in the demo, drawn one after the other from a seed: a plain value without a clock.
struct DemoActivity: Sendable {
  struct Happening: Sendable {
    /// Which employer: the index in the list.
    let employer: Int
    let event: HookEvent
    let data: JSON
  }

  private var random: SplitMix64
  private var opening = Self.firstEvents[...]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// At first one of each kind, so that somebody who watches has soon seen a delivery that works,
  /// one that is slow, one that fails and comes again, and a webhook that turns inactive.
  private static let firstEvents: [HookEvent] = [
    .employeeCreated, .jobCompleted, .payrunFinalised, .jobCompleted, .payrunStateChanged,
    .employeeDeleted,
  ]

  /// As often as they stand here.
  private static let usualEvents: [HookEvent] = [
    .employeeUpdated, .employeeUpdated, .employeeUpdated, .employeeUpdated,
    .employeeCreated, .employeeCreated, .payrunFinalised, .payrunFinalised,
    .payrunStateChanged, .payrunStateChanged, .pensionUpdated, .pensionUpdated, .pensionUpdated,
    .jobCompleted, .employeeDeleted,
  ]

  mutating func next() -> Happening {
    if let event = opening.popFirst() {
      return Happening(employer: 0, event: event, data: data(of: event))
    }
    // Now and then something happens at one of the others.
    if Int.random(in: 0..<12, using: &random) == 0 {
      let event: HookEvent = Bool.random(using: &random) ? .employeeUpdated : .payrunFinalised
      return Happening(
        employer: event == .employeeUpdated ? 1 : 2,
        event: event,
        data: data(of: event)
      )
    }
    let event = random.pick(Self.usualEvents)
    return Happening(employer: 0, event: event, data: data(of: event))
  }

  /// A payload of the event.
  mutating func data(of event: HookEvent) -> JSON {
    switch event {
    case .employeeCreated, .employeeUpdated:
      EmployeePayload.make(DemoPeople.draw(&random))
    case .employeeDeleted:
      EmployeePayload.make(leaver())
    case .payrunFinalised:
      PayRunPayload.finalised(run())
    case .payrunStateChanged:
      stateChange()
    case .pensionCreated, .pensionUpdated:
      PensionPayload.make(DemoPeople.draw(&random), contribution: contribution())
    case .pensionDeleted:
      PensionPayload.make(leaver(), contribution: contribution(), end: "2026-10-31")
    case .jobCompleted:
      job()
    }
  }

  private mutating func leaver() -> Person {
    var person = DemoPeople.draw(&random)
    person.left = "2026-10-31"
    return person
  }

  private mutating func contribution() -> String {
    random.pick(["3.00", "4.50", "5.00", "6.25", "8.00"])
  }

  private mutating func run() -> PayRunPayload.Run {
    PayRunPayload.Run(
      month: Int.random(in: 1...12, using: &random),
      employees: Int.random(in: 9...38, using: &random),
      gross: Money(pence: Int.random(in: 1_800_000...9_900_000, using: &random)),
      employeeIds: (0..<Int.random(in: 2...5, using: &random)).map { _ in random.uuid().text }
    )
  }

  private mutating func stateChange() -> JSON {
    let (state, text) = random.pick([
      ("AwaitingApproval", "Overtime of the night shift was added"),
      ("Approved", "Checked against the rota"),
      ("ReOpening", "One starter was missing"),
      ("Finalising", "Ready to be paid"),
    ])
    return PayRunPayload.stateChange(
      state,
      reason: "Other",
      text: text,
      ids: [random.uuid().text]
    )
  }

  private mutating func job() -> JSON {
    let (name, type) = random.pick([
      ("Full Payment Submission", "Report"), ("Payslips", "PayRun"), ("P32 summary", "Report"),
      ("Import of new starters", "Import"),
    ])
    return JobPayload.make(id: random.uuid().text, name: name, type: type)
  }
}
