import Foundation
import HookHTTP
import HookSupport

extension ExchangeRequest {
  /// A call of the API as it goes to a server, the key with it.
  package init(
    endpoint: Endpoint,
    address: ServerAddress,
    credentials: Credentials,
    limits: ExchangeLimits = .api,
    trust: Trust = .system
  ) {
    let path = endpoint.path.map { "/" + Self.escaped($0, .urlSegmentAllowed) }.joined()
    let query = endpoint.query.map { item in
      "\(Self.escaped(item.name, .urlUnreserved))=\(Self.escaped(item.value ?? "", .urlUnreserved))"
    }
    let suffix = path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    var headers: HeaderFields = [
      "Authorization": credentials.authorization,
      "Accept": "application/json",
      "Accept-Encoding": "gzip, deflate",
      "User-Agent": Product.userAgent,
    ]
    if endpoint.body != nil { headers.add("Content-Type", "application/json") }
    self.init(
      method: endpoint.method.rawValue,
      // Escaped as it is, the path cannot make an address wrong that was right without it.
      url: address.base.appending(suffix) ?? address.base,
      headers: headers,
      body: endpoint.body,
      limits: limits,
      trust: trust,
      allowsHTTP2: true
    )
  }

  private static func escaped(_ text: String, _ allowed: CharacterSet) -> String {
    text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}

extension CharacterSet {
  /// What may stand in a segment of a path as it is, but for `;`, after which some servers read
  /// parameters (RFC 3986, 3.3).
  fileprivate static let urlSegmentAllowed =
    urlPathAllowed
    .subtracting(CharacterSet(charactersIn: "/;"))

  /// RFC 3986, 2.3
  fileprivate static let urlUnreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
  )
}
