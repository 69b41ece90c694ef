import Glibc

/// Keeps what goes to this machine itself away from the environment's proxy.
///
/// libcurl, which is under URLSession, asks `http_proxy` even for the loopback, and URLSession has
/// no way to say otherwise (its proxy dictionary does nothing on Linux): the exception list in the
/// environment is the only handle.
enum LoopbackProxies {
  private static let proxies = [
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
  ]
  private static let own = "localhost,127.0.0.0/8,::1"

  /// Does it once. The environment is left alone where it names no proxy.
  static let exempt: Void = {
    guard proxies.contains(where: { !value($0).isEmpty }) else { return }
    for name in ["no_proxy", "NO_PROXY"] where name == "no_proxy" || !value(name).isEmpty {
      // libcurl reads the small one first and does not look at the other then.
      let listed = value(name).isEmpty ? value("NO_PROXY") : value(name)
      if listed == "*" { continue }
      setenv(name, listed.isEmpty ? own : "\(listed),\(own)", 1)
    }
  }()

  private static func value(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
