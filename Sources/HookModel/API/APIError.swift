import Foundation
import HookHTTP
import HookJSON

/// Why a call of the API did not bring what was asked for, with a sentence for people.
///
/// No key is in it, whatever the server put into its answer.
public struct APIError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong. The words are the server's own, found in its answer, `nil` if it said nothing.
  public enum Kind: Sendable, Equatable {
    /// 401
    case unauthorised
    /// 403, with the server's words.
    case forbidden(String?)
    /// 404
    case notFound(String?)
    /// 410
    case gone(String?)
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
    /// The connection ended before a response, or inside of it: `response cut short (200)`.
    case cutShort(String)
    /// A response came that is not HTTP, too large or cannot be decoded: `malformed response (200)`.
    case unusable(String)
    /// The server redirected to somewhere that cannot be gone to; a sentence.
    case lost(String)
    case notJSON(JSONSyntaxError)
    /// JSON, but not what the API describes.
    case unexpected(String)
    /// The address of the server cannot be used.
    case address(String)
  }

  /// What lies between us and the server.
  public enum Obstacle: Sendable, Equatable {
    case refused, name, timeout(Double), tls(String), proxy(String), other(String)
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
    case .gone(let words): "no longer there (410)\(colon(words)): \(call)"
    case .refused(let status, let words):
      "rejected by the server (\(status))\(colon(words)): \(call)"
    case .tooManyRequests(let seconds):
      "too many requests (429)"
        + (seconds.map { "; try again in \(Self.whole($0)) s" } ?? "")
    case .server(let status, let words): "server error (\(status))\(colon(words))"
    case .redirected(let position):
      "the server redirects\(position.map { " to \($0)" } ?? ""), which is not followed: \(call)"
    case .unreachable(let obstacle): Self.sentence(obstacle, server)
    case .cutShort(let what), .unusable(let what): "\(server): \(what): \(call)"
    case .lost(let sentence): "\(sentence): \(call)"
    case .notJSON(let error): "the response is not JSON: \(error): \(call)"
    case .unexpected(let what): "the response is not what the API describes: \(what): \(call)"
    case .address(let sentence): sentence
    }
  }

  private func colon(_ words: String?) -> String {
    words.map { ": \($0)" } ?? ""
  }

  /// `15`, `0.5`
  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds))" : "\(seconds)"
  }

  package static func whole(_ seconds: Double) -> Int {
    Int(min(seconds, 1e9).rounded(.up))
  }

  private static func sentence(_ obstacle: Obstacle, _ server: String) -> String {
    switch obstacle {
    case .refused: "\(server) refused the connection; is the server running?"
    case .name: "the name of \(server) was not found"
    case .timeout(let seconds): "\(server) did not respond within \(Self.text(seconds)) s"
    case .tls(let what): "no secure connection to \(server): \(what)"
    case .proxy(let what): "the proxy did not connect to \(server): \(what)"
    case .other(let what): "\(server) could not be reached: \(what)"
    }
  }
}

extension APIError.Kind {
  /// - Parameter status: the code of what came of the response; 0 if nothing came.
  package init(_ failure: ExchangeFailure, status: Int) {
    let words = "\(failure)" + (status == 0 ? "" : " (\(status))")
    switch failure.kind {
    case .refused: self = .unreachable(.refused)
    case .nameNotFound: self = .unreachable(.name)
    case .unreachable(let why), .other(let why): self = .unreachable(.other(why))
    case .tls(let why): self = .unreachable(.tls(why))
    case .proxy(let why): self = .unreachable(.proxy(why))
    case .timedOut(let seconds): self = .unreachable(.timeout(seconds))
    case .closed, .reset, .cutShort, .cancelled: self = .cutShort(words)
    case .notHTTP, .malformed, .headerTooLarge, .tooLarge, .undecodable: self = .unusable(words)
    case .url(let why): self = .address("the URL cannot be used: \(why)")
    }
  }
}
