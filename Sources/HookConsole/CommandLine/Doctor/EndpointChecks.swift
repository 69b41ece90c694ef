import ConsoleCore
import Foundation
import HookHTTP
import HookSupport

/// How far one came on the way to a URL: its name, a connection, TLS and the certificate.
enum EndpointChecks {
  /// - Parameters:
  ///   - exchange: a request to the URL, whatever came of it.
  ///   - certificate: the one that was shown, if it was not accepted.
  ///   - now: seconds since 1970.
  static func way(
    _ exchange: Exchange,
    refused certificate: Certificate? = nil,
    now: Double
  ) -> [Finding] {
    let url = exchange.request.url
    guard !goesThroughProxy(url) else {
      return [.note("connection", "it goes through a proxy: name and TLS are not checked")]
    }
    let phases = exchange.phases
    if case .nameNotFound = exchange.failure?.kind {
      return [Finding(.bad, "name", "\(url.host): name not found", code: .unreachable)]
    }
    var findings: [Finding] = []
    let address = exchange.remoteAddress
    if let address, let found = phases.name, !address.contains(url.host) {
      let number = address.prefix(upTo: address.lastIndex(of: ":") ?? address.endIndex)
      findings.append(.good("name", "\(url.host) is \(number), found in \(time(found))"))
    }
    guard let connected = phases.connected else {
      if let failure = exchange.failure, failure.phase == .connect || failure.phase == .name {
        findings.append(
          Finding(.bad, "connection", "\(url.authority): \(failure)", code: .unreachable)
        )
      }
      return findings
    }
    let reached = time(connected - (phases.name ?? 0))
    findings.append(.good("connection", "port \(url.port) is open, reached in \(reached)"))
    guard url.isSecure else { return findings }
    if case .tls(let why) = exchange.failure?.kind {
      guard let certificate else {
        findings.append(Finding(.bad, "tls", why, code: .unreachable))
        return findings
      }
      findings += Self.certificate(certificate, problem: why, now: now)
    } else if let security = exchange.security {
      let shaken = time((phases.secured ?? connected) - connected)
      findings.append(.good("tls", "\(security.version) in \(shaken)"))
      if let certificate = security.certificate {
        findings += Self.certificate(certificate, problem: nil, now: now)
      }
    }
    return findings
  }

  /// The certificate of an endpoint whose certificate was not accepted.
  static func refusedCertificate(_ exchange: Exchange) async -> Certificate? {
    guard case .tls = exchange.failure?.kind else { return nil }
    var request = exchange.request
    request.method = "GET"
    request.headers = request.headers.without(["authorization"])
    request.trust = .insecure
    return try? await HTTPEngine.shared.perform(request).security?.certificate
  }

  /// Whether a proxy may be between us and a URL.
  static func goesThroughProxy(_ url: HTTPURL) -> Bool {
    !url.isLoopback && !Proxies.configured.isEmpty
  }

  /// - Parameter problem: why it was not accepted; `nil` if it was.
  static func certificate(_ certificate: Certificate, problem: String?, now: Double) -> [Finding] {
    let name = "of \(certificate.subject), made by \(certificate.issuer)"
    func bad(_ text: String) -> [Finding] {
      [Finding(.bad, "certificate", text, code: .unreachable)]
    }
    var dates = ""
    if let end = certificate.notAfter {
      let days = Int(((end - now) / 86_400).rounded(.down))
      let day = Moment.text(seconds: end).prefix(10)
      dates = ", valid until \(day) (\(days) days)"
      if days < 0 { return bad("\(name): it ended on \(day)") }
      if problem == nil, days < 14 {
        return [.note("certificate", "\(name)\(dates): renew it soon")]
      }
    }
    if let start = certificate.notBefore, start > now {
      return bad("\(name): it begins on \(Moment.text(seconds: start).prefix(10))")
    }
    if let problem { return bad("\(name)\(dates): \(problem)") }
    return [.good("certificate", "\(name)\(dates)")]
  }

  private static func time(_ seconds: Double) -> String { ResponseText.time(max(0, seconds)) }
}
