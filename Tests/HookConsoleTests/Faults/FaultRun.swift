@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookConsole
@testable import HookJSON

/// The console in its terminal and `tail --json` beside it, on a server where everything goes wrong.
struct FaultRun {
  /// A fault at a call.
  struct Meeting {
    let fault: Fault
    let call: FaultyAPI.Call
  }

  let api: FaultyAPI
  let tail: ChildProgram
  let console: TerminalProgram
  /// What there was before `tail` began.
  private let before: Set<UUID>

  /// Runs with both of them, ends them, and looks at what came of it.
  static func open(_ body: (FaultRun) async -> Void) async throws {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let api = try FaultyAPI()
    defer { api.stop() }
    for webhook in OddWebhook.all.indices { api.deliver(25, at: webhook, settled: true) }
    func environment(_ client: FaultyAPI.Client) -> [String: String] {
      World.environment(folder).merging([
        "HOOKCONSOLE_URL": api.url, "HOOKCONSOLE_EMPLOYER": FaultyAPI.employer,
        "HOOKCONSOLE_API_KEY": client.rawValue,
      ]) { $1 }
    }
    let run = FaultRun(
      api: api,
      tail: try ChildProgram(
        ["tail", "--json", "--interval", "100ms"],
        environment: environment(.tail)
      ),
      console: try TerminalProgram(environment: environment(.console)),
      before: Set(api.made.map(\.id))
    )
    _ = await run.tail.err.lines(1) { $0.hasPrefix("watching") }
    await run.consoleShowsAll()
    await body(run)
    await run.close()
  }

  /// New deliveries come while faults lie in the way to them, and both clients get to know all.
  func meet(_ round: [Meeting]) async {
    let start = ContinuousClock.now
    for meeting in round { api.lay(meeting.fault, at: meeting.call) }
    // The last of several is settled only when the faults were met.
    for webhook in OddWebhook.all.indices { api.deliver(2 + webhook % 2, at: webhook) }
    await api.allMet()
    api.settle()
    await tailHasAll()
    await consoleShowsAll()
    guard !Task.isCancelled else { return }
    let seconds = (start.duration(to: .now) / .seconds(1) * 10).rounded() / 10
    print("\(seconds) s:", round.map { "\($0.fault.name) at \($0.call)" }.joined(separator: ", "))
  }

  /// The number of deliveries stands in the frame of the console's timeline.
  private func consoleShowsAll() async {
    let count = api.made.count
    await console.wait { lines in
      lines[0].contains("● live") && lines.contains { $0.contains(" 1 of \(count) ") }
    }
  }

  private func tailHasAll() async {
    let count = api.made.count { $0.isFinal } - before.count
    _ = await tail.out.lines(count) { $0.contains("settled-") }
  }

  private func close() async {
    if Task.isCancelled {
      Issue.record("\(api.unmet)\n\(console.lines.joined(separator: "\n"))")
    }
    // The key goes to no other server, wherever an answer points.
    #expect(api.strangers.allSatisfy { $0.hasSuffix(" ") })
    console.press("q")
    #expect(await console.ended() == 0)
    tail.signal(SIGINT)
    let ended = await tail.ended()
    #expect(ended.code == 0, "\(ended.err)")
    judge(ended)
    print(
      "faults met \(api.met.values.reduce(0, +)), requests \(api.requests),",
      "deliveries \(api.made.count - before.count), lines of tail \(ended.lines.count)"
    )
  }

  /// Each delivery that came was told, and each state of it once.
  private func judge(_ ended: ChildProgram.Ended) {
    var told: [UUID: [String]] = [:]
    for line in ended.lines {
      guard let index = try? JSONIndex(JSONText(line.utf8)),
        let id = JSONNode(index)["id"]?.string.flatMap({ UUID(uuidString: $0) }),
        let name = JSONNode(index)["name"]?.string
      else {
        Issue.record("not a record: \(line)")
        continue
      }
      told[id, default: []].append(name)
    }
    for one in api.made where !before.contains(one.id) {
      let names = told[one.id] ?? []
      #expect(names.last == "settled-\(one.number)", "lost: \(names)")
      #expect(Set(names).count == names.count, "doubled: \(names)")
    }
    #expect(before.isDisjoint(with: told.keys), "what was there before was told")
  }
}
