@testable import ConsoleCore
import Testing

@testable import HookConsole

extension CommandLineTests {
  @Suite(.timeLimit(.minutes(1))) struct OptionParserTests {
    private static let command = Subcommand(
      "try",
      "a command to try",
      arguments: ["ID", "[MORE…]"],
      example: "hookconsole try",
      options: [Option("json", "…"), Option("limit", "N", "…"), Option("event", "EVENT", "…")]
    ) { _ in }

    private static let plain = Subcommand("plain", "no arguments", example: "", options: []) { _ in
    }

    struct Good: Sendable {
      let words: [String]
      let arguments: [String]
      let values: [String: [String]]
    }

    @Test(
      "options stand before, between and behind the arguments",
      arguments: [
        Good(words: ["a"], arguments: ["a"], values: [:]),
        Good(words: ["a", "--json"], arguments: ["a"], values: ["json": [""]]),
        Good(words: ["--json", "a", "b"], arguments: ["a", "b"], values: ["json": [""]]),
        Good(words: ["a", "--limit", "3"], arguments: ["a"], values: ["limit": ["3"]]),
        Good(words: ["--limit=3", "a"], arguments: ["a"], values: ["limit": ["3"]]),
        Good(words: ["--limit=", "a"], arguments: ["a"], values: ["limit": [""]]),
        Good(words: ["--lim", "3", "a"], arguments: ["a"], values: ["limit": ["3"]]),
        Good(words: ["a", "--", "--json"], arguments: ["a", "--json"], values: [:]),
        Good(
          words: ["--event", "x", "a", "--event", "y"],
          arguments: ["a"],
          values: ["event": ["x", "y"]]
        ),
        Good(words: ["--help"], arguments: [], values: ["help": [""]]),
        Good(words: ["-h"], arguments: [], values: ["help": [""]]),
      ]
    )
    func reads(_ row: Good) throws {
      let invocation = try OptionParser.parse(row.words, of: Self.command)
      #expect(invocation.arguments == row.arguments)
      #expect(invocation.options == row.values)
    }

    struct Bad: Sendable {
      let words: [String]
      let says: String
    }

    @Test(
      "what is wrong is named with what would be right",
      arguments: [
        Bad(words: ["a", "--jsno"], says: "unknown option --jsno\ndid you mean --json?"),
        Bad(words: ["a", "--qqqqqq"], says: "unknown option --qqqqqq\nusage: hookconsole try"),
        Bad(words: ["a", "--json=yes"], says: "--json takes no value"),
        Bad(words: ["a", "--api-key", "k"], says: "a key must not be in the arguments"),
        Bad(words: ["a", "--api-key=k"], says: "a key must not be in the arguments"),
        Bad(words: ["a", "--limit"], says: "--limit needs a value"),
        Bad(words: ["a", "-x"], says: "unknown option -x"),
        Bad(words: [], says: "ID is missing\nusage: hookconsole try ID [MORE…] [options]"),
      ]
    )
    func refuses(_ row: Bad) {
      let failure = #expect(throws: Failure.self) {
        try OptionParser.parse(row.words, of: Self.command)
      }
      #expect(failure?.code == .usage)
      #expect(failure?.description.hasPrefix(row.says) == true, "\(failure?.description ?? "")")
    }

    @Test(
      "an event without its option is named with it",
      arguments: [
        (["a", "JobCompleted"], "usage: "), (["JobCompleted"], "try: --event JobCompleted"),
        (["employee-created"], "try: --event Employee_Created"),
        (["JobCompletd"], "usage: "), (["extra"], "usage: "), ([""], "usage: "),
        (["JobCompleted", "--event", "Employee_Created"], "usage: "),
      ]
    )
    func event(_ words: [String], _ hint: String) {
      let create = Subcommand("make", "…", example: "", options: [Option("event", "EVENT", "…")]) {
        _ in
      }
      let failure = #expect(throws: Failure.self) { try OptionParser.parse(words, of: create) }
      #expect(
        failure?.description.hasPrefix("unexpected argument: \(words[0])\n\(hint)") == true,
        "\(failure?.description ?? "")"
      )
      // A command without that option has no such hint.
      let plain = #expect(throws: Failure.self) {
        try OptionParser.parse(["JobCompleted"], of: Self.plain)
      }
      #expect(plain?.description.contains("usage: ") == true)
    }

    @Test("an argument too many is named") func tooMany() {
      let failure = #expect(throws: Failure.self) {
        try OptionParser.parse(["extra"], of: Self.plain)
      }
      #expect(failure?.description.contains("unexpected argument: extra") == true)
    }
  }
}
