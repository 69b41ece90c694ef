import HookHTTP

/// What a receiver does with what it is sent.
public struct ReceiverConfiguration: Sendable {
  /// 0 takes a free one.
  public var port: UInt16 = 0
  /// Answered in this order; the last one stays.
  public var statuses: [Int] = [200]
  /// Seconds before the answer.
  public var delay: Double = 0
  /// A Standard Webhooks secret: what is not well signed is answered with 401 and recorded as such.
  public var secret: String? = nil
  /// Passes requests on to this URL, and its response back.
  public var forward: String? = nil
  /// Seconds for one exchange with the URL that is forwarded to.
  public var forwardTimeout: Double = 30
  /// Whose certificates are accepted there.
  package var trust = Trust.system
  /// Added to each answer, such as `Retry-After` or `Location`.
  public var headers: [(String, String)] = []

  public init() {}
}

/// One request that a receiver was sent.
public struct ReceivedRequest: Sendable {
  public let method: String
  /// With the query.
  public let path: String
  package let headers: HeaderFields
  public let body: [UInt8]
  /// Seconds since 1970.
  public let time: Double
  /// The status code that it was answered with.
  public let status: Int
  /// Whether the signature was right; `nil` if none was asked for.
  public let verified: Bool?
  /// Why it was refused before its body was looked at: too large, or not valid HTTP; `nil` for all others.
  public let refusal: String?
  /// What is wrong with the signature; `nil` if nothing is, or none was asked for.
  public var signatureProblem: String? = nil

  /// The first header of that name, in any case.
  public func header(_ name: String) -> String? {
    headers[name]
  }
}
