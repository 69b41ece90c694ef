@testable import ConsoleCore
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct ShellLineTests {
  @Test(
    "comments and blanks are left out",
    arguments: [
      ("", nil), ("  \t", nil), ("# vim", nil), (" #", nil), ("\n", nil), ("vim", "vim"),
      (" vim -p ", "vim -p"), ("vim # the best", "vim"), ("vim;# x", "vim;"),
      ("/c#/edit", "/c#/edit"),
      ("vim '# no' # yes", "vim '# no'"), ("a \\# b", "a \\# b"),
      (#"a "b \" # c""#, #"a "b \" # c""#),
      ("# one\nvim", "vim"), (#"a '\' # b"#, #"a '\'"#),
    ] as [(String, String?)]
  )
  func comments(_ text: String, _ command: String?) {
    #expect(ShellLine(text)?.text == command)
  }

  @Test(
    "an operator at the end would run the file",
    arguments: [("vim;", true), ("code &", true), ("a |", true), ("vim", false), (#"a \\"#, false)]
  )
  func operators(_ text: String, _ isProblem: Bool) {
    #expect((ShellLine(text)?.problem != nil) == isProblem)
  }

  @Test("a shell gives way to a plain command only")
  func words() throws {
    let plain = try #require(ShellLine("vim -p")).words(["/a b"])
    #expect(plain == ["/bin/sh", "-c", "exec vim -p \"$@\"", "hookconsole", "/a b"])
    #expect(try #require(ShellLine("FOO=1 vim")).words(["x"])[2] == "FOO=1 vim \"$@\"")
    #expect(try #require(ShellLine("sed s/a/b/ | less")).words()[2] == "sed s/a/b/ | less")
  }

  @Test("a blank variable is as good as none")
  func choices() {
    #expect(EditorProgram.choice(["VISUAL": " ", "EDITOR": "ed # x"]).text == "ed")
    #expect(EditorProgram.choice(["VISUAL": "#", "EDITOR": ""]).text == "vi")
    #expect(PagerProgram.choice(["PAGER": "  "]).text == "less")
    #expect(PagerProgram.choice(["PAGER": "more"]).text == "more")
  }
}
