import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Requests over URLSession: one pool of connections for all that only reads, proxies and certificates
/// of the system.
///
/// Answers are collected by a delegate and not by `URLSession.data(for:)`: what came before an error
/// decides what the error means, and a 401 with a challenge is an answer like any other.
public final class URLSessionTransport: Transport {
  private let session: URLSession
  private let exchanges: SessionExchanges

  /// - Parameter connections: at most so many to one host at a time; other requests wait.
  public init(connections: Int = 6) {
    let configuration = URLSessionConfiguration.private
    configuration.httpMaximumConnectionsPerHost = connections
    exchanges = SessionExchanges(followsRedirects: true)
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  public func send(_ request: URLRequest) async throws -> Reply {
    let isSafe = ["GET", "HEAD"].contains(request.httpMethod ?? "GET")
    let (response, body) =
      isSafe
      ? try await exchanges.send(request, over: session)
      : try await SessionExchanges.sendAlone(request)
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      headers["\(name)".lowercased()] = "\(value)"
    }
    return Reply(status: response.statusCode, headers: headers, body: body)
  }

  /// What an error that came in place of an answer means.
  static func failure(_ error: URLError) -> TransportError {
    switch error.code {
    case .networkConnectionLost, .badServerResponse, .cannotParseResponse, .zeroByteResource,
      .cannotDecodeRawData, .cannotDecodeContentData:
      .cutShort
    case .cannotConnectToHost: .unreachable(.refused)
    case .cannotFindHost, .dnsLookupFailed: .unreachable(.name)
    case .timedOut: .unreachable(.timeout)
    case .notConnectedToInternet: .unreachable(.offline)
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
      .clientCertificateRequired:
      .unreachable(.tls(error.localizedDescription))
    default: .unreachable(.other(error.localizedDescription))
    }
  }
}

extension URLSessionConfiguration {
  /// Nothing is kept between requests: no cookies, no cache, no passwords.
  static var `private`: URLSessionConfiguration {
    LoopbackProxy.bypass()
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.timeoutIntervalForResource = 600
    return configuration
  }
}
