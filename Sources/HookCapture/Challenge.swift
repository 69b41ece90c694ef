import HookHTTP
import HookJSON
import HookServer

/// Verification requests of providers that ask whether an endpoint is ours before they send to it.
enum Challenge {
  /// Bytes of a challenge that is answered.
  private static let maximumLength = 4096

  /// The response to a verification request; `nil` if it is none.
  static func response(to request: HTTPRequest) -> HTTPResponse? {
    for rule in rules {
      guard let text = rule(request), !text.isEmpty, text.utf8.count <= maximumLength else {
        continue
      }
      return HTTPResponse(
        status: 200,
        // A page that is made to send one must not run as ours.
        headers: [
          "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff",
        ],
        body: Array(text.utf8)
      )
    }
    return nil
  }

  private static let rules: [@Sendable (HTTPRequest) -> String?] = [
    // Slack, Events API: {"type": "url_verification", "challenge": "…"}
    { request in
      guard request.method == "POST", request.body.count <= maximumLength * 2,
        let body = try? JSONNode(request.body), body["type"]?.string == "url_verification"
      else { return nil }
      return body["challenge"]?.string
    },
    // Meta: ?hub.mode=subscribe&hub.challenge=…
    { request in
      guard request.method == "GET", value("hub.mode", of: request) == "subscribe" else {
        return nil
      }
      return value("hub.challenge", of: request)
    },
    // Microsoft Graph: ?validationToken=…
    { request in request.method == "POST" ? value("validationToken", of: request) : nil },
  ]

  private static func value(_ name: String, of request: HTTPRequest) -> String? {
    request.query?.first { $0.name == name }?.value
  }
}
