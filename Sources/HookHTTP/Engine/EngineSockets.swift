import CCurl
import Glibc

/// The sockets of an engine's connections, none of which a program that is started inherits.
final class EngineSockets {
  private var descriptors: Set<Int32> = []

  /// - Returns: a new socket, -1 if there is none.
  func open(family: Int32, type: Int32, protocol number: Int32) -> Int32 {
    let descriptor = socket(family, type | Int32(SOCK_CLOEXEC.rawValue), number)
    if descriptor >= 0 { descriptors.insert(descriptor) }
    return descriptor
  }

  func close(_ descriptor: Int32) -> Int32 {
    descriptors.remove(descriptor)
    return Glibc.close(descriptor)
  }

  /// Seconds since a byte last came over the connection that has this port at our end: libcurl tells of
  /// whole header lines only. `nil` if that is not known.
  func quiet(localPort: UInt16) -> Double? {
    guard let descriptor = descriptors.first(where: { Self.port(of: $0) == localPort }) else {
      return nil
    }
    let milliseconds = hc_socket_quiet_milliseconds(descriptor)
    return milliseconds < 0 ? nil : Double(milliseconds) / 1000
  }

  /// Whether the other end has closed the connection that has this port at our end.
  func isClosed(localPort: UInt16) -> Bool {
    guard let descriptor = descriptors.first(where: { Self.port(of: $0) == localPort }) else {
      return false
    }
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    // Nothing more comes, or the connection was reset.
    return count == 0 || (count < 0 && errno != EAGAIN)
  }

  private static func port(of descriptor: Int32) -> UInt16? {
    // The port stands at the same place in the addresses of both families.
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return code == 0 ? UInt16(bigEndian: address.sin6_port) : nil
  }
}
