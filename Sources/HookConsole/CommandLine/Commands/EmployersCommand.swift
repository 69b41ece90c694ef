import HookJSON
import HookModel

extension Subcommand {
  static let employers = Subcommand(
    "employers",
    "list the employers that the key can access",
    example: "hookconsole employers --search bakery",
    options: [.json, EmployersOptions.search.row]
      + Option.connection
  ) { invocation in
    let connection = try invocation.connection()
    let client = connection.client(nil, retry: RetryPolicy())
    let rows = try await all(client, searchTerm: invocation.value(EmployersOptions.search))
    if invocation.has(.json) { return try JSONOutput.array(rows.map(\.bytes)) }
    var table = TextTable([.whole, .left], titles: ["id", "name"])
    for row in rows.compactMap(Item.init) { table.add([row.id.description, row.name ?? ""]) }
    try Output.table(table)
    if table.isEmpty { Output.note("no employers") }
  }

  /// All pages of the list, each employer once. A server that does not page gives all on the first.
  private static func all(_ client: HookClient, searchTerm: String?) async throws -> [JSONNode] {
    let size = 100
    var seen: Set<RecordID> = []
    var rows: [JSONNode] = []
    for number in 0..<10_000 {
      let page = Page(number: number, size: size)
      let list = try await client.list(.employers(page: page, searchTerm: searchTerm))
      let fresh = list.filter { row in
        Item(row).map { seen.insert($0.id).inserted } ?? false
      }
      rows += fresh
      if fresh.isEmpty || list.count > size { break }
    }
    return rows
  }
}

/// The options of the command.
private enum EmployersOptions {
  static let search = TypedOption("search", "TEXT", "only those that the server finds by this text")
}
