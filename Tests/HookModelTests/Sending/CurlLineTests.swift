import Foundation
import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct CurlLineTests {
  /// A shell takes the words apart again as they were meant.
  @Test(
    "a shell reads its words back",
    arguments: [
      "[1]", "it's", "$HOME `id` \\ \"x\" !", "a\nb", "''", "", "-x", "é 😀",
    ]
  )
  func aShellReadsItsWordsBack(_ text: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "printf %s \(ShellQuoting.posix(text))"]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == text)
  }

  @Test("is one line that posts") func isOneLineThatPosts() {
    #expect(
      CurlLine.text(Array("[1]".utf8), to: "https://x.example/a?b=c&d")
        == "curl -X POST -H 'Content-Type: application/json' --data-raw '[1]' 'https://x.example/a?b=c&d'"
    )
  }
}
