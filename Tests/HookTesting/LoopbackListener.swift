import Foundation

/// A socket that listens on a free port of the loopback, with a thread of its own that accepts.
package final class LoopbackListener: Sendable {
  package let port: UInt16
  private let descriptor: Int32

  /// - Parameter accepted: called on the listener's thread with each new connection, which is then its
  ///   own to close; `false` closes it at once.
  package init(_ accepted: @escaping @Sendable (Int32) -> Bool) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    struct NoSocket: Error {}
    guard isBound else { throw NoSocket() }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread {
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { break }
        if !accepted(connection) { close(connection) }
      }
      // Closed here and nowhere else: closed by another thread, its number could be that of another
      // server's socket by the time this thread accepts again.
      close(descriptor)
    }
  }

  /// From now on connections are refused.
  package func stop() {
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
  }
}
