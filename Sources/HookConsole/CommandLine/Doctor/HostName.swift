import Foundation

/// The addresses of a name.
enum HostName {
  /// - Throws: `Failure` with the resolver's own words.
  static func addresses(_ name: String, port: Int) throws -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let host = name.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else {
      throw Failure(.unreachable, "\(name): \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(list) }
    return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { $0 }
      .compactMap { SocketAddress($0.pointee) }
  }
}

/// One address of a host with its port.
struct SocketAddress: Sendable {
  private let bytes: [UInt8]
  let family: Int32
  /// In numbers: `127.0.0.1`.
  let text: String

  init?(_ info: addrinfo) {
    guard let address = info.ai_addr else { return nil }
    family = info.ai_family
    bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
    var name = [CChar](repeating: 0, count: 1025)
    guard
      getnameinfo(address, info.ai_addrlen, &name, 1025, nil, 0, NI_NUMERICHOST) == 0
    else { return nil }
    text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// True of addresses that nobody outside reaches (RFC 1918, 1122, 3927, 4193, 4291).
  var isPrivate: Bool {
    let parts = text.split(separator: ".").compactMap { UInt8($0) }
    if parts.count == 4 {
      return parts[0] == 10 || parts[0] == 127 || (parts[0] == 172 && (16...31).contains(parts[1]))
        || (parts[0] == 192 && parts[1] == 168) || (parts[0] == 169 && parts[1] == 254)
    }
    let small = text.lowercased()
    return small == "::1" || small.hasPrefix("fe80:") || small.hasPrefix("fc")
      || small.hasPrefix("fd")
  }

  /// An open connection, which the caller closes.
  /// - Parameter timeout: seconds for it, and for each later read and write.
  func connect(timeout: Int) throws -> Int32 {
    let file = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard file >= 0 else { throw Failure(.unreachable, String(cString: strerror(errno))) }
    // Linux takes the limit for sending as that for connecting, too.
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    let answer = bytes.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: sockaddr.self) { address in
        address.baseAddress.map { Glibc.connect(file, $0, socklen_t(bytes.count)) } ?? -1
      }
    }
    guard answer == 0 else {
      let reason =
        errno == EINPROGRESS ? "no answer in \(timeout) s" : String(cString: strerror(errno))
      close(file)
      throw Failure(.unreachable, "\(text): \(reason)")
    }
    return file
  }
}
