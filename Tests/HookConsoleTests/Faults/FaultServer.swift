import Foundation
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

  let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())
  private let answer: @Sendable (Request) -> Answer

  init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    self.answer = answer
    struct NoSocket: Error {}
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound else { throw NoSocket() }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        let isOver = state.withLock { state in
          state.open.insert(connection)
          return state.isOver
        }
        if isOver { return }
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// Ends all connections.
  func stop() {
    let open = state.withLock { state in
      state.isOver = true
      return state.open
    }
    for connection in open { _ = shutdown(connection, Int32(SHUT_RDWR)) }
    _ = shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
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
