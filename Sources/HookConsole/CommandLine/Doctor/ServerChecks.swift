import Foundation
import HookModel

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Whether the server answers, takes the key and knows the employer, and what its clock says.
struct ServerChecks {
  let connection: Connection

  /// Seconds that two clocks may differ without a word.
  private static let tolerance = 30.0

  func run() async -> [Finding] {
    let client = connection.client(connection.employer ?? RecordID(""), retry: .never)
    var findings: [Finding] = []
    do {
      let start = ContinuousClock.now
      let reply = try await URLSessionTransport().send(
        URLRequest(
          endpoint: .employers(page: Page(number: 0, size: 100), searchTerm: nil),
          address: connection.address,
          credentials: connection.credentials,
          timeout: 15
        )
      )
      let time = AnswerText.time(start.duration(to: .now) / .seconds(1))
      findings.append(.good("answer", "\(connection.address) answers in \(time)"))
      if let date = reply.headers["date"] { findings.append(Self.clock(date, Date())) }
    } catch {
      // The client says in a sentence what the transport says in a code.
    }
    do {
      let employers = try await client.employers(page: Page(number: 0, size: 100), searchTerm: nil)
      findings.append(.good("key", "it is accepted"))
      findings.append(employer(employers))
    } catch {
      let isAnswered = !findings.isEmpty
      findings.append(.bad(isAnswered ? "key" : "answer", error))
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

  /// - Parameter date: the server's `Date` header.
  static func clock(_ date: String, _ now: Date) -> Finding {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    guard let time = formatter.date(from: date) else {
      return .note("clock", "the server's date cannot be read: \(date)")
    }
    let ahead = now.timeIntervalSince(time)
    guard abs(ahead) > tolerance else { return .good("clock", "it agrees with the server's") }
    let text = "\(Int(abs(ahead).rounded())) s \(ahead > 0 ? "ahead of" : "behind") the server's"
    return .note("clock", "this machine's is \(text)")
  }
}
