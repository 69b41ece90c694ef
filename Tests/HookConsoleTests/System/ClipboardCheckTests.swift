@testable import ConsoleCore
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct ClipboardCheckTests {
  private static let tmux = Clipboard.Helper(name: "tmux's buffer", commands: [["tmux"]])
  private static let display = Clipboard.Helper(name: "the clipboard", commands: [["xclip"]])

  @Test(
    "the doctor says where copies go, and what to set",
    arguments: [
      (["TERM": "tmux-256color"], [tmux], "external", .good, "tmux passes copies on"),
      (["TERM": "tmux-256color"], [tmux], "off", .note, "try: tmux set -s set-clipboard external"),
      (
        ["TERM": "xterm"], [tmux, display], "off", .good,
        "tmux's buffer (tmux) and the clipboard (xclip)"
      ),
      (["TERM": "linux"], [], nil, .note, "try: w, to a file"),
      (["TERM": "xterm-256color", "VTE_VERSION": "6800"], [], nil, .note, "install wl-clipboard"),
      (["TERM": "foot"], [], nil, .good, "copies go to the terminal (OSC 52)"),
      (["TERM": "screen"], [], nil, .good, "GNU screen"),
    ] as [([String: String], [Clipboard.Helper], String?, Finding.Grade, String)]
  )
  func finding(
    _ environment: [String: String],
    _ programs: [Clipboard.Helper],
    _ option: String?,
    _ grade: Finding.Grade,
    _ says: String
  ) {
    let finding = ClipboardCheck.finding(environment, programs: programs, tmuxOption: option)
    #expect(finding.grade == grade && finding.text.contains(says), "\(finding.text)")
  }
}
