import HookHTTP

/// A method and a path that something was sent to.
package struct CaptureSource: Sendable, Equatable {
  package let id: Int64
  package let method: String
  package let path: String
  /// How many requests came, those included that are no longer kept.
  package let count: Int
  /// The status code of the last response; 0 if there was none.
  package let status: Int
  /// Whether it responds as configured; otherwise with 410 Gone.
  package let isActive: Bool
  /// How it responds.
  package let response: SourceResponse

  /// How it responds, one after the other; empty for the way of the endpoint.
  package var steps: [ResponseStep] { response.steps }
}

/// A request that was captured, without its body.
package struct CapturedRequest: Sendable, Equatable {
  package let id: Int64
  package let source: Int64
  /// Milliseconds since 1970.
  package let time: Int64
  /// The status code of our response; 0 if there is none, or none yet.
  package let status: Int
  /// Whether the response is still to come.
  package let isPending: Bool
  package let title: String
  /// Why the signature is wrong; empty if it is right, `nil` if none was asked for.
  package let signature: String?
  /// Bytes of the body.
  package let size: Int
  /// Address and port that it came from: `127.0.0.1:50312`.
  package let sender: String
  package let headers: HeaderFields

  /// The web page that sent it: browsers name it in the header `Origin`; `nil` for any other sender.
  package var webPage: String? { headers["Origin"] }
}

/// How many requests are kept: a number, bytes of bodies and heads, or a time in seconds.
package enum CaptureKeep: Sendable, Equatable {
  case count(Int)
  case bytes(Int)
  case seconds(Double)

  /// What is kept in memory without `--keep`.
  package static let memory = CaptureKeep.bytes(256 << 20)
}
