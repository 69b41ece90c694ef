@testable import ConsoleCore
import Foundation
import HookTesting
import Synchronization

/// An HTTP server on the loopback that keeps connections open and answers with bytes of the test's
/// choice, however wrong they are.
final class FaultServer: Sendable {
  struct Request: Sendable {
    let method: String
    let target: String
    let authorization: String
  }

  struct Answer: Sendable {
    /// What becomes of the connection behind the bytes.
    enum Ending: Sendable { case kept, closed, reset, silent }

    let bytes: [UInt8]
    let ending: Ending
  }

  private struct State {
    var open: Set<Int32> = []
    var isOver = false
  }

  /// Set once it listens.
  private let listener = Mutex<LoopbackListener?>(nil)
  private let state = Mutex(State())
  private let answer: @Sendable (Request) -> Answer

  init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    self.answer = answer
    let listener = try LoopbackListener { [self] connection in
      let isOver = state.withLock { state in
        if !state.isOver { state.open.insert(connection) }
        return state.isOver
      }
      if !isOver { Thread.detachNewThread { [self] in serve(connection) } }
      return !isOver
    }
    self.listener.withLock { $0 = listener }
  }

  var port: UInt16 { listener.withLock { $0 }?.port ?? 0 }

  var url: String { "http://127.0.0.1:\(port)" }

  /// Ends all connections.
  func stop() {
    let open = state.withLock { state in
      state.isOver = true
      return state.open
    }
    listener.withLock { $0 }?.stop()
    for connection in open { _ = shutdown(connection, Int32(SHUT_RDWR)) }
  }

  private func serve(_ connection: Int32) {
    var on: Int32 = 1
    _ = setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(4))
    var pending: [UInt8] = []
    while let request = read(connection, &pending) {
      let answer = answer(request)
      guard write(answer.bytes, to: connection) else { break }
      if answer.ending == .kept { continue }
      if answer.ending == .silent {
        // To the end of the client's patience, or of the server.
        _ = read(connection, &pending)
      } else if answer.ending == .reset {
        var linger = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout.size(ofValue: linger))
        _ = setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
      }
      break
    }
    // In this order: the number may be another connection's as soon as it is closed.
    state.withLock { _ = $0.open.remove(connection) }
    close(connection)
  }

  /// The next request of a connection: of those that only read, which have no body.
  private func read(_ connection: Int32, _ pending: inout [UInt8]) -> Request? {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let text = String(decoding: pending, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        pending = Array(text[end.upperBound...].utf8)
        return Self.request(String(text[..<end.lowerBound]))
      }
      let count = recv(connection, &block, block.count, 0)
      guard count > 0 else { return nil }
      pending += block[..<count]
    }
  }

  private static func request(_ head: String) -> Request {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].components(separatedBy: " ")
    let name = "authorization: "
    let line = lines.first { $0.lowercased().hasPrefix(name) }
    return Request(
      method: words[0],
      target: words.count > 1 ? words[1] : "",
      authorization: String(line?.dropFirst(name.count) ?? "")
    )
  }

  private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
