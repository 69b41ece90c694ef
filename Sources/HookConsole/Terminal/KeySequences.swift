import ConsoleCore

/// The sequences of the keys: those that most terminals send, and those of the terminal at hand.
struct KeySequences: Sendable {
  private let keys: [[UInt8]: Key]
  private let beginnings: Set<[UInt8]>

  /// - Parameter described: what the terminal's description adds, with the ESC.
  init(described: [(bytes: [UInt8], key: Key)] = []) {
    var keys: [[UInt8]: Key] = [:]
    for (bytes, key) in described where !Self.plain.contains(bytes) { keys[bytes] = key }
    for (text, key) in Self.usual { keys[[0x1B] + Array(text.utf8)] = key }
    self.keys = keys
    beginnings = Set(keys.keys.flatMap { bytes in bytes.indices.map { Array(bytes[..<$0]) } })
  }

  /// Keys that mean the same on every terminal, whatever its description says.
  private static let plain: Set<[UInt8]> = [[], [0x1B], [0x0D], [0x0A], [0x09], [0x20]]

  subscript(_ bytes: [UInt8]) -> Key? { keys[bytes] }

  /// Whether a longer sequence begins with these bytes.
  func isBeginning(_ bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }

  /// All of them.
  var all: [[UInt8]] { Array(keys.keys) }

  private static let usual: [(text: String, key: Key)] =
    [
      ("[H", .home), ("[F", .end), ("OH", .home), ("OF", .end), ("[1~", .home), ("[4~", .end),
      ("[7~", .home), ("[8~", .end), ("[3~", .delete), ("[5~", .pageUp), ("[6~", .pageDown),
      ("[Z", .backTab),
    ] + cursor + keypad + functions

  private static let cursor: [(text: String, key: Key)] = ["[", "O"].flatMap { introducer in
    [("A", Key.up), ("B", .down), ("C", .right), ("D", .left)].map { (introducer + $0, $1) }
  }

  /// The keypad in application mode (VT100).
  private static let keypad: [(text: String, key: Key)] =
    zip("pqrstuvwxy", "0123456789").map { ("O" + String($0), .character($1)) } + [
      ("On", .character(".")), ("Ok", .character("+")), ("Om", .character("-")),
      ("Oj", .character("*")), ("Oo", .character("/")), ("Ol", .character(",")),
      ("OX", .character("=")), ("OM", .enter),
    ]

  /// F1 to F12 as VT220, xterm, kitty and the Linux console send them.
  private static let functions: [(text: String, key: Key)] =
    [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].enumerated().map { index, number in
      ("[\(number)~", .function(index + 1))
    }
    + zip(1..., ["P", "Q", "R", "S"]).flatMap { number, final in
      [("O" + final, Key.function(number)), ("[" + final, .function(number))]
    }
    + zip(1..., ["A", "B", "C", "D", "E"]).map { ("[[" + $1, .function($0)) }
}
