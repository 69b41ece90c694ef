import Foundation
import HookJSON
import HookSupport

/// One exchange as an entry of a HAR 1.2 log.
///
/// What the format has no member for has a name that begins with `_`, as the format asks: `_encoding` of a
/// request's body that is not UTF-8, `_error` of a response that is missing or not complete, `_trailers`.
package struct HAREntry: Sendable {
  /// The entry as a JSON object.
  package let json: JSON

  /// The media type of a body without a `Content-Type`.
  private static let unknownType = "x-unknown"
  /// The size of what did not come.
  private static let unknownSize = JSON.int(-1)

  /// - Parameter withSecrets: whether the values of Authorization and cookies, and the password of a URL,
  ///   are written as they are; otherwise see `HeaderSecrets`.
  package init(_ exchange: Exchange, withSecrets: Bool = false) {
    let timings = HARTimings(exchange)
    let shown: (HeaderFields) -> HeaderFields = {
      withSecrets ? $0 : HeaderSecrets.masked($0)
    }
    var members: [(String, JSON)] = [
      ("startedDateTime", .string(Moment.text(seconds: exchange.phases.startedAt))),
      ("time", timings.total),
      ("request", Self.request(exchange, shown, withSecrets: withSecrets)),
      ("response", Self.response(exchange, shown)),
      ("cache", [:]),
      ("timings", timings.json),
    ]
    if let address = exchange.remoteAddress {
      members.append(("serverIPAddress", .string(Self.withoutPort(address))))
    }
    json = .object(members)
  }

  // MARK: Request

  private static func request(
    _ exchange: Exchange,
    _ shown: (HeaderFields) -> HeaderFields,
    withSecrets: Bool
  ) -> JSON {
    let request = exchange.request
    let headers = shown(exchange.sentHeaders)
    let line = HeaderText.string(exchange.sentHead.prefix { $0 != UInt8(ascii: "\r") })
    let version = line.split(separator: " ").last { $0.hasPrefix("HTTP/") }
    var members: [(String, JSON)] = [
      ("method", .string(request.method)),
      ("url", .string(request.requestedURL(withSecrets: withSecrets))),
      ("httpVersion", .string(version.map(String.init) ?? "HTTP/1.1")),
      ("cookies", list(headers.values("Cookie").flatMap { pairs($0, separator: ";") })),
      ("headers", list(headers)),
      ("queryString", list(query(request.requestedTarget))),
      ("headersSize", exchange.sentHead.isEmpty ? unknownSize : .int(exchange.sentHead.count)),
      ("bodySize", .int(exchange.requestBodySize)),
    ]
    if let body = request.body, !body.isEmpty {
      let type = exchange.sentHeaders["Content-Type"] ?? unknownType
      var data = [("mimeType", .string(type))] + text(body, encoding: "_encoding")
      if exchange.isRequestCut {
        data.append(("comment", .string(cut(body.count, of: exchange.requestBodySize))))
      }
      members.append(("postData", .object(data)))
    }
    return .object(members)
  }

  /// The parts of a query, decoded as forms are; what cannot be decoded stays as it is.
  private static func query(_ target: String) -> [(String, String)] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    return pairs(String(target[target.index(after: mark)...]), separator: "&").map { pair in
      let decoded = [pair.0, pair.1].map {
        $0.replacing("+", with: " ").removingPercentEncoding ?? $0
      }
      return (decoded[0], decoded[1])
    }
  }

  // MARK: Response

  private static func response(
    _ exchange: Exchange,
    _ shown: (HeaderFields) -> HeaderFields
  ) -> JSON {
    let response = exchange.response
    let headers = shown(response?.headers ?? [])
    // The head as it came has no blank line at its end. Where the request's head is not known, this one is
    // not as it came.
    let size = exchange.sentHead.isEmpty ? nil : response.map { JSON.int($0.head.count + 2) }
    let cookies = headers.values("Set-Cookie").flatMap { pairs($0, separator: ";").prefix(1) }
    var members: [(String, JSON)] = [
      ("status", .int(exchange.statusCode)),
      ("statusText", .string(response?.reason ?? "")),
      ("httpVersion", .string(response?.version ?? "")),
      ("cookies", list(cookies)),
      ("headers", list(headers)),
      ("content", content(response)),
      ("redirectURL", .string(response?.headers["Location"] ?? "")),
      ("headersSize", size ?? unknownSize),
      ("bodySize", response.map { .int($0.body.count) } ?? unknownSize),
    ]
    if let trailers = response?.trailers, !trailers.fields.isEmpty {
      members.append(("_trailers", list(shown(trailers))))
    }
    if let failure = exchange.failure {
      members.append(("_error", .string(failure.description)))
    }
    return .object(members)
  }

  private static func content(_ response: ExchangeResponse?) -> JSON {
    let body = response?.body ?? ExchangeBody()
    let isCut = body.raw.count < body.count
    let size = body.decoded?.count ?? body.count
    var members: [(String, JSON)] = [("size", .int(size))]
    if body.decoded != nil, !isCut { members.append(("compression", .int(size - body.count))) }
    members.append(("mimeType", .string(response?.headers["Content-Type"] ?? unknownType)))
    if !body.content.isEmpty { members += text(body.content, encoding: "encoding") }
    if isCut {
      members.append(("comment", .string(cut(body.raw.count, of: body.count))))
    }
    return .object(members)
  }

  // MARK: Parts of both

  /// What is said of a body that is not whole.
  private static func cut(_ count: Int, of size: Int) -> String {
    "the first \(count) of \(size) bytes"
  }

  /// A body as text if it is UTF-8, otherwise in Base64, which the member `encoding` then says.
  private static func text(_ body: [UInt8], encoding: String) -> [(String, JSON)] {
    if let text = String(validating: body, as: UTF8.self) { return [("text", .string(text))] }
    return [("text", .string(Data(body).base64EncodedString())), (encoding, "base64")]
  }

  private static func list(_ headers: HeaderFields) -> JSON {
    list(headers.fields.map { ($0.name, $0.value) })
  }

  private static func list(_ pairs: [(String, String)]) -> JSON {
    .array(pairs.map { ["name": .string($0.0), "value": .string($0.1)] })
  }

  /// The parts of `a=1; b=2`; one without an equals sign has an empty value.
  private static func pairs(_ text: String, separator: Character) -> [(String, String)] {
    text.split(separator: separator).map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (sides[0].trimmingBlanks, sides.count > 1 ? sides[1].trimmingBlanks : "")
    }
  }

  /// `::1` of `[::1]:8080`
  private static func withoutPort(_ address: String) -> String {
    let host = address.lastIndex(of: ":").map { address[..<$0] } ?? address[...]
    return host.filter { $0 != "[" && $0 != "]" }
  }
}
