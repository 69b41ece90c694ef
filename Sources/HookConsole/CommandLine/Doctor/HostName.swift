import Foundation

/// The addresses of a name.
enum HostName {
  /// - Returns: in numbers, such as `127.0.0.1`; none if the name is not known.
  static func addresses(_ name: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { $0 }
      .compactMap { text($0.pointee) }
  }

  /// Whether nobody outside reaches an address (RFC 1918, 1122, 3927, 4193, 4291).
  static func isPrivate(_ address: String) -> Bool {
    let parts = address.split(separator: ".").compactMap { UInt8($0) }
    if parts.count == 4 {
      return parts[0] == 10 || parts[0] == 127 || (parts[0] == 172 && (16...31).contains(parts[1]))
        || (parts[0] == 192 && parts[1] == 168) || (parts[0] == 169 && parts[1] == 254)
    }
    let small = address.lowercased()
    return small == "::1" || small.hasPrefix("fe80:") || small.hasPrefix("fc")
      || small.hasPrefix("fd")
  }

  private static func text(_ info: addrinfo) -> String? {
    var name = [CChar](repeating: 0, count: 1025)
    guard
      getnameinfo(info.ai_addr, info.ai_addrlen, &name, 1025, nil, 0, NI_NUMERICHOST) == 0
    else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
