@testable import ConsoleCore
import Foundation
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct ClipboardTests {
  /// As the program does.
  init() { signal(SIGPIPE, SIG_IGN) }

  private static let all = ["tmux", "wl-copy", "xclip", "xsel"]

  @Test(
    "programs are used where they can work",
    arguments: [
      ([:], all, []), (["TMUX": "/s"], all, ["tmux"]), (["TMUX": ""], all, []),
      (["TMUX": "/s"], [], []),
      (["WAYLAND_DISPLAY": "w", "DISPLAY": ":0"], all, ["wl-copy", "xclip", "xsel"]),
      (["DISPLAY": ":0"], ["xsel"], ["xsel"]),
      (["TMUX": "/s", "DISPLAY": ":0"], all, ["tmux", "xclip", "xsel"]),
    ] as [([String: String], [String], [String])]
  )
  func programs(_ environment: [String: String], _ there: [String], _ expected: [String]) {
    let found = Clipboard.programs(environment) { there.contains($0) }
    var names: [String] = []
    for command in found.flatMap(\.commands) where names.last != command[0] {
      names.append(command[0])
    }
    #expect(names == expected)
  }

  @Test("a program that fails gives way to the next")
  func fallsBack() throws {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = String(repeating: "é\n", count: 100_000)
    let copied = Clipboard.copy(
      text,
      to: [
        Clipboard.Helper(
          name: "a",
          commands: [["false"], ["no-such-program"], ["tee", "\(folder)/a"]]
        ),
        Clipboard.Helper(name: "b", commands: [["sh", "-c", "exit 3"]]),
      ]
    )
    #expect(copied == ["a"])
    #expect(try String(contentsOfFile: "\(folder)/a", encoding: .utf8) == text)
  }

  @Test("nothing is sent where it cannot work", arguments: ["", "linux", "vt220", "dumb", "ansi"])
  func without(_ kind: String) {
    guard case .failure(let failure) = Clipboard.sequence("x", ["TERM": kind]) else {
      Issue.record("a sequence for \(kind)")
      return
    }
    #expect(failure.description.contains("has no clipboard; try: w"))
  }

  @Test("the sequence is OSC 52, in pieces for GNU screen")
  func sequences() throws {
    let plain = try Clipboard.sequence("é", ["TERM": "xterm-256color"]).get()
    #expect(plain == "\u{1B}]52;c;w6k=\u{7}")
    let text = String(repeating: "x", count: 5000)
    let long = try Clipboard.sequence(text, ["TERM": "xterm"]).get()
    for environment in [["TERM": "screen.xterm", "STY": "1.a"], ["TERM": "screen"]] {
      let wrapped = try Clipboard.sequence(text, environment).get()
      let pieces = wrapped.components(separatedBy: "\u{1B}\\").dropLast()
      #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 702 })
      #expect(pieces.map { String($0.dropFirst(2)) }.joined() == long)
    }
    // A short one also for a tmux that cannot be told from screen.
    #expect(try Clipboard.sequence("é", ["TERM": "screen"]).get().hasPrefix(plain))
  }

  @Test("tmux at the other end of ssh has a limit")
  func limit() {
    let text = String(repeating: "x", count: 900_000)
    guard case .failure(let failure) = Clipboard.sequence(text, ["TERM": "tmux-256color"]) else {
      Issue.record("no failure")
      return
    }
    #expect(failure.description.contains("not copied: too long for tmux"))
  }
}
