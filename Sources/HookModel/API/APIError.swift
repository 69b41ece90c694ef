import Foundation

/// Why a call of the API did not bring what was asked for, with a sentence for people.
///
/// No key is in it, whatever the server put into its answer.
public struct APIError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong. The words are the server's own, found in its answer, nil where it said nothing.
  public enum Kind: Sendable, Equatable {
    /// 401
    case unauthorised
    /// 403, with the server's words.
    case forbidden(String?)
    /// 404 or 410
    case notFound(String?)
    /// Any other 4xx: the server does not accept what was sent.
    case refused(status: Int, String?)
    /// 429, and 503 where it says when to come back, in seconds.
    case tooManyRequests(seconds: Double?)
    /// 5xx
    case server(status: Int, String?)
    /// 3xx that is not followed: where it points to.
    case redirected(String?)
    /// The server was not reached.
    case unreachable(Obstacle)
    /// The connection ended inside of an answer.
    case cutShort
    case notJSON(JSONSyntaxError)
    /// JSON, but not what the API describes.
    case unexpected(String)
    /// The address of the server cannot be used.
    case address(String)
  }

  /// What lies between us and the server.
  public enum Obstacle: Sendable, Equatable {
    case refused, name, timeout, tls(String), offline, other(String)
  }

  /// What went wrong.
  public let kind: Kind
  /// The call as people write it: `GET /employers`. Empty where none was made.
  public let call: String
  /// Host and port of the server.
  public let server: String

  /// - Parameters:
  ///   - call: the call as people write it.
  ///   - server: host and port.
  public init(_ kind: Kind, call: String = "", server: String = "") {
    self.kind = kind
    self.call = call
    self.server = server
  }

  /// A sentence for people, without the key. What is wrong comes first and the call, which is long,
  /// last, since a line may be too short for all of it.
  public var description: String {
    switch kind {
    case .unauthorised: "the server does not accept the API key (401)"
    case .forbidden(let words): "the API key may not do this (403)\(colon(words))"
    case .notFound(let words): "not found\(colon(words)): \(call)"
    case .refused(let status, let words):
      "the server refused this (\(status))\(colon(words)): \(call)"
    case .tooManyRequests(let seconds):
      "the server wants fewer requests (429)"
        + (seconds.map { "; it may be asked again in \(Self.whole($0)) s" } ?? "")
    case .server(let status, let words): "the server is in trouble (\(status))\(colon(words))"
    case .redirected(let place):
      "the server redirects\(place.map { " to \($0)" } ?? ""), which is not followed: \(call)"
    case .unreachable(let obstacle): Self.sentence(obstacle, server)
    case .cutShort: "the connection to \(server) ended in the middle of an answer"
    case .notJSON(let error): "the answer is not JSON: \(error): \(call)"
    case .unexpected(let what): "the answer is not what the API describes: \(what): \(call)"
    case .address(let sentence): sentence
    }
  }

  private func colon(_ words: String?) -> String {
    words.map { ": \($0)" } ?? ""
  }

  static func whole(_ seconds: Double) -> Int {
    Int(min(seconds, 1e9).rounded(.up))
  }

  private static func sentence(_ obstacle: Obstacle, _ server: String) -> String {
    switch obstacle {
    case .refused: "\(server) refused the connection; is the server running?"
    case .name: "the name of \(server) was not found"
    case .timeout: "\(server) did not answer in time"
    case .tls(let what): "no secure connection to \(server): \(what)"
    case .offline: "there is no network"
    case .other(let what): "\(server) could not be reached: \(what)"
    }
  }
}
