import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct EmployerRouteTests {
  private static let bakery = "Bluebird Bakery"
  private static let boats = "Harbour & Sons Boatyard"
  private static let dental = "Łódź Street Dental"

  private static let lists: [(query: String, names: [String])] = [
    ("", [bakery, boats, dental]),
    ("?pageSize=2", [bakery, boats]),
    ("?pageNum=1&pageSize=2", [dental]),
    ("?pageNum=2147483647&pageSize=1000", []),
    ("?searchTerm=", [bakery, boats, dental]),
    ("?searchTerm=BOAT", [boats]),
    ("?searchTerm=%C5%81%C3%B3d%C5%BA+street", [dental]),
    ("?searchTerm=nobody", []),
    ("?sortBy=Name&sortDescending=true", [dental, boats, bakery]),
    ("?sortBy=EmployeeCount", [dental, bakery, boats]),
    ("?employerListType=Archived", []),
    ("?employerListType=Owned", [bakery, boats, dental]),
    ("?employerGroupCode=X", []),
  ]

  @Test("the list of employers can be searched sorted and paged")
  func theListOfEmployersCanBeSearchedSortedAndPaged() async throws {
    try await TestSandbox.run { test in
      let byId = ("?searchTerm=\(test.sandbox.employer.prefix(8).uppercased())", [Self.bakery])
      for (query, names) in Self.lists + [byId] {
        let reply = try await test.client.call("GET", "/employers\(query)")
        #expect(reply.status == 200)
        #expect(reply.array.map { $0["name"] as? String } == names, "\(query)")
      }
    }
  }

  @Test("the first employer is the sandboxes own") func theFirstEmployerIsTheSandboxesOwn()
    async throws
  {
    try await TestSandbox.run { test in
      let item = try #require(try await test.client.call("GET", "/employers").array.first)
      #expect(item["id"] as? String == test.sandbox.employer)
      #expect(item["url"] as? String == "/employers/\(test.sandbox.employer)")
      #expect((item["metadata"] as? [String: Any])?["employeeCount"] as? Int == 14)
    }
  }
}
