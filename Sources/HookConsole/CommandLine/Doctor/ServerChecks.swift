import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSupport

/// Whether the server responds, accepts the key and knows the employer, and what its clock says.
struct ServerChecks {
  let connection: Connection

  /// Seconds that two clocks may differ without a word.
  private static let tolerance = 30.0

  func run() async -> [Finding] {
    guard let exchange = try? await HTTPEngine.shared.perform(request) else { return [] }
    let certificate = await EndpointChecks.refusedCertificate(exchange)
    let now = Date().timeIntervalSince1970
    var findings = EndpointChecks.way(exchange, refused: certificate, now: now)
    if findings.contains(where: { $0.grade == .bad }) { return findings }
    if exchange.failure == nil {
      let time = ResponseText.time(exchange.phases.end)
      findings.append(.good("response", "\(connection.address) responds in \(time)"))
      if let date = exchange.response?.headers["Date"] {
        findings.append(Self.clock(date, now: now))
      }
    }
    let client = connection.client(connection.employer, retry: .never)
    do {
      let employers = try await client.employers(page: Page(number: 0, size: 100), searchTerm: nil)
      findings.append(.good("key", "it is accepted"))
      findings.append(employer(employers))
    } catch {
      findings.append(.bad(exchange.failure == nil ? "key" : "response", error))
      return findings
    }
    guard connection.employer != nil else { return findings }
    do {
      let count = try await client.webhooks().count
      findings.append(.good("webhooks", count == 1 ? "there is 1" : "there are \(count)"))
    } catch {
      findings.append(.bad("webhooks", error))
    }
    return findings
  }

  private var request: ExchangeRequest {
    ExchangeRequest(
      endpoint: .employers(page: Page(number: 0, size: 100), searchTerm: nil),
      address: connection.address,
      credentials: connection.credentials,
      limits: .api.timeout(connection.timeout ?? 15),
      trust: connection.trust.api
    )
  }

  private func employer(_ employers: [Item]) -> Finding {
    guard let id = connection.employer else {
      if employers.count == 1 {
        return .good("employer", "\(employers[0].name ?? "") (the only one), \(employers[0].id)")
      }
      return .note("employer", "none is named; hookconsole employers lists \(employers.count)")
    }
    guard let found = employers.first(where: { $0.id == id }) else {
      return .note("employer", "\(id) is not among the first \(employers.count) that are listed")
    }
    return .good("employer", "\(found.name ?? ""), \(id)")
  }

  /// - Parameters:
  ///   - date: the server's `Date` header.
  ///   - now: seconds since 1970.
  static func clock(_ date: String, now: Double) -> Finding {
    guard let time = HTTPDate.seconds(date) else {
      return .note("clock", "the server's date cannot be read: \(date)")
    }
    let ahead = now - time
    guard abs(ahead) > tolerance else { return .good("clock", "it agrees with the server's") }
    let text = "\(Int(abs(ahead).rounded())) s \(ahead > 0 ? "ahead of" : "behind") the server's"
    return .note("clock", "this machine's is \(text)")
  }
}
