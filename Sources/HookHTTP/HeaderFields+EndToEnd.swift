import HookSupport

extension HeaderFields {
  /// Headers that belong to one connection and not to what travels over it (RFC 9110, 7.6.1), and those
  /// that the engine writes itself.
  private static let hop: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "trailer",
    "upgrade", "expect", "proxy-authenticate", "proxy-authorization", "proxy-connection",
  ]

  /// Without what belongs to the connection, also where a `Connection` line names it.
  package var endToEnd: HeaderFields {
    let named = values("Connection").flatMap { $0.split(separator: ",") }
      .map { $0.trimmingBlanks.lowercased() }
    return without(Self.hop.union(named))
  }
}
