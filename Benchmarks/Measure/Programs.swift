import Foundation

/// Whole processes, from the start to the end.
enum Processes {
  static func times(_ words: [String], repetitions: Int) {
    for _ in 0..<repetitions {
      let child = Child(words, inTerminal: false)
      child.ended()
      print(now() - child.started)
    }
  }
}

/// A server on the loopback that takes connections and answers nothing.
enum SilentServer {
  /// Prints the port, and goes on until it is killed.
  static func run() {
    print(start())
    fflush(nil)
    pause()
  }

  static func start() -> UInt16 {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, length)
        _ = listen(listener, 64)
        _ = getsockname(listener, $0, &length)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// From the start to the first frame, against a server that never answers: nothing waits for it.
enum FirstFrame {
  static func times(program: String, repetitions: Int) {
    var environment = ProcessInfo.processInfo.environment
    environment["HOOKCONSOLE_URL"] = "http://127.0.0.1:\(SilentServer.start())"
    environment["HOOKCONSOLE_EMPLOYER"] = Scene.id(1)
    environment["HOOKCONSOLE_API_KEY"] = "key"
    for _ in 0..<repetitions {
      let child = Child([program], inTerminal: true, environment: environment)
      // The corner of the last frame, and the line below it, are written last.
      guard let seen = child.wait(for: "┘", seconds: 10) else { exit(1) }
      print(seen - child.started)
      child.stop(SIGKILL)
    }
  }
}

/// What an open console costs while nothing happens.
enum Idle {
  static func measure(program: String, seconds: Int) {
    let child = Child([program], inTerminal: true)
    guard child.wait(for: "live", seconds: 20) != nil else { exit(1) }
    // Let it come to rest.
    let rest = now() + 5_000_000_000
    while now() < rest { _ = child.read(milliseconds: 100) }
    let (before, start) = (child.processorTime, now())
    var written = 0
    while now() < start + seconds * 1_000_000_000 {
      written += child.read(milliseconds: 100)?.count ?? 0
    }
    let share = Double(child.processorTime - before) / Double((now() - start) / 1_000_000) * 100
    print(
      "{\"name\":\"idle\",\"seconds\":\(seconds),\"percent\":\(rounded(share)),\"bytes\":\(written)}"
    )
    child.stop()
  }
}

/// From an event's acknowledgement to its row on the screen of a console that is open.
enum Fresh {
  static func measure(program: String, rounds: Int) {
    let child = Child([program], inTerminal: true)
    guard child.wait(for: "live", seconds: 20) != nil else { exit(1) }
    _ = child.wait(for: "nothing", seconds: 2)
    var times: [Int] = []
    for round in 0..<rounds {
      // Unlike the last one in each letter, since ncurses writes only what differs.
      let mark = String(repeating: Character(UnicodeScalar(UInt8(65 + round % 26))), count: 8)
      let data = "\(NSTemporaryDirectory())/\(mark)\(getpid()).json"
      _ = FileManager.default.createFile(
        atPath: data,
        contents: Data("{\"firstName\":\"\(mark)\",\"lastName\":\"\(mark)\"}".utf8)
      )
      let fire = Child([program, "fire", "Employee_Created", "--data", data], inTerminal: false)
      fire.ended()
      let fired = now()
      guard let seen = child.wait(for: mark, seconds: 20) else {
        complain("the delivery was not seen")
        break
      }
      times.append(max(0, seen - fired))
      try? FileManager.default.removeItem(atPath: data)
    }
    report("event to screen", times)
    child.stop()
  }
}
