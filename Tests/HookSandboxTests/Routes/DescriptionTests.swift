import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct DescriptionTests {
  @Test("every route is described and no other") func everyRouteIsDescribedAndNoOther() async throws
  {
    try await TestSandbox.run { test in
      let reply = try await test.client.call("GET", "/openapi.json")
      #expect(reply.status == 200)
      let paths = try #require(reply.object["paths"] as? [String: [String: Any]])
      let described = paths.flatMap { path, calls in
        calls.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
      }
      let table = RouteTable.all(test.sandbox.services)
      #expect(Set(described) == Set(table.routes.map { "\($0.method) \($0.path)" }))
    }
  }

  @Test("every reference leads somewhere") func everyReferenceLeadsSomewhere() async throws {
    try await TestSandbox.run { test in
      let reply = try await test.client.call("GET", "/openapi.json")
      let components = try #require(reply.object["components"] as? [String: [String: Any]])
      let references = reply.text.matches(of: /"#\/components\/(\w+)\/(\w+)"/)
      #expect(references.count > 20)
      for reference in references {
        #expect(components[String(reference.1)]?[String(reference.2)] != nil, "\(reference.0)")
      }
    }
  }
}
