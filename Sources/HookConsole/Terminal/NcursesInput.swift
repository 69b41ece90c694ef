import CNcurses

/// Turns what ncurses reads into inputs.
struct NcursesInput {
  /// Codes of our own for the marks around a pasted text, defined next to ncurses' own.
  private static let pasteStart: Int32 = 0o1776
  private static let pasteEnd: Int32 = 0o1777
  /// More than this of one paste is dropped: it is meant for a line of a form.
  private static let longestPaste = 64 * 1024

  private var paste: String?

  static func setUp() {
    define_key("\u{1B}[200~", pasteStart)
    define_key("\u{1B}[201~", pasteEnd)
  }

  /// All that has arrived.
  mutating func read() -> [Input] {
    var inputs: [Input] = []
    var code: wint_t = 0
    while true {
      let answer = get_wch(&code)
      if answer == ERR { return inputs }
      if let input = take(code: code, isKey: hc_is_key_code(answer) != 0) {
        inputs.append(input)
      }
    }
  }

  private mutating func take(code: wint_t, isKey: Bool) -> Input? {
    if isKey, Int32(code) == Self.pasteStart {
      paste = ""
      return nil
    }
    if isKey, Int32(code) == Self.pasteEnd {
      defer { paste = nil }
      return paste.map(Input.paste)
    }
    if paste != nil {
      if !isKey, let scalar = Unicode.Scalar(UInt32(code)),
        paste?.utf8.count ?? 0 < Self.longestPaste
      {
        paste?.unicodeScalars.append(scalar)
      }
      return nil
    }
    if isKey {
      return Int32(code) == KEY_MOUSE ? Self.mouse() : Self.key(code: Int32(code)).map(Input.key)
    }
    return Unicode.Scalar(UInt32(code)).flatMap(Self.key(scalar:)).map(Input.key)
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

  private static func mouse() -> Input? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let position = Position(row: Int(event.y), column: Int(event.x))
    let state = event.bstate
    if hc_mouse_is_wheel_up(state) != 0 { return .wheel(position, rows: -3) }
    if hc_mouse_is_wheel_down(state) != 0 { return .wheel(position, rows: 3) }
    if hc_mouse_is_double(state) != 0 { return .doublePress(position) }
    if hc_mouse_is_press(state) != 0 { return .press(position) }
    return nil
  }
}
