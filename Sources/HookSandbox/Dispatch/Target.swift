import HookSupport

/// Where a delivery goes: the host and port, which share a bound.
enum Target {
  static func name(of url: String) -> String {
    (try? HTTPURL(url)).map { "\($0.host):\($0.port)" } ?? url
  }
}
