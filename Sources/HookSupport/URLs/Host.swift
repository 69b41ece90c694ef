import Glibc

/// Names and addresses of hosts.
package enum Host {
  /// In lower case and without the dot at the end; an IPv6 address in its shortest form (RFC 5952)
  /// and without brackets.
  package static func normalised(_ host: String) -> String {
    var name = host.lowercased()
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    if name.hasSuffix(".") { name.removeLast() }
    guard let address = ipv6(name) else { return name }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    return withUnsafePointer(to: address) { pointer in
      inet_ntop(AF_INET6, pointer, &text, socklen_t(text.count)) == nil
        ? name
        : String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// As it stands before a port: an IPv6 address in brackets.
  package static func bracketed(_ host: String) -> String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
  }

  /// Whether a host never leaves this machine: `localhost` and names below it (RFC 6761),
  /// 127.0.0.0/8 (RFC 1122), `::1` (RFC 4291), and 127.0.0.0/8 written as IPv6.
  /// - Parameter host: as a URL or a `Host` header names it, without the port.
  package static func isLoopback(_ host: some StringProtocol) -> Bool {
    let name = normalised(String(host))
    if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
    if name.hasPrefix("::ffff:") { return isIPv4Loopback(name.dropFirst(7)) }
    return isIPv4Loopback(name[...])
  }

  private static func isIPv4Loopback(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
  }

  private static func ipv6(_ text: String) -> in6_addr? {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1 ? address : nil
  }
}
