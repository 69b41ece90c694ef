import CNcurses
import ConsoleCore
import Foundation

/// The terminal through ncurses. One at a time; only the thread that made it may use it.
final class NcursesTerminal: Terminal {
  /// Why there is no screen to draw on.
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  private let screen: OpaquePointer
  private var colors: NcursesColors
  private let isUnicode: Bool
  private var input: NcursesInput
  /// What is on the screen now; `nil` if that is not known.
  private var shown: Canvas?
  private var isClosed = false
  private let isColored: Bool
  private var hasMouse: Bool
  /// Whether the terminal was asked something and has not said that it answered all.
  private var isAsked = false

  /// - Parameters:
  ///   - colored: `false` keeps to the terminal's own colours (`NO_COLOR`).
  ///   - mouse: whether the mouse is taken.
  ///   - asks: whether the terminal is asked for its background, which comes as an input.
  init(theme: Theme, colored: Bool, mouse: Bool = true, asks: Bool = false) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Unusable(
        description: "standard input and output must be a terminal to open the console"
      )
    }
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    TerminalLocale.apply(ProcessInfo.processInfo.environment)
    guard let screen = hc_open_screen() else {
      throw Unusable(
        description: "the terminal kind TERM=\(kind) is unknown; try: TERM=xterm-256color"
      )
    }
    guard hc_can_place_cursor() != 0 else {
      endwin()
      delscreen(screen)
      throw Unusable(
        description:
          "a terminal of the kind TERM=\(kind) cannot show the console; the commands work"
      )
    }
    self.screen = screen
    isColored = colored
    hasMouse = mouse
    isUnicode = hc_locale_is_utf8() != 0
    cbreak()
    noecho()
    nonl()
    keypad(hc_window(), true)
    curs_set(0)
    colors = NcursesColors(theme: theme, wanted: colored)
    input = NcursesInput()
    TerminalRescue.arm(
      leaving: [hc_keypad_local(), hc_cursor_normal(), hc_exit_ca_mode()]
        .compactMap { $0.map { String(cString: $0) } }.joined()
    )
    _ = send(reportsOn)
    // One without colours may not know the question.
    if asks, colored, has_colors() {
      isAsked = true
      _ = send(TerminalReply.question)
    }
  }

  /// Marks around a paste; presses of the mouse where the terminal has one, in the form that is good
  /// for any size.
  private var reportsOn: String {
    "\u{1B}[?2004h" + (hasMouse && hc_key_mouse() != nil ? "\u{1B}[?1000h\u{1B}[?1006h" : "")
  }
  private static let reportsOff = "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l"

  var size: Size { Size(rows: Int(hc_lines()), columns: Int(hc_columns())) }

  func readInput() -> [Input] {
    let inputs = input.read()
    if inputs.contains(.terminalAnswered) { isAsked = false }
    return inputs
  }

  func use(_ theme: Theme) {
    colors = NcursesColors(theme: theme, wanted: isColored)
    clearok(hc_window(), true)
    shown = nil
  }

  func setMouse(_ isOn: Bool) {
    hasMouse = isOn
    _ = send(Self.reportsOff + reportsOn)
  }

  /// What the terminal still answers must not reach the shell.
  private func awaitAnswer() {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let deadline = ContinuousClock.now + .milliseconds(100)
    while isAsked, ContinuousClock.now < deadline, poll(&source, 1, 20) >= 0 {
      if source.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return }
      _ = readInput()
    }
  }

  var inputDeadline: ContinuousClock.Instant? { input.deadline }

  func resize() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0
    else { return }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    clearok(hc_window(), true)
    shown = nil
  }

  func show(_ canvas: Canvas) {
    let size = size
    canvas.forEachChange(from: shown) { row, column, cell in
      // Between a change of the size and its news, there may be less space.
      if row < size.rows, column < size.columns { put(cell, row: row, column: column) }
    }
    if let cursor = canvas.cursor {
      curs_set(1)
      wmove(hc_window(), Int32(cursor.row), Int32(cursor.column))
    } else {
      curs_set(0)
    }
    // ncurses would try again and again where another program has made the terminal non-blocking.
    WholeWrite.makeBlocking(STDOUT_FILENO)
    refresh()
    shown = canvas
  }

  private func put(_ cell: Cell, row: Int, column: Int) {
    let (attributes, pair) = colors.paint(cell.style)
    if let first = cell.text.first, first.isASCII, cell.text.isSingle {
      hc_put_character(Int32(row), Int32(column), wchar_t(first.value), attributes, pair)
      return
    }
    if hc_put_cell(Int32(row), Int32(column), wide(cell.text) + [0], attributes, pair) == ERR,
      // Writing the last cell of the screen answers ERR though it was written.
      !(row == size.rows - 1 && column == size.columns - 1)
    {
      hc_put_cell(
        Int32(row),
        Int32(column),
        [isUnicode ? Self.standIn : 0x3F, 0],
        attributes,
        pair
      )
    }
  }

  /// What is sent for a cell: as it is where the C library counts its width as we do.
  private func wide(_ text: CellText) -> [wchar_t] {
    guard isUnicode else { return [wchar_t(AsciiText.character(for: text).value)] }
    guard let first = text.first else { return [0x20] }
    let columns = CellWidth.columns(of: first)
    if Int(hc_columns_of(wchar_t(first.value))) == columns {
      return text.scalars.map { wchar_t($0.value) }
    }
    return [columns == 2 ? Self.wideStandIn : Self.standIn]
  }

  /// For what cannot be drawn: no text that came in looks like it, as a question mark would.
  private static let standIn: wchar_t = 0xFFFD
  private static let wideStandIn: wchar_t = 0x3013

  func suspend() {
    _ = send(Self.reportsOff)
    def_prog_mode()
    endwin()
  }

  func resume() {
    reset_prog_mode()
    _ = send(reportsOn)
    resize()
    refresh()
  }

  func send(_ sequence: String) -> Int32? {
    WholeWrite.write(sequence.utf8, to: STDOUT_FILENO)
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    awaitAnswer()
    _ = send(Self.reportsOff)
    endwin()
    delscreen(screen)
    TerminalRescue.disarm()
  }

}
