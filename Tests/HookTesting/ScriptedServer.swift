import Foundation
import Synchronization

/// A server on the loopback that answers with bytes of the test's choice, however wrong they are.
package final class ScriptedServer: Sendable {
  /// What is done with one connection after a request was read, its body with it.
  package enum Answer: Sendable {
    /// These bytes, then the connection is closed.
    case bytes([UInt8])
    /// These bytes; then the next request of the connection is answered.
    case keep([UInt8])
    /// Nothing; the connection stays open as long as the server is there.
    case silence
    /// The connection is closed without an answer.
    case close
    /// A reset without an answer.
    case reset
    /// These bytes, one at a time with so many seconds between them.
    case drip([UInt8], pause: Double)
    /// These bytes, then others again and again until the client has enough.
    case endless([UInt8], [UInt8])
    /// These bytes, then nothing more, the connection open.
    case stall([UInt8])

    package static func text(_ text: String) -> Answer { .bytes(Array(text.utf8)) }
  }

  private struct State {
    var requests: [String] = []
    var bodies: [[UInt8]] = []
    var open: [Int32] = []
    /// Connections that were closed after their last response.
    var finished = 0
    var waiting: [(count: Int, done: CheckedContinuation<Void, Never>)] = []
    var isOver = false
  }

  /// Set once it listens.
  private let listener = Mutex<LoopbackListener?>(nil)
  private let state = Mutex(State())

  /// - Parameter answer: what the request, its head as text, is answered with.
  package init(_ answer: @escaping @Sendable (String) -> Answer) throws {
    let listener = try LoopbackListener { [self] connection in
      let isOver = state.withLock { state in
        if !state.isOver { state.open.append(connection) }
        return state.isOver
      }
      if !isOver { Thread.detachNewThread { [self] in serve(connection, answer) } }
      return !isOver
    }
    self.listener.withLock { $0 = listener }
  }

  package var port: UInt16 { listener.withLock { $0 }?.port ?? 0 }

  package var url: String { "http://127.0.0.1:\(port)" }

  /// The heads of the requests so far.
  package var requests: [String] { state.withLock { $0.requests } }

  /// The bodies of the requests so far.
  package var bodies: [[UInt8]] { state.withLock { $0.bodies } }

  /// Ends all connections; a client that connects again at once is refused.
  package func stop() {
    let (isFirst, open) = state.withLock { state in
      defer { (state.isOver, state.open) = (true, []) }
      return (!state.isOver, state.open)
    }
    guard isFirst else { return }
    listener.withLock { $0 }?.stop()
    for connection in open { _ = shutdown(connection, Int32(SHUT_RDWR)) }
  }

  private func serve(_ connection: Int32, _ answer: (String) -> Answer) {
    while serveOne(connection, answer) {}
  }

  /// - Returns: whether the connection takes another request.
  private func serveOne(_ connection: Int32, _ answer: (String) -> Answer) -> Bool {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard recv(connection, &byte, 1, 0) == 1 else { return false }
      head.append(byte)
    }
    let request = String(decoding: head, as: UTF8.self)
    // What is left unread would turn the end of the connection into a reset.
    guard let body = read(length(of: request), from: connection) else { return false }
    state.withLock { state in
      state.requests.append(request)
      state.bodies.append(body)
    }
    switch answer(request) {
    case .keep(let bytes):
      return write(bytes, to: connection)
    case .silence: break
    case .close: finish(connection)
    case .reset: reset(connection)
    case .stall(let bytes): write(bytes, to: connection)
    case .drip(let bytes, let pause):
      for byte in bytes {
        guard write([byte], to: connection) else { return false }
        usleep(UInt32(pause * 1_000_000))
      }
    case .endless(let start, let part):
      guard write(start, to: connection) else { return false }
      while write(part, to: connection) {}
      finish(connection)
    case .bytes(let bytes):
      write(bytes, to: connection)
      finish(connection)
    }
    return false
  }

  private func length(of request: String) -> Int {
    request.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }?
      .split(separator: ":").last.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? 0
  }

  private func read(_ count: Int, from connection: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var read = 0
    while read < count {
      let part = bytes.withUnsafeMutableBytes {
        recv(connection, $0.baseAddress.map { $0 + read }, count - read, 0)
      }
      guard part > 0 else { return nil }
      read += part
    }
    return bytes
  }

  @discardableResult
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

  /// Ends the connection with a reset, whatever lies unread.
  private func reset(_ connection: Int32) {
    state.withLock { $0.open.removeAll { $0 == connection } }
    var nobody = sockaddr()
    nobody.sa_family = sa_family_t(AF_UNSPEC)
    _ = connect(connection, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    close(connection)
  }

  private func finish(_ connection: Int32) {
    state.withLock { $0.open.removeAll { $0 == connection } }
    _ = shutdown(connection, Int32(SHUT_WR))
    close(connection)
    let ready = state.withLock { state in
      state.finished += 1
      defer { state.waiting.removeAll { $0.count <= state.finished } }
      return state.waiting.filter { $0.count <= state.finished }
    }
    for one in ready { one.done.resume() }
  }

  /// Waits until so many connections were closed after their last response.
  package func finished(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.finished >= count { return true }
        state.waiting.append((count, continuation))
        return false
      }
      if isOver { continuation.resume() }
    }
  }
}
