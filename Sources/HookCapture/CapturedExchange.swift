import Foundation
import HookHTTP
import HookJSON

/// Exchanges as they are kept beside the request's head and body. Nothing is masked: it is a copy of what came.
enum CapturedExchange {
  /// What a sender sent to us, and our response: all but the request's head and body.
  static func record(_ exchange: Exchange) -> [UInt8] {
    // The URL of the server alone can always be read again.
    let bare = ExchangeRequest(method: exchange.request.method, url: exchange.request.url)
    return JSON.object(members(exchange, request: bare, sentHead: [])).bytes
  }

  /// The exchange in which a request was passed on: all but the request's body.
  static func onwardRecord(_ exchange: Exchange) -> [UInt8] {
    let bare = ExchangeRequest(method: exchange.request.method, url: exchange.request.url)
    let own: [(String, JSON)] = [
      ("target", exchange.request.target.map { base64($0) } ?? .null),
      ("headers", base64(exchange.request.headers.lines)), ("head", base64(exchange.sentHead)),
    ]
    return JSON.object(members(exchange, request: bare, sentHead: []) + [("sent", .object(own))])
      .bytes
  }

  /// - Parameters:
  ///   - record: what `record` made.
  ///   - body: the request's.
  static func exchange(_ record: [UInt8], _ head: CapturedHead, body: [UInt8]) -> Exchange? {
    guard let node = try? JSONNode(record), let kept = ExchangeJSON.exchange(node) else {
      return nil
    }
    var request = kept.request
    request.headers = head.headers
    request.target = head.target
    request.body = body.isEmpty ? nil : body
    return whole(kept, node, request, sentHead: head.bytes)
  }

  /// - Parameters:
  ///   - record: what `onwardRecord` made.
  ///   - body: the request's.
  static func onward(_ record: [UInt8], body: [UInt8]) -> Exchange? {
    guard let node = try? JSONNode(record), let kept = ExchangeJSON.exchange(node) else {
      return nil
    }
    var request = kept.request
    request.target = bytes(node["sent"]?["target"])
    request.headers = HeaderFields(lines: bytes(node["sent"]?["headers"]) ?? [])
    request.body = body.isEmpty ? nil : body
    return whole(kept, node, request, sentHead: bytes(node["sent"]?["head"]) ?? [])
  }

  private static func members(_ exchange: Exchange, request: ExchangeRequest, sentHead: [UInt8])
    -> [(String, JSON)]
  {
    let bare = exchange.replacing(request: request, sentHead: sentHead, response: exchange.response)
    let members = ExchangeJSON.members(bare, withSecrets: true, withBodies: true)
    // JSON holds text, and a head need not be that.
    guard let head = exchange.response?.head, String(validating: head, as: UTF8.self) == nil else {
      return members
    }
    return members + [("responseHead", base64(head))]
  }

  private static func whole(
    _ kept: Exchange,
    _ node: JSONNode,
    _ request: ExchangeRequest,
    sentHead: [UInt8]
  ) -> Exchange {
    let response = kept.response.map { response in
      ExchangeResponse(
        status: response.status,
        head: bytes(node["responseHead"]) ?? response.head,
        trailerLines: response.trailerLines,
        body: response.body
      )
    }
    return kept.replacing(request: request, sentHead: sentHead, response: response)
  }

  private static func base64(_ bytes: [UInt8]) -> JSON {
    .string(Data(bytes).base64EncodedString())
  }

  private static func bytes(_ node: JSONNode?) -> [UInt8]? {
    node?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
  }
}

extension Exchange {
  fileprivate func replacing(
    request: ExchangeRequest,
    sentHead: [UInt8],
    response: ExchangeResponse?
  ) -> Exchange {
    Exchange(
      request: request,
      sentHead: sentHead,
      response: response,
      failure: failure,
      phases: phases,
      remoteAddress: remoteAddress,
      security: security
    )
  }
}
