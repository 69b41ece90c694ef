import ConsoleCore
import HookJSON
import HookSandbox
import HookSupport

/// Reads the configuration file and names the position where something is wrong with it.
struct ConfigurationReader {
  private let text: JSONText
  let path: String

  init(bytes: [UInt8], path: String) {
    text = JSONText(bytes)
    self.path = path
  }

  func root() throws -> JSONNode {
    do {
      return JSONNode(try JSONIndex(text))
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
        let hint = near ?? "known settings: \(names.joined(separator: ", "))"
        throw Failure.usage(
          "\(position(ofKeyOf: member.node)): unknown setting \"\(member.key)\"",
          hint: hint
        )
      }
      try setting(&target, member.node, self)
    }
  }

  /// - Parameter name: what the value is called; `nil` for the whole file.
  func object(_ node: JSONNode, _ name: String?) throws -> [(key: String, node: JSONNode)] {
    guard node.kind == .object else {
      throw wrong(node, "\(name ?? "the configuration") must be an object")
    }
    var seen: Set<String> = []
    return try node.children.map { child in
      let key = node.index.key(of: child.number) ?? ""
      guard seen.insert(key).inserted else {
        throw Failure.usage(
          "\(position(ofKeyOf: child)): \"\(key)\" is given twice",
          hint: "try: remove one of them"
        )
      }
      return (key, child)
    }
  }

  func text(_ node: JSONNode, _ name: String, among choices: [String] = []) throws -> String {
    guard let text = node.string, !text.isEmpty else {
      throw wrong(node, "\(name) must be a string")
    }
    guard choices.isEmpty || choices.contains(text) else {
      let list = choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
      throw wrong(node, "\(name) must be \(list)")
    }
    return text
  }

  func flag(_ node: JSONNode, _ name: String) throws -> Bool {
    guard let flag = node.bool else { throw wrong(node, "\(name) must be true or false") }
    return flag
  }

  /// A length of time, in seconds.
  func length(_ node: JSONNode, _ name: String) throws -> Double {
    guard let text = node.string, let seconds = TimeExpression.length(text), seconds > 0 else {
      throw wrong(node, "\(name) must be a length of time, such as \"30s\" or \"1.5m\"")
    }
    return seconds
  }

  func texts(_ node: JSONNode, _ name: String) throws -> [String] {
    try words(node, name).map(\.text)
  }

  /// A list of texts, each with its position.
  func words(_ node: JSONNode, _ name: String) throws -> [KeySetting.Word] {
    guard node.kind == .array, !node.children.isEmpty else {
      throw wrong(node, "\(name) must be a list of strings")
    }
    return try node.children.map {
      KeySetting.Word(text: try text($0, name), position: position(of: $0))
    }
  }

  func count(_ node: JSONNode, _ name: String, from least: Int) throws -> Int {
    guard node.kind == .number, let count = node.int, count >= least else {
      throw wrong(node, "\(name) must be an integer of at least \(least)")
    }
    return count
  }

  /// `config.json: line 3, column 5`
  func position(of node: JSONNode) -> String {
    position(ofByte: node.index.range(of: node.number).lowerBound)
  }

  /// The position of the key of a member.
  func position(ofKeyOf node: JSONNode) -> String {
    node.index.keyRange(of: node.number).map { position(ofByte: $0.lowerBound) }
      ?? position(of: node)
  }

  private func position(ofByte byte: Int) -> String {
    let (line, column) = text.position(of: byte)
    return "\(path): line \(line), column \(column)"
  }

  private func wrong(_ node: JSONNode, _ what: String) -> Failure {
    Failure.usage("\(position(of: node)): \(what)")
  }

}
