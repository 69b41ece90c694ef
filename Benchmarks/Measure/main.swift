// Measures the parts of HookConsole in one process each, and its programs from outside.
//   measure ROWS of `Scripts/bench`; each row is a line of JSON on standard output.
import Foundation

let words = CommandLine.arguments.dropFirst()
guard let name = words.first, let row = rows[name] else {
  print("measure ROW [ARGUMENTS]; rows: \(rows.keys.sorted().joined(separator: " "))")
  exit(64)
}
await row(Array(words.dropFirst()))

/// A row is measured in a process of its own, so that none sees the memory of another.
var rows: [String: ([String]) async -> Void] {
  [
    "payload": {
      Payloads.write(path: $0[0], bytes: Int($0[1]) ?? 0, isPlain: $0.dropFirst(2).first == "plain")
    },
    "index": { Indexing.times(path: $0[0], repetitions: Int($0[1]) ?? 1) },
    "index-memory": { Indexing.memory(path: $0[0]) },
    "first-screen": { await Indexing.firstScreen(path: $0[0], repetitions: Int($0[1]) ?? 1) },
    "search": { Searching.times(path: $0[0], text: $0[1], repetitions: Int($0[2]) ?? 1) },
    "timeline": { Deliveries.measure(count: Int($0[0]) ?? 0, webhooks: Int($0[1]) ?? 5) },
    "process": { Processes.times(Array($0.dropFirst()), repetitions: Int($0[0]) ?? 1) },
    "frame": { FirstFrame.times(program: $0[0], repetitions: Int($0[1]) ?? 1) },
    "key": {
      KeyToByte.times(
        Array($0.dropFirst(3)),
        keys: $0[1].split(separator: ",").map(String.init),
        count: Int($0[0]) ?? 1,
        ready: $0[2]
      )
    },
    "busy": { Busy.measure($0) },
    "free-port": { _ in print(SilentServer.start()) },
    "silent": { _ in SilentServer.run() },
    "called-off": { try? CalledOff.times(repetitions: Int($0[0]) ?? 1) },
    "idle": { Idle.measure(program: $0[0], seconds: Int($0[1]) ?? 10) },
    "fresh": { Fresh.measure(program: $0[0], rounds: Int($0[1]) ?? 5) },
  ]
}
