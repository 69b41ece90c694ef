import ConsoleCore
import HookModel

extension Output {
  /// Prints a payload for people: as a tree if it is JSON, otherwise as text.
  static func payload(_ payload: Payload) throws {
    let paint = Paint.standardOutput
    let lines =
      payload.node.map { node in
        IndentedJSON.lines(node).map { line in line.map { paint.text($0.text, $0.role) }.joined() }
      } ?? [TerminalSafeText.sanitised(String(decoding: payload.bytes, as: UTF8.self))]
    try write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
