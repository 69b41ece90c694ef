import HookJSON

/// What a delivery is called in a list, such as `Employee Created · Zoë Ellis`.
enum DeliveryName {
  /// Characters, by the API's description.
  static let limit = 150

  static func make(_ event: HookEvent, _ data: JSONNode) -> String {
    let subject = data.kind == .array ? data.children.first ?? data : data
    let members = subject.members
    for read in readers {
      if let subject = read(members), !subject.isEmpty {
        return StatusMessage.shortened("\(event.title) · \(subject)")
      }
    }
    return event.title
  }

  /// Where a payload says what it is about; the first that finds something counts.
  private static let readers: [@Sendable ([String: JSONNode]) -> String?] = [
    { person($0["personalDetails"]?.members ?? [:]) },
    { $0["employee"]?.members["name"]?.strictString },
    { period($0) },
    { $0["state"]?.strictString },
    { $0["name"]?.strictString },
    { person($0) },
    { $0["title"]?.strictString },
  ]

  private static func person(_ members: [String: JSONNode]) -> String? {
    let names = [members["firstName"]?.strictString, members["lastName"]?.strictString].compactMap(
      \.self
    )
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  private static let periods = [
    "Monthly": "Month", "Weekly": "Week", "Fortnightly": "Fortnight", "FourWeekly": "Four Weeks",
    "Quarterly": "Quarter", "Annual": "Year", "Daily": "Day",
  ]

  private static func period(_ members: [String: JSONNode]) -> String? {
    guard let kind = members["payPeriod"]?.strictString, let number = members["period"]?.strictInt
    else {
      return nil
    }
    return "\(periods[kind] ?? kind) \(number)"
  }
}
