import Glibc

/// The proxies that the environment names, as curl(1) reads it: `http_proxy` in lower case only.
package enum Proxies {
  private static let names = [
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
  ]

  /// The variables that name one, of those that count.
  package static let configured = names.filter { name in
    getenv(name).map { $0.pointee != 0 } ?? false
  }

  static let areConfigured = !configured.isEmpty
}
