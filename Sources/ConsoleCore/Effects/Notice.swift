/// A line that says what a key led to.
package struct Notice: Equatable, Sendable {
  let text: String
  let isProblem: Bool
  /// Whether it stays until it is read: it came without a key.
  var stays = false

  static func done(_ text: String) -> Notice { Notice(text: text, isProblem: false) }

  /// What is on a line of its own elsewhere follows on the same one here.
  package static func problem(_ text: String) -> Notice {
    let line = text.split(separator: "\n").joined(separator: "; ")
    return Notice(text: line, isProblem: true)
  }
}
