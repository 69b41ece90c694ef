import HookTesting
@testable import HookJSON
@testable import HookSupport

/// A JSON value as a tree of plain values: what the tests compare the flat table with.
indirect enum JSONTree {
  case scalar(String)
  case array([JSONTree])
  case object([(key: String, value: JSONTree)])

  var children: [JSONTree] {
    switch self {
    case .scalar: []
    case .array(let items): items
    case .object(let members): members.map(\.value)
    }
  }

  /// - Parameter isPlain: ASCII without escapes.
  static func random(_ random: inout SplitMix64, isPlain: Bool = false, depth: Int = 0) -> JSONTree
  {
    func fits(_ text: String) -> Bool {
      !isPlain || text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x5C }
    }
    let scalars = [
      "0", "-1", "12.50", "1e9", "true", "false", "null", #""""#, #""plain""#, #""a \"quote\"""#,
      #""\\""#, #""{[,]}:""#, #""Zoë \u00eb""#, #""a longer text than eight bytes""#,
    ].filter(fits)
    let keys = ["a", "", "id", #"say \"hi\""#, #"back\\"#, "a longer key than others", "ë"].filter(
      fits
    )
    func size() -> Int { Int.random(in: 0...(depth == 0 ? 6 : 4), using: &random) }
    switch depth > 5 ? 0 : Int.random(in: 0...(depth == 0 ? 12 : 6), using: &random) {
    case 0...3: return .scalar(scalars.randomElement(using: &random) ?? "0")
    case 4...5, 7...9:
      return .array((0..<size()).map { _ in .random(&random, isPlain: isPlain, depth: depth + 1) })
    default:
      return .object(
        (0..<size()).map { _ in
          (
            keys.randomElement(using: &random) ?? "",
            .random(&random, isPlain: isPlain, depth: depth + 1)
          )
        }
      )
    }
  }

  /// The tree as a text with random blanks.
  func text(_ random: inout SplitMix64) -> String {
    func blank() -> String {
      ["", "", "", " ", "\n  ", "\r\n", "\t", String(repeating: " ", count: 19)]
        .randomElement(using: &random) ?? ""
    }
    switch self {
    case .scalar(let text): return text
    case .array(let items):
      let inside = items.map { blank() + $0.text(&random) + blank() }.joined(separator: ",")
      return "[" + (items.isEmpty ? blank() : inside) + "]"
    case .object(let members):
      let inside = members.map {
        blank() + "\"\($0.key)\"" + blank() + ":" + blank() + $0.value.text(&random) + blank()
      }.joined(separator: ",")
      return "{" + (members.isEmpty ? blank() : inside) + "}"
    }
  }
}
