import CNcurses

/// Turns the codes that ncurses reads into inputs.
struct InputDecoder {
  /// One code.
  enum Code: Equatable {
    case character(UInt32)
    /// One of ncurses' own for a key, or of ours.
    case key(Int32)
  }

  /// Codes of our own for the marks around a pasted text, next to ncurses' own.
  static let pasteStart: Int32 = 0o1776
  static let pasteEnd: Int32 = 0o1777
  /// More than this of one paste is dropped: it is meant for a line of a form.
  private static let longestPaste = 64 * 1024
  private static let escape = Code.character(0x1B)

  private var paste: String?
  /// The control sequence that is being read, without its beginning.
  private var sequence: ControlSequence?

  /// Takes in all that arrived at once.
  mutating func take(_ codes: [Code]) -> [Input] {
    var inputs: [Input] = []
    var place = 0
    while place < codes.count {
      let (code, rest) = (codes[place], codes[place...])
      place += 1
      if sequence != nil, case .character(let value) = code {
        let step = sequence?.take(value)
        if step != .more { sequence = nil }
        if case .input(let input) = step { inputs.append(input) }
        if step != .foreign { continue }
      }
      sequence = nil
      if paste != nil {
        inputs += take(pasted: rest)
        continue
      }
      if code == .key(Self.pasteStart) {
        paste = ""
        continue
      }
      let (count, key) = begin(rest)
      place += max(0, count - 1)
      inputs += count == 0 ? input(code) : key.map { [.key($0)] } ?? []
    }
    return inputs
  }

  /// Within a paste; the mark at its end may get lost, and then Esc is the way out. One that begins
  /// something else stands in what is pasted.
  private mutating func take(pasted codes: ArraySlice<Code>) -> [Input] {
    let code = codes.first
    if code == .key(Self.pasteEnd) || (code == Self.escape && codes.count == 1) {
      defer { paste = nil }
      return paste.map { [.paste($0)] } ?? []
    }
    if case .character(let value) = code, let scalar = Unicode.Scalar(value),
      paste?.utf8.count ?? 0 < Self.longestPaste
    {
      paste?.unicodeScalars.append(scalar)
    }
    return []
  }

  /// How many codes belong to the beginning of a control sequence that ncurses does not know, such as
  /// `ESC [ 1 ; 5 C`, or to a key with Alt, which sends Esc before it at once. Their parts are no keys
  /// of their own: they must not run commands.
  private mutating func begin(_ codes: ArraySlice<Code>) -> (count: Int, key: Key?) {
    let codes = codes.prefix(3).map { code -> UInt32 in
      if case .character(let value) = code { value } else { 0 }
    }
    guard codes.count > 1, codes[0] == 0x1B else { return (0, nil) }
    switch codes[1] {
    case 0x5B:
      sequence = ControlSequence()
      return (2, nil)
    // SS3: one letter follows.
    case 0x4F where codes.count > 2 && (0x40...0x7E).contains(codes[2]): return (3, nil)
    case let value:
      guard value > 0x20, let scalar = Unicode.Scalar(value),
        case .character(let character) = Self.key(scalar: scalar)
      else { return (0, nil) }
      return (2, .alt(character))
    }
  }

  private func input(_ code: Code) -> [Input] {
    switch code {
    case .key(let code): Self.key(code: code).map { [.key($0)] } ?? []
    case .character(let value):
      Unicode.Scalar(value).flatMap(Self.key(scalar:)).map { [.key($0)] } ?? []
    }
  }

  /// The key behind one of ncurses' codes.
  static func key(code: Int32) -> Key? {
    if let key = keys[code] { return key }
    return (1...12).first { hc_key_f(Int32($0)) == code }.map(Key.function)
  }

  /// The key behind a character.
  static func key(scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x1B: return .escape
    case 0x7F, 0x08: return .backspace
    case 0x20: return .space
    case 1...26:
      return Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
    case 0..<0x20, 0x80..<0xA0: return nil
    default: return .character(Character(scalar))
    }
  }

  private static let keys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
    KEY_HOME: .home, KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown,
    KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_ENTER: .enter, KEY_BTAB: .backTab,
  ]
}
