import Foundation
import HookHTTP
import HookModel

/// What can be found out without a network: configuration, key, proxies, terminal.
enum LocalChecks {
  static func configuration(_ environment: [String: String]) -> Finding {
    do {
      let configuration = try Configuration.load(environment: environment)
      guard let path = configuration.path else {
        return .good("configuration", "no file \(Configuration.path(environment)); none is needed")
      }
      let names = configuration.profiles.keys.sorted().map { name in
        name == configuration.defaultProfile ? "\(name) (default)" : name
      }
      let list = names.isEmpty ? "no profiles" : "profiles \(names.joined(separator: ", "))"
      return .good("configuration", "\(path): \(list)")
    } catch {
      return .bad("configuration", error)
    }
  }

  /// Where the connection comes from.
  static func choice(_ choice: ConnectionChoice, _ environment: [String: String]) -> [Finding] {
    var findings: [Finding] = []
    if let profile = choice.profile { findings.append(.good("profile", profile)) }
    if choice.isAnything || choice.key != nil {
      let text = choice.url ?? ServerAddress.standard
      findings.append(.good("server", choice.url == nil ? "\(text) (none is named)" : text))
    }
    if let key = choice.key {
      findings.append(.good("key", "comes from \(key.description)"))
    }
    if let warning = choice.warning(environment) { findings.append(.note("key", warning)) }
    return findings
  }

  static func proxies() -> Finding? {
    let names = Proxies.configured
    guard !names.isEmpty else { return nil }
    return .note(
      "proxy",
      "requests go through the proxy of \(names.joined(separator: ", ")), to this machine directly"
    )
  }

  static func terminal(_ environment: [String: String]) -> [Finding] {
    var findings: [Finding] = []
    let name = environment["TERM"] ?? ""
    if name.isEmpty || name == "dumb" {
      findings.append(.note("terminal", "TERM is \(name.isEmpty ? "not set" : name): no console"))
    } else if description(of: name, environment) == nil {
      findings.append(.note("terminal", "there is no description of TERM=\(name) on this machine"))
    } else {
      findings.append(.good("terminal", "\(name), \(size), \(colors(name, environment))"))
    }
    return findings + [locale(TerminalLocale(environment)), ClipboardCheck.finding(environment)]
  }

  static func locale(_ locale: TerminalLocale) -> Finding {
    let name = locale.name.isEmpty ? "none" : locale.name
    let hint = "ASCII is drawn instead; try: LC_ALL=\(TerminalLocale.fallback)"
    return switch (locale.isInstalled, locale.used) {
    case (true, _) where locale.isUTF8: .good("locale", name)
    case (true, _): .note("locale", "\(name) is not UTF-8: \(hint)")
    case (false, let used?): .note("locale", "\(name) is not installed: \(used) is used instead")
    case (false, nil): .note("locale", "\(name) is not installed: \(hint)")
    }
  }

  private static var size: String {
    var window = winsize()
    for file in [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO] {
      guard ioctl(file, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { continue }
      let isSmall = window.ws_col < 80 || window.ws_row < 24
      return "\(window.ws_col)×\(window.ws_row)\(isSmall ? " (one pane at a time)" : "")"
    }
    return "no size (standard output is not a terminal)"
  }

  private static func colors(_ name: String, _ environment: [String: String]) -> String {
    if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false {
      return "colours declined by NO_COLOR"
    }
    if name.contains("256") || name.contains("direct") { return "256 colours" }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") {
      return "many colours, but TERM=\(name) promises few"
    }
    return "8 colours"
  }

  /// The file that describes a terminal, where ncurses looks.
  private static func description(of name: String, _ environment: [String: String]) -> String? {
    guard let first = name.unicodeScalars.first else { return nil }
    let home = environment["HOME"].map { "\($0)/.terminfo" }
    let listed = (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
    let folders =
      [environment["TERMINFO"], home].compactMap { $0 } + listed
      + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
    let hex = String(first.value, radix: 16)
    let paths = folders.flatMap { folder in
      ["\(folder)/\(Character(first))/\(name)", "\(folder)/\(hex)/\(name)"]
    }
    return paths.first { access($0, R_OK) == 0 }
  }
}
