import CCurl
import Glibc

/// The sockets of an engine's connections, none of which a program that is started inherits.
final class EngineSockets {
  /// The port at our end, by descriptor; 0 as long as it is not known.
  private var ports: [Int32: UInt16] = [:]
  /// Those that libcurl waits for, and what for.
  private var waits: [pollfd] = []

  // MARK: Waiting

  /// libcurl begins to wait for a socket, waits for something else, or no longer waits.
  func wait(for descriptor: Int32, _ what: Int32) {
    let position = waits.firstIndex { $0.fd == descriptor }
    let events =
      (what & CURL_POLL_IN == 0 ? 0 : Int16(POLLIN))
      | (what & CURL_POLL_OUT == 0 ? 0 : Int16(POLLOUT))
    switch (position, what == CURL_POLL_REMOVE) {
    case (let position?, false): waits[position].events = events
    case (nil, false): waits.append(pollfd(fd: descriptor, events: events, revents: 0))
    case (let position?, true):
      waits.swapAt(position, waits.count - 1)
      waits.removeLast()
    case (nil, true): break
    }
  }

  /// Those that have become ready, with what for, as libcurl takes it.
  func ready() -> [(descriptor: Int32, events: Int32)] {
    let count = waits.withUnsafeMutableBufferPointer { poll($0.baseAddress, nfds_t($0.count), 0) }
    guard count > 0 else { return [] }
    return waits.compactMap { wait in
      guard wait.revents != 0 else { return nil }
      let revents = Int32(wait.revents)
      return (
        wait.fd,
        (revents & POLLIN == 0 ? 0 : CURL_CSELECT_IN)
          | (revents & POLLOUT == 0 ? 0 : CURL_CSELECT_OUT)
          | (revents & ~(POLLIN | POLLOUT) == 0 ? 0 : CURL_CSELECT_ERR)
      )
    }
  }

  // MARK: Opening and closing

  /// - Returns: a new socket, -1 if there is none.
  func open(family: Int32, type: Int32, protocol number: Int32) -> Int32 {
    let descriptor = socket(family, type | Int32(SOCK_CLOEXEC.rawValue), number)
    if descriptor >= 0 { ports[descriptor] = 0 }
    return descriptor
  }

  func close(_ descriptor: Int32) -> Int32 {
    ports[descriptor] = nil
    return Glibc.close(descriptor)
  }

  // MARK: One connection, by its port at our end

  /// Seconds since a byte last came: libcurl tells of whole header lines only. `nil` if that is not known.
  func quiet(localPort: UInt16) -> Double? {
    guard let descriptor = descriptor(localPort) else { return nil }
    let milliseconds = hc_socket_quiet_milliseconds(descriptor)
    return milliseconds < 0 ? nil : Double(milliseconds) / 1000
  }

  /// Whether it was closed at the other end.
  func hasClosed(localPort: UInt16) -> Bool {
    guard let descriptor = descriptor(localPort) else { return false }
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    // Nothing more comes, or the connection was reset.
    return count == 0 || (count < 0 && errno != EAGAIN)
  }

  private func descriptor(_ localPort: UInt16) -> Int32? {
    if let known = ports.first(where: { $0.value == localPort }) { return known.key }
    // A socket has its port only once it is connected.
    for descriptor in ports.filter({ $0.value == 0 }).keys {
      ports[descriptor] = Self.port(of: descriptor)
      if ports[descriptor] == localPort { return descriptor }
    }
    return nil
  }

  /// 0 if it has none yet.
  private static func port(of descriptor: Int32) -> UInt16 {
    // The port stands at the same offset in the addresses of both families.
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return code == 0 ? UInt16(bigEndian: address.sin6_port) : 0
  }
}
