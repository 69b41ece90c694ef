import Foundation

/// Keeps requests to this machine away from a proxy.
///
/// URLSession on Linux leaves proxies to libcurl, which sends even `http://127.0.0.1` to the one that
/// `http_proxy` names: the key would leave the machine in clear, and the proxy knows another loopback.
enum LoopbackProxy {
  private static let hosts = ["localhost", "127.0.0.1", "::1"]

  /// The environment is changed once, and only where a proxy is set that would be used.
  private static let bypassed: Void = {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      let isSet = ["http_proxy", "all_proxy", "ALL_PROXY"].contains { environment[$0] != nil }
      guard isSet else { return }
      for name in ["no_proxy", "NO_PROXY"] {
        if let list = direct(environment[name]) { setenv(name, list, 1) }
      }
    #endif
  }()

  static func bypass() { bypassed }

  /// The list of hosts without proxy, with the loopback in it; nil where nothing is to be changed.
  static func direct(_ list: String?) -> String? {
    let known = (list ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    let missing = hosts.filter { !known.contains($0) }
    guard !known.contains("*"), !missing.isEmpty else { return nil }
    return (known + missing).joined(separator: ",")
  }
}
