import HookSupport
import Foundation

/// Where a copy can go: programs that put it on a clipboard for certain, and the terminal's own
/// sequence (OSC 52), which says nothing about what came of it.
enum Clipboard {
  /// One clipboard, and the commands that reach it: the first that works.
  struct Helper: Equatable {
    let name: String
    let commands: [[String]]
  }

  /// - Parameter isThere: whether PATH has a program.
  static func programs(
    _ environment: [String: String],
    isThere: (String) -> Bool = { isInPath($0) }
  ) -> [Helper] {
    var found: [Helper] = []
    if isSet("TMUX", environment), isThere("tmux") {
      // -w passes it on to the terminal, from tmux 3.2 on.
      let commands = [["tmux", "load-buffer", "-w", "-"], ["tmux", "load-buffer", "-"]]
      found.append(Helper(name: "tmux's buffer", commands: commands))
    }
    let display = displays.filter { isSet($0.variable, environment) && isThere($0.command[0]) }
    if !display.isEmpty {
      found.append(Helper(name: "the clipboard", commands: display.map(\.command)))
    }
    return found
  }

  private static let displays: [(variable: String, command: [String])] = [
    ("WAYLAND_DISPLAY", ["wl-copy"]),
    ("DISPLAY", ["xclip", "-selection", "clipboard", "-in"]),
    ("DISPLAY", ["xsel", "--clipboard", "--input"]),
  ]

  /// Gives a text to programs.
  ///
  /// - Returns: the names of the clipboards that have it.
  static func copy(_ text: String, to programs: [Helper]) -> [String] {
    programs.filter { program in program.commands.contains { give(text, to: $0) } }.map(\.name)
  }

  /// A display that does not answer holds nobody up for longer.
  private static let timeout = 3.0

  private static func give(_ text: String, to words: [String]) -> Bool {
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    guard let (reading, writing) = try? ChildProcess.pipe() else { return false }
    var process = ChildProcess(words: words, input: reading, output: null, errors: null)
    // A program that serves the clipboard goes on when the console has ended.
    process.group = .session
    let started = try? process.start()
    close(reading)
    guard let child = started else {
      close(writing)
      return false
    }
    let isEnded = Locked(false)
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: timeout)
      isEnded.withLock { if !$0 { kill(child, SIGKILL) } }
    }
    let error = WholeWrite.write(text.utf8, to: writing)
    close(writing)
    let end = ChildProcess.end(of: child)
    isEnded.withLock { $0 = true }
    return error == nil && end.code == 0
  }

  // MARK: The terminal

  /// OSC 52 for the terminal at hand; a failure if it cannot work there.
  static func sequence(
    _ text: String,
    _ environment: [String: String]
  ) -> Result<String, Problem> {
    let kind = environment["TERM"] ?? ""
    guard hasClipboard(kind) else {
      let name = kind.isEmpty ? "a terminal without TERM" : "TERM=\(kind)"
      return .failure(Problem("not copied: \(name) has no clipboard; try: w, to a file"))
    }
    let base64 = Data(text.utf8).base64EncodedString()
    let sequence = "\u{1B}]52;c;\(base64)\u{07}"
    if kind.hasPrefix("tmux"), base64.utf8.count > maximumInTmux {
      return .failure(
        Problem("not copied: too long for tmux; try: w, to a file")
      )
    }
    guard isSet("STY", environment) || kind.hasPrefix("screen") else { return .success(sequence) }
    // Without STY it may also be an older tmux at the other end of ssh, which takes the plain form;
    // screen drops that if it is short, and paints it if it is not.
    let isShort = !isSet("STY", environment) && sequence.utf8.count < maximumInScreen
    return .success((isShort ? sequence : "") + wrappedForScreen(sequence))
  }

  /// Bytes that tmux reads of one sequence.
  private static let maximumInTmux = 1 << 20
  /// Bytes that GNU screen reads of one string, less its ends.
  private static let maximumInScreen = 700

  /// GNU screen passes on what stands in device control strings.
  private static func wrappedForScreen(_ sequence: String) -> String {
    let bytes = Array(sequence.utf8)
    return stride(from: 0, to: bytes.count, by: maximumInScreen).map { start in
      let piece = bytes[start..<min(bytes.count, start + maximumInScreen)]
      return "\u{1B}P" + String(decoding: piece, as: UTF8.self) + "\u{1B}\\"
    }.joined()
  }

  static func hasClipboard(_ kind: String) -> Bool {
    let without = ["linux", "vt", "dumb", "ansi", "cons25", "unknown"]
    return !kind.isEmpty && !without.contains { kind.hasPrefix($0) }
  }

  private static func isSet(_ name: String, _ environment: [String: String]) -> Bool {
    environment[name].map { !$0.isEmpty } ?? false
  }

  private static func isInPath(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
