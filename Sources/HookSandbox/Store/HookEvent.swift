/// What a webhook can be subscribed to, in the order of the API's enumeration.
enum HookEvent: Int, CaseIterable, Sendable {
  case employeeCreated, employeeUpdated, employeeDeleted
  case payrunFinalised, payrunStateChanged
  case pensionCreated, pensionUpdated, pensionDeleted
  case jobCompleted

  private static let names = [
    "Employee_Created", "Employee_Updated", "Employee_Deleted",
    "Payrun_Finalised", "Payrun_StateChanged",
    "PensionMembership_Created", "PensionMembership_Updated", "PensionMembership_Deleted",
    "JobCompleted",
  ]

  private static let titles = [
    "Employee Created", "Employee Updated", "Employee Deleted",
    "Payrun Finalised", "Payrun State Changed",
    "Pension Membership Created", "Pension Membership Updated", "Pension Membership Deleted",
    "Job Completed",
  ]

  init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  /// The API's own name.
  var name: String { Self.names[rawValue] }

  /// The name for people.
  var title: String { Self.titles[rawValue] }
}
