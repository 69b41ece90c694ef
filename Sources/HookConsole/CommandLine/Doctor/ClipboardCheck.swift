import Foundation

/// Where the console's copies go, and what to set if they go nowhere.
enum ClipboardCheck {
  /// - Parameters:
  ///   - programs: those that can be used.
  ///   - tmuxOption: the value of tmux's `set-clipboard`; `nil` if it is not known.
  static func finding(
    _ environment: [String: String],
    programs: [Clipboard.Helper],
    tmuxOption: String?
  ) -> Finding {
    let isInTmux = programs.contains { $0.commands.first?.first == "tmux" }
    if isInTmux, tmuxOption == "off", programs.count == 1 {
      return .note(
        "clipboard",
        "copies stay in tmux's buffer: set-clipboard is off; try: tmux set -s set-clipboard external"
      )
    }
    if !programs.isEmpty {
      let names = programs.map { "\($0.name) (\($0.commands[0][0]))" }.joined(separator: " and ")
      let terminal =
        isInTmux && tmuxOption != "off" ? "; tmux passes copies on to the terminal" : ""
      return .good("clipboard", "copies go to \(names)\(terminal)")
    }
    let kind = environment["TERM"] ?? ""
    guard Clipboard.hasClipboard(kind) else {
      return .note("clipboard", "this terminal has none: y copies nothing; try: w, to a file")
    }
    if let version = environment["VTE_VERSION"], !version.isEmpty {
      return .note(
        "clipboard",
        "terminals like this one (VTE) may ignore copies; try: install wl-clipboard or xclip"
      )
    }
    let setting = settings.first { kind.hasPrefix($0.kind) }?.setting
    return .good(
      "clipboard",
      "copies go to the terminal (OSC 52)\(setting.map { "; if nothing arrives, try: \($0)" } ?? "")"
    )
  }

  private static let settings: [(kind: String, setting: String)] = [
    ("tmux", "set -s set-clipboard on, in the outer tmux"),
    ("screen", "a terminal with OSC 52 around GNU screen"),
    ("xterm", "allow the terminal's clipboard access (xterm: disallowedWindowOps)"),
  ]

  static func finding(_ environment: [String: String]) -> Finding {
    let programs = Clipboard.programs(environment)
    let isInTmux = programs.contains { $0.commands.first?.first == "tmux" }
    return finding(environment, programs: programs, tmuxOption: isInTmux ? tmuxOption() : nil)
  }

  private static func tmuxOption() -> String? {
    guard let (reading, writing) = try? ChildProcess.pipe() else { return nil }
    let input = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    let words = ["tmux", "show-options", "-sv", "set-clipboard"]
    let child = try? ChildProcess(words: words, output: writing).start()
    close(writing)
    guard let child else { return nil }
    let text = String(decoding: input.readDataToEndOfFile(), as: UTF8.self)
    return ChildProcess.end(of: child).code == 0 ? text.trimmingBlanks : nil
  }
}
