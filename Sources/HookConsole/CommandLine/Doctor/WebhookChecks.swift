import Foundation
import HookModel

/// What a webhook's URL answers, and what speaks against it.
struct WebhookChecks {
  let webhook: Webhook
  let isServerRemote: Bool
  let environment: [String: String]

  func run() async -> [Finding] {
    var findings = [state]
    guard let url = try? TargetURL.read(webhook.url, option: "url") else {
      let draft = webhook.draft
      findings.append(Finding(.bad, "url", "\(webhook.url): \(draft.urlProblem ?? "is no URL")"))
      return findings
    }
    findings.append(.good("url", webhook.url))
    if url.scheme?.lowercased() == "http" {
      findings.append(.note("tls", "http:// sends payloads in the clear"))
    }
    if isServerRemote, let host = url.host,
      let addresses = try? HostName.addresses(host, port: 443), !addresses.isEmpty,
      addresses.allSatisfy(\.isPrivate)
    {
      findings.append(.note("reach", "\(host) is a private address: the API cannot reach it"))
    }
    if EndpointChecks.goesThroughProxy(url, environment) {
      findings.append(
        .note("connection", "it goes through a proxy, so name and TLS are not looked at")
      )
    } else {
      findings += EndpointChecks.way(to: url, now: Date().timeIntervalSince1970)
    }
    // Where the way is closed, an answer cannot come; it would say the same once more.
    let isClosed = findings.contains { $0.verdict == .bad && $0.subject != "certificate" }
    if !isClosed { findings.append(await answer(url)) }
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
    let why = isGone ? "inactive since its endpoint answered 410 Gone" : "inactive: not triggered"
    return .note("webhook", "\(webhook.event.title), \(why)\(last ?? "")")
  }

  /// Asks with GET, which changes nothing. An endpoint that takes only POST may say so.
  private func answer(_ url: URL) async -> Finding {
    let answer = await Poster(timeout: 15).ask(url)
    let time = AnswerText.time(answer.seconds)
    guard answer.status != 0 else {
      return Finding(.bad, "answer", answer.problem ?? "no response", code: .unreachable)
    }
    let (status, _) = AnswerText.status(answer)
    let text = "GET is answered with \(status) in \(time)"
    switch answer.status {
    case 300..<400:
      let place = answer.headers.first { $0.name.lowercased() == "location" }?.value ?? "nowhere"
      return .note("answer", "\(text), to \(place): deliveries do not follow redirects")
    case 404: return .note("answer", "\(text): is the path right?")
    case 405: return .good("answer", "\(text), as an endpoint may that takes POST only")
    case 410: return .note("answer", "\(text): to a delivery that would deactivate the webhook")
    case 500...: return .note("answer", text)
    default: return .good("answer", text)
    }
  }
}
