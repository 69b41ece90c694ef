@testable import ConsoleCore
import Foundation
import Testing

@testable import HookConsole

/// The program in a real terminal, with other programs in front of it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct TerminalProgramTests {
  /// A shell script.
  private func script(_ world: World, _ name: String, _ text: String) throws -> String {
    try world.write("#!/bin/sh\n\(text)\n", to: name, mode: 0o700)
  }

  /// A console on one delivery.
  private func open(
    _ variables: (World) throws -> [String: String],
    command: [String] = [ChildProgram.path],
    data: String = #"{"n":1}"#,
    _ body: (World, TerminalProgram) async throws -> Void
  ) async throws {
    try await World.open { world in
      _ = try await world.hook()
      try await world.fire("Employee_Created", data)
      let environment = world.environment.merging(try variables(world)) { $1 }
      let terminal = try TerminalProgram(environment: environment, command: command)
      try await body(world, terminal)
    }
  }

  private func isThere(_ text: String) -> @Sendable ([String]) -> Bool {
    { lines in lines.contains { $0.contains(text) } }
  }

  private static let live = "● live"

  /// A shell with job control has the terminal. It must not inherit what Foundation notices the end of
  /// a process by.
  private static let shell = [
    "/bin/bash", "-c",
    """
    for file in /proc/$$/fd/*; do
      number=${file##*/}; [ $number -gt 2 ] && eval "exec $number>&-"
    done
    exec setsid --ctty --wait bash --norc -i 2>&1
    """,
  ]

  @Test(
    "Ctrl-Z stops the whole job, and fg brings back the program in front",
    arguments: ["O", "o"]
  )
  func jobControl(_ key: String) async throws {
    // A pager that does not read: the console must not wait for it.
    let long = #"{"n":"\#(String(repeating: "x", count: 200_000))"}"#
    try await open(
      { world in
        let path = try script(world, "front", "echo IN-FRONT; read line </dev/tty; echo $line")
        return ["EDITOR": path, "PAGER": path]
      },
      command: Self.shell,
      data: long
    ) { _, terminal in
      await terminal.wait(until: isThere("bash-"))
      terminal.press("\(ChildProgram.path)\r")
      await terminal.wait(until: isThere(Self.live))
      await terminal.wait(until: isThere("xxxx"))
      terminal.press(key)
      await terminal.wait(until: isThere("IN-FRONT"))
      terminal.press("\u{1A}")
      // The shell has the terminal again.
      await terminal.wait(until: isThere("bash-"))
      terminal.press("fg\r")
      // The shell names the job; what is typed from then on is for the job.
      await terminal.wait { $0[39].hasPrefix(ChildProgram.path) }
      terminal.press("line\r")
      let isBack: @Sendable ([String]) -> Bool = { lines in
        lines[0].contains(Self.live) && !lines.contains { $0.contains("hookconsole") }
      }
      await terminal.wait { isBack($0) || isThere("[Enter")($0) }
      if !isBack(terminal.lines) { terminal.press("\r") }
      await terminal.wait(until: isBack)
      terminal.press("q")
      await terminal.wait(until: isThere("bash-"))
      terminal.press("exit\r")
      _ = await terminal.ended()
      #expect(!Task.isCancelled)
    }
  }

  /// Waits for a file that another program makes.
  private func wait(for path: String) async {
    while !Task.isCancelled, access(path, F_OK) != 0 { await Task.yield() }
    #expect(access(path, F_OK) == 0)
  }

  @Test("a signal reaches the editor after a shell line")
  func signal() async throws {
    try await open({ world in
      let path = try script(
        world,
        "editor",
        #"trap 'touch "$FOO/signalled"; echo x >> "$1"; exit 9' TERM; touch "$FOO/ready"; while :; do :; done"#
      )
      return ["EDITOR": "FOO='\(world.folder)' \(path)"]
    }) { world, terminal in
      await terminal.wait(until: isThere("n\": 1"))
      terminal.press("O")
      await wait(for: "\(world.folder)/ready")
      terminal.signal(SIGTERM)
      await wait(for: "\(world.folder)/signalled")
      _ = await terminal.ended()
    }
  }

  private static func temporary(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix("hookconsole-") }
  }

  @Test("an editor that fails sends nothing, and its edit is kept and named")
  func failing() async throws {
    try await open({ world in
      let path = try script(world, "editor", #"echo edited > "$1"; exit 3"#)
      return ["EDITOR": path, "XDG_RUNTIME_DIR": "", "TMPDIR": world.folder]
    }) { world, terminal in
      await terminal.wait(until: isThere("n\": 1"))
      terminal.press("2Se")
      await terminal.wait(until: isThere("editor failed (3), nothing sent; kept: "))
      let kept = try #require(Self.temporary(world.folder).first)
      let text = try String(contentsOfFile: "\(world.folder)/\(kept)/edit.json", encoding: .utf8)
      #expect(text == "edited\n")
      terminal.press("q")
      #expect(await terminal.ended() == 0)
      #expect(world.receiver.requests.count == 1)
    }
  }

  @Test(
    "a signal while an edited text waits writes it to a private file",
    arguments: [(SIGTERM, false), (SIGHUP, false), (SIGTERM, true)]
  )
  func keepsEdit(_ signal: Int32, _ isBlocked: Bool) async throws {
    try await open({ world in
      let path = try script(world, "editor", #"echo '[{"n": 2}]' > "$1""#)
      return ["EDITOR": path, "XDG_RUNTIME_DIR": "", "TMPDIR": world.folder]
    }) { world, terminal in
      await terminal.wait(until: isThere("n\": 1"))
      terminal.press("2Se")
      await terminal.wait(until: isThere(" changed"))
      terminal.press("c")
      await terminal.wait(until: isThere("the edited text is kept"))
      if isBlocked {
        terminal.pause()
        await terminal.pressUntilBlocked("\u{0C}")
      }
      terminal.signal(signal)
      #expect(await terminal.ended() == (isBlocked ? 128 + signal : 0))
      let kept = try #require(Self.temporary(world.folder).first)
      let file = "\(world.folder)/\(kept)/edited.json"
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "[{\"n\": 2}]\n")
      let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(rights == 0o600)
      #expect(world.receiver.requests.count == 1)
    }
  }

  @Test("a pager that leaves the terminal non-blocking changes nothing")
  func nonblocking() async throws {
    try await open({ world in
      let path = try script(
        world,
        "pager",
        "dd if=/dev/null oflag=nonblock 2>/dev/null; touch \(world.folder)/ready; read line <&1"
      )
      return ["PAGER": path]
    }) { world, terminal in
      await terminal.wait(until: isThere("n\": 1"))
      terminal.press("o")
      await wait(for: "\(world.folder)/ready")
      // For the pager; for the wait after one that ends soon.
      terminal.press("\r\r")
      terminal.press(String(repeating: "\u{0C}", count: 20) + "?")
      await terminal.wait(until: isThere("Enter runs"))
      terminal.signal(SIGTERM)
      #expect(await terminal.ended() == 0)
    }
  }

  @Test("a signal ends it though the terminal does not read", arguments: [SIGTERM, SIGHUP, SIGINT])
  func blocked(_ signal: Int32) async throws {
    try await open({ _ in [:] }) { _, terminal in
      await terminal.wait(until: isThere(Self.live))
      terminal.pause()
      await terminal.pressUntilBlocked("\u{0C}")
      terminal.signal(signal)
      // The first Ctrl-C only closes what is open, or asks.
      if signal == SIGINT {
        await terminal.hasTaken(signal)
        terminal.signal(signal)
      }
      #expect(await terminal.ended() == 128 + signal)
    }
  }

  @Test("a standard output that does not block gets all, however slowly it is read")
  func slowOutput() async throws {
    let plain = try await ChildProgram.run(["man"], environment: World.environment("/"))
    let (reading, writing) = try ChildProcess.pipe()
    // The smallest pipe there is.
    #expect(fcntl(writing, 1031, 4096) > 0)  // F_SETPIPE_SZ
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let child = try ChildProcess(
      words: [ChildProgram.path, "man"],
      environment: World.environment("/"),
      output: writing
    ).start()
    close(writing)
    // It has found the pipe full.
    var count: Int32 = 0
    while !Task.isCancelled, count < 4096 {
      await Task.yield()
      _ = ioctl(reading, UInt(FIONREAD), &count)
    }
    let text = FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile()
    #expect(ChildProcess.end(of: child).code == 0)
    #expect(plain.out.utf8.count > 4096 && String(decoding: text, as: UTF8.self) == plain.out)
  }
}
