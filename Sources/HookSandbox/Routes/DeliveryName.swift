/// What a delivery is called in a list, such as `Employee Created · Zoë Ellis`.
enum DeliveryName {
  /// Characters, by the API's description.
  static let limit = 150

  static func make(_ event: HookEvent, _ data: JSONView) -> String {
    let members = (data.first ?? data).members
    for read in readers {
      if let subject = read(members), !subject.isEmpty {
        return StatusMessage.shortened("\(event.title) · \(subject)")
      }
    }
    return event.title
  }

  /// Where a payload says what it is about; the first that finds something counts.
  private static let readers: [@Sendable ([String: JSONView]) -> String?] = [
    { person($0["personalDetails"]?.members ?? [:]) },
    { $0["employee"]?["name"]?.string },
    { period($0) },
    { $0["state"]?.string },
    { $0["name"]?.string },
    { person($0) },
    { $0["title"]?.string },
  ]

  private static func person(_ members: [String: JSONView]) -> String? {
    let names = [members["firstName"]?.string, members["lastName"]?.string].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  private static let periods = [
    "Monthly": "Month", "Weekly": "Week", "Fortnightly": "Fortnight", "FourWeekly": "Four Weeks",
    "Quarterly": "Quarter", "Annual": "Year", "Daily": "Day",
  ]

  private static func period(_ members: [String: JSONView]) -> String? {
    guard let kind = members["payPeriod"]?.string, let number = members["period"]?.int else {
      return nil
    }
    return "\(periods[kind] ?? kind) \(number)"
  }
}
