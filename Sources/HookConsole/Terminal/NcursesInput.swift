import CNcurses

/// Reads keys, pastes and the mouse through ncurses.
struct NcursesInput {
  private var decoder = InputDecoder()
  /// The last press of the mouse.
  private var pressed: (position: Position, time: ContinuousClock.Instant)?
  private static let longestDouble = Swift.Duration.milliseconds(400)

  /// What terminals send besides what their description says: the cursor keys in both modes, and the
  /// marks around a paste.
  private static let sequences: [(text: String, code: Int32)] = [
    ("[200~", InputDecoder.pasteStart), ("[201~", InputDecoder.pasteEnd),
    ("[A", KEY_UP), ("[B", KEY_DOWN), ("[C", KEY_RIGHT), ("[D", KEY_LEFT),
    ("OA", KEY_UP), ("OB", KEY_DOWN), ("OC", KEY_RIGHT), ("OD", KEY_LEFT),
    ("[H", KEY_HOME), ("[F", KEY_END), ("OH", KEY_HOME), ("OF", KEY_END),
    ("[1~", KEY_HOME), ("[4~", KEY_END), ("[7~", KEY_HOME), ("[8~", KEY_END),
    ("[3~", KEY_DC), ("[5~", KEY_PPAGE), ("[6~", KEY_NPAGE), ("[Z", KEY_BTAB),
  ]

  static func setUp() {
    // Reports of the mouse come as they are, to be read by `ControlSequence`.
    if let mouse = hc_key_mouse() { define_key(mouse, 0) }
    for (text, code) in sequences where key_defined("\u{1B}" + text) == 0 {
      define_key("\u{1B}" + text, code)
    }
  }

  /// All that has arrived.
  mutating func read() -> [Input] {
    var codes: [InputDecoder.Code] = []
    var code: wint_t = 0
    while true {
      let answer = get_wch(&code)
      if answer == ERR { return decoder.take(codes).map { doubled($0) } }
      codes.append(hc_is_key_code(answer) == 0 ? .character(UInt32(code)) : .key(Int32(code)))
    }
  }

  /// Two presses close to one another in one place are a double one.
  private mutating func doubled(_ input: Input) -> Input {
    guard case .press(let position) = input else { return input }
    let now = ContinuousClock.now
    if let last = pressed, last.position == position, now - last.time < Self.longestDouble {
      pressed = nil
      return .doublePress(position)
    }
    pressed = (position, now)
    return input
  }
}
