/// A line that tells a person what came of what they did.
struct Notice: Equatable, Sendable {
  let text: String
  let isProblem: Bool

  static func done(_ text: String) -> Notice { Notice(text: text, isProblem: false) }
  static func problem(_ text: String) -> Notice { Notice(text: text, isProblem: true) }
}
