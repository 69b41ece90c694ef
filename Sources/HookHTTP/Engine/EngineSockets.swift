import CCurl
import Glibc

/// The sockets of an engine's connections, none of which a program that is started inherits.
final class EngineSockets {
  /// The port at the other end, by descriptor.
  private var descriptors: [Int32: UInt16] = [:]

  /// - Returns: a new socket, -1 if there is none.
  func open(family: Int32, type: Int32, protocol number: Int32, remotePort: UInt16) -> Int32 {
    let descriptor = socket(family, type | Int32(SOCK_CLOEXEC.rawValue), number)
    if descriptor >= 0 { descriptors[descriptor] = remotePort }
    return descriptor
  }

  func close(_ descriptor: Int32) -> Int32 {
    descriptors[descriptor] = nil
    return Glibc.close(descriptor)
  }

  /// Seconds since a byte last came over the connection that has this port at our end: libcurl tells of
  /// whole header lines only. `nil` if that is not known.
  func quiet(localPort: UInt16) -> Double? {
    guard let descriptor = descriptors.keys.first(where: { Self.port(of: $0) == localPort }) else {
      return nil
    }
    let milliseconds = hc_socket_quiet_milliseconds(descriptor)
    return milliseconds < 0 ? nil : Double(milliseconds) / 1000
  }

  /// Whether a connection was closed at the other end. libcurl does not say which of them it uses again.
  /// - Parameter remotePort: that of the connections that count; `nil` for all.
  func hasClosed(remotePort: UInt16?) -> Bool {
    descriptors.contains { (remotePort == nil || $0.value == remotePort) && Self.isClosed($0.key) }
  }

  private static func isClosed(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    // Nothing more comes, or the connection was reset.
    return count == 0 || (count < 0 && errno != EAGAIN)
  }

  private static func port(of descriptor: Int32) -> UInt16? {
    // The port stands at the same offset in the addresses of both families.
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
