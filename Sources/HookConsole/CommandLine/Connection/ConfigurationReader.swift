import HookModel

/// Reads the configuration file and names the place where something is wrong with it.
struct ConfigurationReader {
  let bytes: [UInt8]
  let path: String

  func root() throws -> JSONNode {
    do {
      return JSONNode(try JSONIndex(JSONText(bytes)))
    } catch {
      throw Failure.usage("\(path): \(error)")
    }
  }

  /// Takes the value of one member into what is being read.
  typealias Setting<Target> = @Sendable (inout Target, JSONNode, ConfigurationReader) throws -> Void

  /// - Parameter settings: by the names of the members there may be.
  func read<Target>(
    _ node: JSONNode,
    into target: inout Target,
    _ settings: [String: Setting<Target>]
  ) throws {
    for member in try object(node, nil) {
      guard let setting = settings[member.key] else {
        let names = settings.keys.sorted()
        let near = Nearest.name(to: member.key, among: names).map { "did you mean \($0)?" }
        let hint = near ?? "there are \(names.joined(separator: ", "))"
        throw wrong(member.node, "there is no setting \(member.key); \(hint)")
      }
      try setting(&target, member.node, self)
    }
  }

  /// - Parameter name: what the value is called; nil of the whole.
  func object(_ node: JSONNode, _ name: String?) throws -> [(key: String, node: JSONNode)] {
    guard node.kind == .object else { throw wrong(node, "\(name ?? "this") must be an object") }
    return node.children.map { (node.index.key(of: $0.number) ?? "", $0) }
  }

  func text(_ node: JSONNode, _ name: String, among choices: [String] = []) throws -> String {
    guard let text = node.string, !text.isEmpty else { throw wrong(node, "\(name) must be a text") }
    guard choices.isEmpty || choices.contains(text) else {
      throw wrong(node, "\(name) must be \(choices.joined(separator: " or "))")
    }
    return text
  }

  func flag(_ node: JSONNode, _ name: String) throws -> Bool {
    guard let flag = node.bool else { throw wrong(node, "\(name) must be true or false") }
    return flag
  }

  func texts(_ node: JSONNode, _ name: String) throws -> [String] {
    guard node.kind == .array, !node.children.isEmpty else {
      throw wrong(node, "\(name) must be a list of texts")
    }
    return try node.children.map { try text($0, name) }
  }

  func count(_ node: JSONNode, _ name: String, from least: Int) throws -> Int {
    guard node.kind == .number, let count = node.int, count >= least else {
      throw wrong(node, "\(name) must be a whole number from \(least)")
    }
    return count
  }

  /// `config.json: line 3, column 5`
  func place(_ node: JSONNode) -> String {
    let start = node.index.range(of: node.number).lowerBound
    var line = 1
    var column = 1
    for byte in bytes.prefix(start) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return "\(path): line \(line), column \(column)"
  }

  private func wrong(_ node: JSONNode, _ what: String) -> Failure {
    Failure.usage("\(place(node)): \(what)")
  }
}
