import Foundation
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookSupport

extension CommandLineTests {
  /// Completions and the manual cover the whole table, and the shells take them.
  @Suite(.timeLimit(.minutes(1))) struct ShellTests {
    private static let commands = Program.commands

    @Test("every command and every option is completed", arguments: Completions.Shell.allCases)
    func complete(_ shell: Completions.Shell) {
      let script = Completions.script(shell, Self.commands)
      for command in Self.commands {
        #expect(command.name.isEmpty || script.contains(command.name))
        for item in command.options {
          #expect(script.contains(shell == .fish ? "-l \(item.name)" : "--\(item.name)"))
        }
      }
      for event in WebhookEvent.known { #expect(script.contains(event.name)) }
    }

    @Test("an option means the same kind of value in every command")
    func kinds() {
      var kinds: [String: ValueKind] = [:]
      for item in Self.commands.flatMap(\.options) {
        guard let kind = item.value.map({ ValueKind($0) }) else { continue }
        #expect(kinds[item.name, default: kind] == kind, "--\(item.name)")
        kinds[item.name] = kind
      }
    }

    @Test("the manual names every command, option, example and exit code")
    func manual() {
      let page = ManualPage.text(Self.commands)
      for command in Self.commands {
        for item in command.options { #expect(page.contains(Roff.escaped("--\(item.name)"))) }
        #expect(page.contains(Roff.escaped(command.example)))
      }
      for code in ExitCode.allCases { #expect(page.contains("\\fB\(code.rawValue)\\fR")) }
      for line in page.split(separator: "\n") where line.hasPrefix(".") {
        #expect(
          ["TH", "SH", "SS", "PP", "TP", "RS", "RE", "nf", "fi"].contains(
            line.dropFirst().prefix(2)
          )
        )
      }
    }

    @Test(
      "nothing in a text is taken for roff",
      arguments: [
        (".x", "\\&.x"), ("'x", "\\&'x"), ("a-b", "a\\-b"), ("a\\b", "a\\eb"), ("a'b", "a\\(aqb"),
      ]
    )
    func roff(_ text: String, _ expected: String) {
      #expect(Roff.escaped(text) == expected)
    }

    @Test("words of a shell")
    func words() {
      #expect(ShellQuoting.posix("it's") == "'it'\\''s'")
      #expect(ShellQuoting.fish("it's \\") == "'it\\'s \\\\'")
    }

    private static func has(_ program: String) -> Bool {
      ["/bin", "/usr/bin", "/usr/local/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// What bash offers for the last word of a line.
    private func bash(_ words: [String]) async throws -> [String] {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let list = words.map { ShellQuoting.posix($0) }.joined(separator: " ")
      let script = """
        source <("\(ChildProgram.path)" completions bash)
        COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1)
        compopt() { :; }
        _hookconsole
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let program = try ChildProgram(
        ["-uc", script],
        environment: World.environment(folder),
        executable: "/bin/bash"
      )
      return await program.ended().lines
    }

    @Test(
      "bash completes",
      arguments: [
        (["hookconsole", "deliv"], ["deliveries", "delivery"]),
        (["hookconsole", "--vers"], ["--version"]),
        (["hookconsole", "--u"], ["--url"]), (["hookconsole", "hook", "--js"], ["--json"]),
        (["hookconsole", "tail", "--event", "Job"], ["JobCompleted"]),
        (["hookconsole", "sample", "PensionMembership_C"], ["PensionMembership_Created"]),
        (["hookconsole", "completions", ""], ["bash", "zsh", "fish"]),
        (["hookconsole", "help", "recei"], ["receiver"]),
        (["hookconsole", "send", "--file", "/etc/host.con"], ["/etc/host.conf"]),
        (["hookconsole", "tail", "--count", "x"], []),
      ]
    )
    func bash(_ words: [String], _ offered: [String]) async throws {
      #expect(try await bash(words) == offered)
    }

    @Test("the shells read their scripts without a word", arguments: Completions.Shell.allCases)
    func syntax(_ shell: Completions.Shell) async throws {
      // A shell that is not installed cannot be asked.
      guard Self.has(shell.rawValue) else { return }
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let path = "\(folder)/script"
      try Data(Completions.script(shell, Self.commands).utf8).write(to: URL(fileURLWithPath: path))
      let program = try ChildProgram(
        [shell.rawValue, "-n", path],
        environment: World.environment(folder),
        executable: "/usr/bin/env"
      )
      let ended = await program.ended()
      #expect(ended.code == 0 && ended.err.isEmpty && ended.out.isEmpty)
    }

    @Test("fish offers commands with their summaries")
    func fish() async throws {
      guard Self.has("fish") else { return }
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let line = "\"\(ChildProgram.path)\" completions fish | source; complete -C 'hookconsole tai'"
      let program = try ChildProgram(
        ["fish", "--no-config", "-c", line],
        environment: World.environment(folder),
        executable: "/usr/bin/env"
      )
      #expect(await program.ended().lines == ["tail\t\(Subcommand.tail.summary)"])
    }
  }
}
