import HookModel

/// Status codes for people.
package enum CodeText {
  /// The code of what got no response.
  package static let noResponse = "---"

  /// In three columns: `200`; `···` while nothing is decided, `---` where no response came.
  package static func short(_ delivery: Delivery) -> String {
    if delivery.statusCode != 0 { return String(delivery.statusCode) }
    return CodeClass(of: delivery) == .pending ? "···" : noResponse
  }

  /// `410 Gone`, `no response`.
  package static func long(_ delivery: Delivery) -> String {
    if delivery.statusCode != 0 {
      return [String(delivery.statusCode), meaning(delivery.statusCode)]
        .compactMap { $0 }.joined(separator: " ")
    }
    return CodeClass(of: delivery) == .pending ? "no response yet" : "no response"
  }

  /// How far a delivery has come, if its code does not say it: not `Sent` beside 200, nor `Failed`
  /// beside 500.
  static func status(_ delivery: Delivery) -> String? {
    switch delivery.taskStatus {
    case .queued where delivery.attempts > 0: "retrying"
    case .sent where (200..<300).contains(delivery.statusCode): nil
    case .failed where delivery.statusCode >= 300: nil
    default: delivery.taskStatus.name
    }
  }

  package static func role(_ kind: CodeClass) -> Role {
    switch kind {
    case .success: .success
    case .informational, .redirection: .redirection
    case .clientError: .clientError
    case .serverError: .serverError
    case .none, .other: .noResponse
    case .pending: .pending
    }
  }

  package static func role(_ delivery: Delivery) -> Role {
    role(CodeClass(of: delivery))
  }

  /// The registered meaning (RFC 9110 and the IANA registry of status codes).
  package static func meaning(_ code: Int) -> String? {
    meanings[code]
  }

  private static let meanings: [Int: String] = [
    100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints",
    200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information",
    204: "No Content", 205: "Reset Content", 206: "Partial Content", 207: "Multi-Status",
    208: "Already Reported", 226: "IM Used",
    300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    304: "Not Modified", 305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
    407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone",
    411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
    417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content",
    423: "Locked", 424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required",
    428: "Precondition Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    506: "Variant Also Negotiates", 507: "Insufficient Storage", 508: "Loop Detected",
    511: "Network Authentication Required",
  ]
}
