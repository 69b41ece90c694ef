import Foundation

/// The locale that says which characters the terminal shows.
struct TerminalLocale: Equatable {
  /// As the environment names it; empty if it names none.
  let name: String
  /// Whether this machine has it.
  let isInstalled: Bool
  /// The one that stands in for it; `nil` if none does or none is needed.
  let used: String?

  /// A part of the C library itself on most systems.
  static let fallback = "C.UTF-8"

  init(_ environment: [String: String]) {
    let name =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self.init(name: name) { candidate in
      guard let locale = newlocale(Int32(1) << LC_CTYPE, candidate, nil) else { return false }
      freelocale(locale)
      return true
    }
  }

  init(name: String, isInstalled: (String) -> Bool) {
    self.name = name
    self.isInstalled = name.isEmpty || isInstalled(name)
    let needsFallback = !self.isInstalled && Self.isUTF8(name) && isInstalled(Self.fallback)
    used = needsFallback ? Self.fallback : nil
  }

  /// Whether its name promises UTF-8.
  var isUTF8: Bool { Self.isUTF8(name) }

  private static func isUTF8(_ name: String) -> Bool {
    name.lowercased().filter { $0 != "-" }.contains("utf8")
  }

  /// Sets the locale of the process.
  static func apply(_ environment: [String: String]) {
    // One category that is not installed keeps all of them from being set.
    if setlocale(LC_ALL, "") == nil { setlocale(LC_CTYPE, "") }
    if let used = TerminalLocale(environment).used { setlocale(LC_CTYPE, used) }
  }
}
