import Foundation

/// Data goes to standard output, all else to standard error.
enum Output {
  /// Writes a text and a line end at once, so that a reader of a pipe gets whole lines.
  static func line(_ text: String) throws {
    try write(Array((text + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) throws {
    guard let error = WholeWrite.write(bytes, to: STDOUT_FILENO) else { return }
    // The reader has gone: it has all it wanted.
    if error == EPIPE { throw ClosedPipe() }
    throw Failure(.failed, "standard output: \(String(cString: strerror(error)))")
  }

  /// Opens what whoever started the program had closed of the three standard streams, so that no file
  /// or connection of ours takes its number and gets what is meant for people.
  static func fillGaps() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // What is written to a standard output that is not there fails, and is not lost in silence.
      _ = open("/dev/null", number == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Standard output was closed by whoever read it.
  struct ClosedPipe: Error {}

  static func problem(_ text: String) {
    note("hookconsole: \(text)")
  }

  static func note(_ text: String) {
    _ = WholeWrite.write("\(text)\n".utf8, to: STDERR_FILENO)
  }

  /// Rings the bell of the terminal, if standard error or standard output is one.
  static func ring() {
    guard let terminal = [STDERR_FILENO, STDOUT_FILENO].first(where: { isatty($0) == 1 }) else {
      return
    }
    _ = WholeWrite.write([0x07], to: terminal)
  }

  /// The columns of the terminal that standard output is; `nil` for a file or a pipe.
  static var columns: Int? { columns(of: STDOUT_FILENO) }

  /// The columns of a terminal; `nil` for a file or a pipe.
  static func columns(of file: Int32) -> Int? {
    var window = winsize()
    guard isatty(file) == 1, ioctl(file, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return Int(window.ws_col)
  }
}
