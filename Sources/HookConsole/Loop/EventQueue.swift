import ConsoleCore
import Foundation
import HookSupport

/// Events from all threads, in the order in which they came, for the one thread that takes them.
///
/// The loop waits on `wakeUp`, a descriptor that can be read when there is something to take.
final class EventQueue: Sendable {
  private struct Content {
    var events: [ConsoleEvent] = []
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let content = Locked(Content())
  let wakeUp: Int32
  private let signal: Int32

  init() {
    let ends = (try? ChildProcess.pipe()) ?? (reading: -1, writing: -1)
    for end in [ends.reading, ends.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    (wakeUp, signal) = ends
  }

  deinit {
    close(wakeUp)
    close(signal)
  }

  func post(_ event: ConsoleEvent) {
    let (wasEmpty, waiting) = content.withLock { content in
      defer { content.waiting = nil }
      content.events.append(event)
      return (content.events.count == 1, content.waiting)
    }
    if wasEmpty {
      var byte: UInt8 = 1
      _ = write(signal, &byte, 1)
    }
    waiting?.resume()
  }

  /// Everything that is waiting.
  func takeAll() -> [ConsoleEvent] {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while read(wakeUp, &bytes, bytes.count) == bytes.count {}
    return content.withLock { content in
      defer { content.events = [] }
      return content.events
    }
  }

  /// Returns once there is something to take, or the task is cancelled.
  func waitForEvent() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = content.withLock { content in
          let goesOn = !content.events.isEmpty || Task.isCancelled
          if !goesOn { content.waiting = continuation }
          return goesOn
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      let waiting = content.withLock { content in
        defer { content.waiting = nil }
        return content.waiting
      }
      waiting?.resume()
    }
  }
}
