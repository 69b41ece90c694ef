import HookServer
import HookSupport

/// Which hosts a request may be for. A page of a browser could otherwise send to us under a name of its
/// own that leads here (DNS rebinding).
struct HostRule: Sendable {
  private let names: Set<String>

  /// - Parameter names: `*` is any.
  init(_ names: [String]) {
    self.names = Set(names.map { $0.lowercased() })
  }

  /// Why a request is refused; `nil` if it is not.
  func refusal(_ request: HTTPRequest) -> HTTPFailure? {
    guard !names.contains("*"), let host = request.header("Host") else { return nil }
    let name = Self.name(host).lowercased()
    guard !names.contains(name), !Self.isLoopback(name) else { return nil }
    return HTTPFailure(421, "this is not \(name); try: --host \(name)")
  }

  /// `abc.example` of `abc.example:8411`
  private static func name(_ host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }

  private static func isLoopback(_ name: String) -> Bool {
    name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]"
      || (name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." })
  }
}
