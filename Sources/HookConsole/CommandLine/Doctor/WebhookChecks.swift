import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSupport

/// What a webhook's URL answers, and what speaks against it.
struct WebhookChecks {
  let webhook: Webhook
  let isServerRemote: Bool
  let timeout: Double
  let trust: Trust

  func run() async -> [Finding] {
    var findings = [state]
    guard let url = try? HTTPURL(typed: webhook.url, for: "url") else {
      let problem = webhook.draft.urlProblem ?? "not a URL"
      findings.append(Finding(.bad, "url", "\(HTTPURL.shown(webhook.url)): \(problem)"))
      return findings
    }
    findings.append(.good("url", url.description))
    if !url.isSecure {
      findings.append(.note("tls", "http:// sends payloads in the clear"))
    }
    let addresses = isServerRemote ? HostName.addresses(url.host) : []
    if !addresses.isEmpty, addresses.allSatisfy(HostName.isPrivate) {
      findings.append(.note("reach", "\(url.host) is a private address: the API cannot reach it"))
    }
    // GET changes nothing. An endpoint that takes only POST may say so.
    guard let answer = try? await Poster(timeout: timeout, trust: trust).ask(url) else {
      return findings
    }
    let certificate = await EndpointChecks.refusedCertificate(answer.exchange)
    let now = Date().timeIntervalSince1970
    let way = EndpointChecks.way(answer.exchange, refused: certificate, now: now)
    findings += way
    // Where the way is closed, a response cannot come; it would say the same once more.
    if !way.contains(where: { $0.grade == .bad }) { findings.append(Self.finding(answer)) }
    return findings
  }

  private var state: Finding {
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    let last = webhook.lastDelivery.map { last in
      ", last \([times.full(last.created), CodeText.long(last)].joined(separator: " "))"
    }
    if webhook.active {
      return .good("webhook", "\(webhook.event.title), active\(last ?? ", never triggered")")
    }
    let isGone = webhook.lastDelivery?.statusCode == 410
    let why = isGone ? "inactive since its endpoint responded 410 Gone" : "inactive: not triggered"
    return .note("webhook", "\(webhook.event.title), \(why)\(last ?? "")")
  }

  private static func finding(_ answer: PostResponse) -> Finding {
    let time = ResponseText.time(answer.seconds)
    if let problem = answer.problem {
      return Finding(.bad, "response", problem, code: .unreachable)
    }
    let (status, _) = ResponseText.status(answer)
    let text = "GET returns \(status) in \(time)"
    switch answer.status {
    case 300..<400:
      let position = answer.headers["Location"].map(HTTPURL.shown) ?? "nowhere"
      return .note("answer", "\(text), to \(position): deliveries do not follow redirects")
    case 404: return .note("answer", "\(text): is the path right?")
    case 405: return .good("answer", "\(text), which an endpoint that accepts only POST may return")
    case 410: return .note("answer", "\(text): to a delivery that would deactivate the webhook")
    case 500...: return .note("answer", text)
    default: return .good("answer", text)
    }
  }
}
