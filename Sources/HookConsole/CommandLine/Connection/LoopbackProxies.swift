import Foundation

/// Keeps requests to this machine away from a proxy that the environment names: it would be given
/// the key of a sandbox, and could not reach it.
enum LoopbackProxies {
  private static let own = "localhost,127.0.0.1,::1"

  /// libcurl, which carries the requests, reads its exceptions from the environment alone. To be
  /// called before other threads begin.
  static func exempt() {
    let environment = ProcessInfo.processInfo.environment
    guard environment.contains(where: { $0.key.lowercased().hasSuffix("_proxy") }) else { return }
    let listed = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    guard listed != "*" else { return }
    let all = listed.isEmpty ? own : "\(listed),\(own)"
    for name in ["no_proxy", "NO_PROXY"] { setenv(name, all, 1) }
  }
}
