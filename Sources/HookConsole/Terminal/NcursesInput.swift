import CNcurses

/// Reads keys, pastes and the mouse from ncurses.
struct NcursesInput {
  private var decoder = InputDecoder()
  /// The last press. ncurses would hold each one back until it knows whether another follows.
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
      if answer == ERR { return decoder.take(codes) }
      if hc_is_key_code(answer) == 0 {
        codes.append(.character(UInt32(code)))
      } else if Int32(code) == KEY_MOUSE {
        // ncurses keeps only a few of these events, so they are fetched one by one.
        if let input = mouse() { codes.append(.mouse(input)) }
      } else {
        codes.append(.key(Int32(code)))
      }
    }
  }

  private mutating func mouse() -> Input? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let position = Position(row: Int(event.y), column: Int(event.x))
    let state = event.bstate
    if hc_mouse_is_wheel_up(state) != 0 { return .wheel(position, rows: -3) }
    if hc_mouse_is_wheel_down(state) != 0 { return .wheel(position, rows: 3) }
    guard hc_mouse_is_press(state) != 0 else { return nil }
    let now = ContinuousClock.now
    if let last = pressed, last.position == position, now - last.time < Self.longestDouble {
      pressed = nil
      return .doublePress(position)
    }
    pressed = (position, now)
    return .press(position)
  }
}
