import Foundation
import HookModel

/// How far one comes on the way to a URL: its name, a connection, TLS and the certificate.
enum EndpointChecks {
  private static let timeout = 10

  /// - Parameter now: seconds since 1970.
  static func way(to url: URL, now: Double) -> [Finding] {
    guard let host = url.host else { return [] }
    let isTLS = url.scheme?.lowercased() == "https"
    let port = url.port ?? (isTLS ? 443 : 80)
    var findings: [Finding] = []
    var step = "name"
    do {
      let (addresses, lookup) = try timed { try HostName.addresses(host, port: port) }
      let names = Array(Set(addresses.map(\.text))).sorted()
      let isNumber = names == [host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))]
      if !isNumber {
        let text = "\(host) is \(names.joined(separator: ", ")), found in \(lookup)"
        findings.append(.good("name", text))
      }
      step = "connection"
      let (file, connecting) = try timed { try connect(addresses) }
      defer { close(file) }
      findings.append(.good("connection", "port \(port) is open, reached in \(connecting)"))
      guard isTLS else { return findings }
      step = "tls"
      let (probe, shaking) = try timed { try CertificateProbe.look(file, host: host) }
      guard let probe else {
        findings.append(
          .note("certificate", "it is not looked at: OpenSSL's library is not installed")
        )
        return findings
      }
      findings += certificate(probe, shaking, now: now)
    } catch {
      findings.append(.bad(step, error))
    }
    return findings
  }

  /// Through a proxy the way is the proxy's.
  static func goesThroughProxy(_ url: URL, _ environment: [String: String]) -> Bool {
    let isTLS = url.scheme?.lowercased() == "https"
    let names =
      (isTLS ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]) + ["all_proxy", "ALL_PROXY"]
    let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url.host ?? "")
    return !isLocal && names.contains { environment[$0].map { !$0.isEmpty } ?? false }
  }

  private static func connect(_ addresses: [SocketAddress]) throws -> Int32 {
    var failure: any Error = Failure(.unreachable, "there is no address")
    for address in addresses {
      do {
        return try address.connect(timeout: timeout)
      } catch {
        failure = error
      }
    }
    throw failure
  }

  static func certificate(_ probe: CertificateProbe, _ time: String, now: Double) -> [Finding] {
    let tls = Finding.good("tls", "\(probe.version) in \(time)")
    let name = "of \(probe.subject), made by \(probe.issuer)"
    var dates = ""
    if let end = probe.notAfter {
      let days = Int(((end - now) / 86_400).rounded(.down))
      dates = ", valid until \(UTCTime.text(end).prefix(10)) (\(days) days)"
      if days < 0 {
        let day = UTCTime.text(end).prefix(10)
        return [
          tls, Finding(.bad, "certificate", "\(name): it ended on \(day)", code: .unreachable),
        ]
      }
      if probe.problem == nil, days < 14 {
        return [tls, .note("certificate", "\(name)\(dates): it is to be renewed soon")]
      }
    }
    if let start = probe.notBefore, start > now {
      let day = UTCTime.text(start).prefix(10)
      return [
        tls, Finding(.bad, "certificate", "\(name): it begins on \(day)", code: .unreachable),
      ]
    }
    if let problem = probe.problem {
      return [tls, Finding(.bad, "certificate", "\(name)\(dates): \(problem)", code: .unreachable)]
    }
    return [tls, .good("certificate", "\(name)\(dates)")]
  }

  private static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, String) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, AnswerText.time(start.duration(to: .now) / .seconds(1)))
  }
}
