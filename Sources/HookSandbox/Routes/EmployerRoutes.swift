import HookJSON
import HookServer

/// `GET /employers`
enum EmployerRoutes {
  static let all = [Route("GET", "/employers", answer: list)]

  /// What the query may hold.
  static let parameters = [
    "employerGroupCode", "searchTerm", "employerListType", "pageNum", "pageSize", "sortBy",
    "sortDescending",
  ]
  static let listTypes = ["Owned", "FromOthers", "Support", "Archived"]
  static let sortFields = [
    "ProcessorName", "Name", "Crn", "AlternativeId", "EmployeeCount", "RTICount",
    "PensionStatus", "AutoPilot",
  ]

  @Sendable private static func list(_ call: RouteCall) async throws -> HTTPResponse {
    let query = try call.query(parameters)
    let page = try RouteCall.page(query)
    try check(query["employerListType"], "employerListType", listTypes)
    try check(query["sortBy"], "sortBy", sortFields)
    try check(query["sortDescending"]?.lowercased(), "sortDescending", ["true", "false"])
    var employers = try await call.store.read { try $0.employers() }
    // All employers are the key's own, and there are no groups.
    if query["employerListType"].map({ $0 != "Owned" }) == true { employers = [] }
    if query["employerGroupCode"].map({ !$0.isEmpty }) == true { employers = [] }
    if let term = query["searchTerm"]?.lowercased(), !term.isEmpty {
      employers = employers.filter {
        $0.name.lowercased().contains(term) || $0.uuid.text.contains(term)
      }
    }
    switch query["sortBy"] {
    case "Name": employers.sort { $0.name < $1.name }
    case "EmployeeCount": employers.sort { $0.employees < $1.employees }
    default: break
    }
    if query["sortDescending"]?.lowercased() == "true" { employers.reverse() }
    let shown = employers.dropFirst(page.offset).prefix(page.size ?? employers.count)
    return .json(.array(shown.map(item)))
  }

  private static func item(_ employer: EmployerRecord) -> JSON {
    [
      "id": .string(employer.uuid.text),
      "name": .string(employer.name),
      "metadata": ["employeeCount": .int(employer.employees)],
      "url": .string("/employers/\(employer.uuid.text)"),
    ]
  }

  private static func check(_ value: String?, _ name: String, _ allowed: [String]) throws {
    guard let value, !allowed.contains(value) else { return }
    throw HTTPFailure(400, "\(name): must be one of \(allowed.joined(separator: ", "))")
  }
}
