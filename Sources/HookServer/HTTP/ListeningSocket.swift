import Glibc

/// A socket that listens: on the loopback, unless another address is named.
package struct ListeningSocket: Sendable {
  package let descriptor: Int32
  package let port: UInt16

  /// Opened here and not by the daemon, so that what is wrong can be named. Port 0 takes a free one.
  /// - Parameter address: IPv4.
  package init(port: UInt16, address text: String = "127.0.0.1") throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Self.flags, 0)
    guard descriptor >= 0 else { throw Self.failure("open a socket", errno) }
    do {
      var yes: Int32 = 1
      let size = socklen_t(MemoryLayout<Int32>.size)
      // A port that was just given up can be taken again at once.
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      guard inet_pton(AF_INET, text, &address.sin_addr) == 1 else {
        throw ServerError("cannot listen on \(text): not an IPv4 address", isOfConfiguration: true)
      }
      guard Self.named(&address, { bind(descriptor, $0, $1) }) == 0 else {
        throw Self.failure("listen on port \(port)", errno)
      }
      guard listen(descriptor, 1024) == 0 else {
        throw Self.failure("listen on port \(port)", errno)
      }
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      _ = Self.named(&address) { name, _ in getsockname(descriptor, name, &length) }
      self.port = UInt16(bigEndian: address.sin_port)
      self.descriptor = descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  // Not inherited by what the program starts, and never waited on by the daemon's one thread.
  private static let flags =
    Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)

  private static func named(
    _ address: inout sockaddr_in,
    _ call: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func failure(_ what: String, _ code: Int32) -> ServerError {
    switch code {
    case EADDRINUSE: ServerError("cannot \(what): the port is in use; port 0 takes a free one")
    case EACCES: ServerError("cannot \(what): the port needs more rights")
    default: ServerError("cannot \(what): \(String(cString: strerror(code)))")
    }
  }
}
