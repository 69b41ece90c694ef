import CNcurses
import ConsoleCore
import Foundation

/// Reads keys, pastes and the mouse. ncurses knows the sequences of the terminal's keys; the bytes are
/// read and decoded here, because it waits for the rest of a sequence and drops what is not text.
struct NcursesInput {
  private var decoder: InputDecoder
  /// The last press of the mouse.
  private var pressed: (position: Position, time: ContinuousClock.Instant)?
  private static let longestDouble = Duration.milliseconds(400)
  /// More of a paste than this waits for the next call.
  private static let maximumBytes = 256 * 1024

  private static let described: [(code: Int32, key: Key)] =
    [
      (KEY_UP, .up), (KEY_DOWN, .down), (KEY_LEFT, .left), (KEY_RIGHT, .right), (KEY_HOME, .home),
      (KEY_END, .end), (KEY_PPAGE, .pageUp), (KEY_NPAGE, .pageDown), (KEY_DC, .delete),
      (KEY_BACKSPACE, .backspace), (KEY_ENTER, .enter), (KEY_BTAB, .backTab),
    ] + (1...12).map { (hc_key_f(Int32($0)), .function($0)) }

  /// - Precondition: the screen is open and its keypad is on.
  init() {
    // Else ncurses would stop painting whenever a key waits.
    typeahead(-1)
    decoder = InputDecoder(
      KeySequences(
        described: Self.described.flatMap { code, key in
          Self.sequences(of: code).map { (bytes: $0, key: key) }
        }
      )
    )
  }

  private static func sequences(of code: Int32) -> [[UInt8]] {
    var found: [[UInt8]] = []
    while let text = keybound(code, Int32(found.count)) {
      found.append(Array(String(cString: text).utf8))
      free(text)
    }
    return found
  }

  /// When to read though nothing has arrived.
  var deadline: ContinuousClock.Instant? { decoder.deadline }

  /// All that has arrived.
  mutating func read() -> [Input] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while bytes.count < Self.maximumBytes, poll(&source, 1, 0) > 0 {
      let count = Foundation.read(STDIN_FILENO, &block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    let now = ContinuousClock.now
    return decoder.take(bytes, at: now).map { doubled($0, now) }
  }

  /// Two presses close to one another in one position are a double one.
  private mutating func doubled(_ input: Input, _ now: ContinuousClock.Instant) -> Input {
    guard case .press(let position) = input else { return input }
    if let last = pressed, last.position == position, now - last.time < Self.longestDouble {
      pressed = nil
      return .doublePress(position)
    }
    pressed = (position, now)
    return input
  }
}
