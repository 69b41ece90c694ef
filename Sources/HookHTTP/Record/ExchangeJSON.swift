import Foundation
import HookJSON
import HookSupport

/// An exchange as JSON: what `--json` prints, what the sandbox records of an attempt and what its clients
/// read.
///
///     {"startedAt": "2026-11-24T12:00:55.000Z", "phases": {"connected": 0.31, …},
///      "remoteAddress": "127.0.0.1:3000", "request": {"method": "POST", "url": …, "headers": […],
///      "bodySize": 130, "body": "[…]"}, "response": {"status": 200, …}, "error": null}
///
/// Phases are milliseconds since the beginning, null for what did not happen. A body that is not UTF-8 is
/// `bodyBase64`. If a Content-Encoding was undone, `encodedBodyBase64` has the body as it came. `bodySize` counts
/// the bytes that went over the wire, of which only the first may be kept.
package enum ExchangeJSON {
  /// - Parameters:
  ///   - withSecrets: whether the values of Authorization and cookies are written; otherwise they are masked.
  ///   - withBodies: whether the bodies are written, as far as they were kept.
  package static func members(
    _ exchange: Exchange,
    withSecrets: Bool = false,
    withBodies: Bool = false
  ) -> [(String, JSON)] {
    func list(_ fields: HeaderFields) -> JSON {
      .array(
        (withSecrets ? fields : HeaderSecrets.masked(fields)).fields.map {
          ["name": .string($0.name), "value": .string($0.value)]
        }
      )
    }
    let request = exchange.request
    let sent: [(String, JSON)] = [
      ("method", .string(request.method)),
      ("url", .string(request.requestedURL(withSecrets: withSecrets))),
      ("headers", list(exchange.sentHeaders)), ("bodySize", .int(exchange.requestBodySize)),
    ]
    let response = exchange.response.map { response in
      JSON.object(
        [
          ("version", .string(response.version)), ("status", .int(response.status)),
          ("reason", .string(response.reason)),
          ("headers", list(response.headers)), ("trailers", list(response.trailers)),
          ("bodySize", .int(response.body.count)),
        ] + (withBodies ? body(response.body) : [])
      )
    }
    return [
      ("startedAt", .string(Moment.text(seconds: exchange.phases.startedAt))),
      ("phases", .object(exchange.phases.named.map { ($0.name, milliseconds($0.end)) })),
      ("remoteAddress", .text(exchange.remoteAddress)),
      ("tls", exchange.security.map { tls($0) } ?? .null),
      (
        "request",
        .object(sent + (withBodies ? body(request.body ?? [], isCut: exchange.isRequestCut) : []))
      ),
      ("response", response ?? .null),
      ("error", .text(exchange.failure?.description)),
      ("errorPhase", .text(exchange.failure?.phase.rawValue)),
    ]
  }

  private static func body(_ body: ExchangeBody) -> [(String, JSON)] {
    let isCut = body.raw.count < body.count
    let content = self.body(body.content, isCut: isCut)
    guard body.decoded != nil else { return content }
    return content + [("encodedBodyBase64", .string(Data(body.raw).base64EncodedString()))]
  }

  private static func body(_ bytes: [UInt8], isCut: Bool) -> [(String, JSON)] {
    if let text = String(utf8: bytes, isCut: isCut) { return [("body", .string(text))] }
    return [("bodyBase64", .string(Data(bytes).base64EncodedString()))]
  }

  private static func milliseconds(_ seconds: Double?) -> JSON {
    seconds.map { .number(Milliseconds.text(seconds: $0)) } ?? .null
  }

  private static func tls(_ security: ConnectionSecurity) -> JSON {
    let certificate = security.certificate
    return [
      "version": .string(security.version), "subject": .text(certificate?.subject),
      "issuer": .text(certificate?.issuer),
      "notBefore": .text(certificate?.notBefore.map { Moment.text(seconds: $0) }),
      "notAfter": .text(certificate?.notAfter.map { Moment.text(seconds: $0) }),
    ]
  }

  // MARK: Reading

  /// The exchange that a record tells of; `nil` if method, URL or time are missing.
  package static func exchange(_ node: JSONNode) -> Exchange? {
    guard let sent = node["request"], let method = sent["method"]?.string,
      let url = sent["url"]?.string.flatMap({ try? HTTPURL($0) }),
      let startedAt = time(node["startedAt"])
    else { return nil }
    let headers = fields(sent["headers"])
    var request = ExchangeRequest(method: method, url: url, headers: headers)
    if let bytes = bytes(sent) { request.body = bytes }
    let line = "\(method) \(url.target) HTTP/1.1\r\n"
    let failure = node["error"]?.string.map { words in
      let phase = node["errorPhase"]?.string.flatMap(ExchangeFailure.Phase.init) ?? .response
      return ExchangeFailure(.other(words), in: phase, mayHaveArrived: phase.isAfterConnecting)
    }
    return Exchange(
      request: request,
      requestBodySize: sent["bodySize"]?.int,
      sentHead: failure?.mayHaveArrived == false ? [] : Array(line.utf8) + headers.lines,
      response: node["response"].flatMap { response($0) },
      failure: failure,
      phases: phases(node["phases"], startedAt: startedAt),
      remoteAddress: node["remoteAddress"]?.string,
      security: node["tls"].flatMap { security($0) }
    )
  }

  private static func response(_ node: JSONNode) -> ExchangeResponse? {
    guard let status = node["status"]?.int else { return nil }
    var body = ExchangeBody()
    let content = bytes(node) ?? []
    if let encoded = node["encodedBodyBase64"]?.string.flatMap({ Data(base64Encoded: $0) }) {
      (body.raw, body.decoded) = (Array(encoded), content)
    } else {
      body.raw = content
    }
    body.count = node["bodySize"]?.int ?? content.count
    let version = node["version"]?.string ?? "HTTP/1.1"
    let line = "\(version) \(status) \(node["reason"]?.string ?? "")\r\n"
    return ExchangeResponse(
      status: status,
      head: Array(line.utf8) + fields(node["headers"]).lines,
      trailerLines: fields(node["trailers"]).lines,
      body: body
    )
  }

  private static func bytes(_ node: JSONNode) -> [UInt8]? {
    if let text = node["body"]?.string { return Array(text.utf8) }
    return node["bodyBase64"]?.string.flatMap { Data(base64Encoded: $0) }.map(Array.init)
  }

  private static func fields(_ node: JSONNode?) -> HeaderFields {
    var fields = HeaderFields()
    for field in node?.children ?? [] {
      guard let name = field["name"]?.string, let value = field["value"]?.string else { continue }
      fields.add(name, value)
    }
    return fields
  }

  private static func phases(_ node: JSONNode?, startedAt: Double) -> ExchangePhases {
    func seconds(_ name: String) -> Double? {
      node?[name].flatMap { Double(String(decoding: $0.bytes, as: UTF8.self)) }.map { $0 / 1000 }
    }
    var phases = ExchangePhases()
    phases.startedAt = startedAt
    (phases.name, phases.connected) = (seconds("name"), seconds("connected"))
    (phases.secured, phases.sent) = (seconds("secured"), seconds("sent"))
    (phases.firstByte, phases.end) = (seconds("firstByte"), seconds("end") ?? 0)
    return phases
  }

  /// Seconds since 1970.
  private static func time(_ node: JSONNode?) -> Double? {
    node?.string.flatMap { Timestamp($0)?.seconds }
  }

  private static func security(_ node: JSONNode) -> ConnectionSecurity? {
    guard let version = node["version"]?.string else { return nil }
    let certificate = node["subject"]?.string.map { subject in
      Certificate(
        subject: subject,
        issuer: node["issuer"]?.string ?? "",
        notBefore: time(node["notBefore"]),
        notAfter: time(node["notAfter"])
      )
    }
    return ConnectionSecurity(version: version, certificate: certificate)
  }
}
