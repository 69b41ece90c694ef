@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `tail --exec`, `--bell` and `--fail-after`.
  @Suite(.timeLimit(.minutes(1))) struct TailExecTests {
    // As the program does at its start.
    init() { signal(SIGPIPE, SIG_IGN) }

    private func tail(_ world: World, _ options: String...) async throws -> ChildProgram {
      let program = try ChildProgram(
        ["tail", "--interval", "50ms"] + options,
        environment: world.environment
      )
      _ = await program.err.lines(1) { $0.hasPrefix("watching") }
      return program
    }

    private func end(_ program: ChildProgram) async -> ChildProgram.Ended {
      program.signal(SIGINT)
      return await program.ended()
    }

    @Test("a command gets each delivery once: its JSON, its ids, its code; what it prints is shown")
    func runs() async throws {
      try await World.open(statuses: [500, 200]) { world in
        let hook = try await world.hook()
        try await world.fire("Employee_Created", #"{"was":"there"}"#)
        let command =
          #"read -r line; echo "$HOOKCONSOLE_CODE $HOOKCONSOLE_STATUS"#
          + #" $HOOKCONSOLE_WEBHOOK $HOOKCONSOLE_EVENT $line"; echo "to err $#" >&2"#
        let program = try await tail(world, "--exec", command)
        let id = try await world.fire("Employee_Created", #"{"a":"$(touch pwned) `x` 'y'"}"#)[0]
        let shown = await program.err.lines(1) {
          $0.hasPrefix("200 Sent \(hook) Employee_Created {")
        }
        #expect(shown[0].contains("\"id\":\"\(id)\""))
        #expect(shown[0].contains(#""payload":[{"a":"$(touch pwned) `x` 'y'"}]"#))
        _ = await program.err.lines(1) { $0 == "to err 0" }
        let ended = await end(program)
        #expect(ended.code == 0)
        #expect(ended.err.split(separator: "\n").count { $0.contains(" Employee_Created {") } == 1)
        #expect(!ended.err.contains("was"))
        // Standard output has the lines of tail alone.
        #expect(ended.lines.allSatisfy { $0.contains("Employee Created") })
      }
    }

    @Test("those of one webhook run one at a time; what fails is told and counted")
    func order() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let log = "\(world.folder)/log"
        let command =
          "echo begin $HOOKCONSOLE_DELIVERY >> \(log); cat > /dev/null; sleep 0.05;"
          + " echo end $HOOKCONSOLE_DELIVERY >> \(log); exit 3"
        let program = try await tail(world, "--exec", command)
        var ids: [String] = []
        for _ in 0..<3 { ids += try await world.fire() }
        _ = await program.err.lines(3) { $0.contains("failed (exit code 3)") }
        let ended = await end(program)
        #expect(ended.code == 0)
        #expect(ended.err.hasSuffix("3 of 3 commands failed\n"))
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        // In the order in which tail learnt what became of them.
        let begun = lines.compactMap { $0.hasPrefix("begin ") ? String($0.dropFirst(6)) : nil }
        #expect(Set(begun) == Set(ids) && begun.count == 3)
        #expect(lines.map(String.init) == begun.flatMap { ["begin \($0)", "end \($0)"] })
      }
    }

    @Test("one that takes too long is killed with all that it has started")
    func timeout() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let command = "trap '' TERM; sleep 600 & echo child $!; wait; sleep 600"
        let program = try await tail(world, "--exec", command, "--exec-timeout", "200ms")
        try await world.fire()
        let child = await program.err.lines(1) { $0.hasPrefix("child ") }
        _ = await program.err.lines(1) { $0.contains("longer than --exec-timeout") }
        let id = try #require(child[0].split(separator: " ").last.flatMap { pid_t($0) })
        // Signals take a moment; where nobody reaps it, it stays as a zombie.
        while let state = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
          !state.contains(") Z "), !state.contains(") X ")
        { await Task.yield() }
        #expect(await end(program).code == 0)
      }
    }

    /// In the second case the delivery is told of before its outcome is known.
    @Test(
      "an interrupt ends a command that runs, and the next run has that delivery again",
      arguments: [[200], [500, 200]]
    )
    func interrupted(_ statuses: [Int]) async throws {
      try await World.open(statuses: statuses, retries: [1]) { world in
        _ = try await world.hook()
        let first = try await tail(world, "--exec", "echo begun; sleep 600")
        try await world.fire()
        if statuses.count > 1 { _ = await first.out.lines(1) { $0.contains("  500  ") } }
        _ = await first.err.lines(1) { $0 == "begun" }
        #expect(await end(first).code == 0)
        let second = try await tail(world, "--missed", "--exec", "echo again")
        _ = await second.err.lines(1) { $0 == "again" }
        #expect(await end(second).code == 0)
      }
    }

    @Test(
      "what ends before an outcome is known leaves that delivery to the next run",
      arguments: [[], ["--code", "2xx"]]
    )
    func unknown(_ filter: [String]) async throws {
      try await World.open(statuses: [500, 200], retries: [4]) { world in
        _ = try await world.hook()
        // It keeps marks of its own.
        let watch = try await tail(world)
        let state = world.environment.merging(["XDG_STATE_HOME": "\(world.folder)/state"]) { $1 }
        let options = ["tail", "--interval", "50ms", "--missed"] + filter
        let first = try ChildProgram(options + ["--exec", "echo begun"], environment: state)
        _ = await first.err.lines(1) { $0.hasPrefix("watching") }
        try await world.fire()
        _ = await (filter.isEmpty ? first : watch).out.lines(1) { $0.contains("  500  ") }
        let ended = await end(first)
        #expect(ended.code == 0 && !ended.err.contains("begun"))
        _ = await end(watch)
        let second = try ChildProgram(options + ["--exec", "echo again"], environment: state)
        _ = await second.err.lines(1) { $0 == "again" }
        let result = await end(second)
        #expect(result.code == 0)
        #expect(result.err.split(separator: "\n").count { $0 == "again" } == 1)
      }
    }

    @Test("deliveries that fail in a row end it with 1, one that is sent starts the count again")
    func failAfter() async throws {
      try await World.open(statuses: [500, 200, 410, 500]) { world in
        _ = try await world.hook()
        let program = try await tail(world, "--fail-after", "2", "--code", "2xx")
        var ids: [String] = []
        for _ in 0..<2 { ids += try await world.fire() }
        _ = await program.out.lines(1) { $0.contains("  200  ") }
        ids += try await world.fire()
        let hook = try await world.hook()
        ids += try await world.fire()
        let ended = await program.ended()
        #expect(ended.code == 1)
        // Which of those after the 200 was learnt of last is open.
        #expect(
          ids.dropFirst(2).contains {
            ended.err.contains("2 deliveries in a row failed, the last one \($0)")
          },
          "\(ended.err)"
        )
        #expect(!hook.isEmpty)
      }
    }

    @Test("the command of the last one that failed runs, too") func failAfterRuns() async throws {
      try await World.open(statuses: [410, 410]) { world in
        _ = try await world.hook()
        let program = try await tail(
          world,
          "--fail-after",
          "1",
          "--exec",
          "echo ran $HOOKCONSOLE_DELIVERY"
        )
        let id = try await world.fire()[0]
        let ended = await program.ended()
        #expect(ended.code == 1 && ended.err.contains("a delivery failed, the last one \(id)"))
        #expect(ended.err.contains("ran \(id)"), "\(ended.err)")
      }
    }

    @Test(
      "how many in a row",
      arguments: [
        ([], nil, 0), ([500, 500], 3, 2), ([500, 200, 500], 2, 1), ([0, 404], 3, 2),
        // Not at its end.
        ([500, -1, 500], 3, 2),
      ] as [([Int], Int?, Int)]
    )
    func counts(_ codes: [Int], _ maximum: Int?, _ count: Int) throws {
      var failures = TailFailures(maximum)
      for code in codes {
        let status: TaskStatus = code < 0 ? .queued : code == 200 ? .sent : .failed
        failures.take(Delivery(id: RecordID("a"), statusCode: max(0, code), taskStatus: status))
      }
      #expect(failures.count == count && failures.end == nil)
      var last = TailFailures(count + 1)
      for _ in 0...count {
        #expect(last.end == nil)
        last.take(Delivery(id: RecordID("b"), statusCode: 500, taskStatus: .failed))
      }
      #expect(last.end.map { "\($0)".contains("the last one b") } == true)
    }

    @Test(
      "values of variables have nothing in them that ends one or a line",
      arguments: [
        ("a", "a"), ("a\0b\nc\r\u{1B}d\u{2028}e\u{85}", "abcde"), ("Zoë ü 'x' $y", "Zoë ü 'x' $y"),
      ]
    )
    func values(_ text: String, _ value: String) {
      #expect(CommandRun.value(text) == value)
    }

    @Test(
      "commands",
      arguments: [
        ("exit 7", "", .exited(7), []), ("cat", "a\nb", .exited(0), ["a", "b"]),
        ("kill -9 $$", "", .exited(137), []),
        ("echo x; exec >&- 2>&-; cat", "in", .exited(1), ["x"]),
        // What stays behind keeps the output open.
        ("sleep 600 & echo $!", "", .exited(0), nil),
        ("sleep 600", "", .timedOut, []),
      ] as [(String, String, CommandRun.End, [String]?)]
    )
    func commands(
      _ command: String,
      _ input: String,
      _ end: CommandRun.End,
      _ lines: [String]?
    ) throws {
      var run = CommandRun(command: command, variables: [:], input: Array(input.utf8), timeout: 30)
      if end == .timedOut { run.timeout = 0.05 }
      var shown: [String] = []
      #expect(run.wait(try CommandStop()) { shown.append($0) } == end)
      if let lines {
        #expect(shown == lines)
      } else {
        let left = try #require(shown.first.flatMap { pid_t($0) })
        #expect(kill(left, SIGKILL) == 0)
      }
    }

    @Test("a command need not read what it is given")
    func unread() throws {
      let input = [UInt8](repeating: 0x78, count: 1 << 20)
      let run = CommandRun(command: "true", variables: [:], input: input, timeout: 30)
      #expect(run.wait(try CommandStop()) { _ in } == .exited(0))
    }

    @Test("a large input comes back whole")
    func large() throws {
      let input = (0..<50_000).map { "line \($0)" }.joined(separator: "\n")
      let run = CommandRun(
        command: "cat",
        variables: [:],
        input: Array(input.utf8),
        timeout: 30
      )
      var shown: [String] = []
      #expect(run.wait(try CommandStop()) { shown.append($0) } == .exited(0))
      #expect(shown.joined(separator: "\n") == input)
    }

    @Test("a command that nobody waits for any more is ended")
    func stopped() throws {
      let stop = try CommandStop()
      stop.end()
      let run = CommandRun(command: "sleep 600", variables: [:], input: [], timeout: 600)
      for _ in 0..<2 { #expect(run.wait(stop) { _ in } == .cancelled) }
    }

    @Test("at most so many at once; a cancelled wait leaves the line")
    func slots() async throws {
      let slots = CommandSlots(1)
      try await slots.enter()
      let cancelled = Task { try await slots.enter() }
      cancelled.cancel()
      await #expect(throws: CancellationError.self) { try await cancelled.value }
      let next = Task { try await slots.enter() }
      await slots.leave()
      try await next.value
      await slots.leave()
      try await slots.enter()
    }

    @Test(
      "options that do not go together",
      arguments: [
        ["--exec", " # nothing"], ["--exec-timeout", "3s"],
        ["--exec", "x", "--exec-timeout", "0s"],
        ["--fail-after", "0"], ["--fail-after", "x"],
      ]
    )
    func wrong(_ options: [String]) async throws {
      try await World.open { world in
        let ended = try await ChildProgram.run(["tail"] + options, environment: world.environment)
        #expect(ended.code == 2, "\(ended.err)")
      }
    }
  }
}
