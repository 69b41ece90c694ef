import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Requests over URLSession: one pool of connections, proxies and certificates of the system.
public final class URLSessionTransport: Transport {
  private let session: URLSession

  /// - Parameter connections: at most so many to one host at a time; other requests wait.
  public init(connections: Int = 6) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connections
    configuration.httpShouldSetCookies = false
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.timeoutIntervalForResource = 600
    session = URLSession(
      configuration: configuration,
      delegate: RedirectGuard(),
      delegateQueue: nil
    )
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  public func send(_ request: URLRequest) async throws -> Reply {
    do {
      let (body, response) = try await session.data(for: request)
      guard let response = response as? HTTPURLResponse else { throw TransportError.cutShort }
      if let length = response.value(forHTTPHeaderField: "Content-Length").flatMap(Int.init),
        response.value(forHTTPHeaderField: "Content-Encoding") == nil, body.count < length,
        request.httpMethod != "HEAD"
      {
        throw TransportError.cutShort
      }
      var headers: [String: String] = [:]
      for (name, value) in response.allHeaderFields {
        headers["\(name)".lowercased()] = "\(value)"
      }
      return Reply(status: response.statusCode, headers: headers, body: body)
    } catch let error as URLError {
      if error.code == .cancelled, Task.isCancelled { throw CancellationError() }
      throw Self.failure(error)
    }
  }

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

/// Follows a redirect only where the key may go and nothing is changed by it: to the same scheme,
/// host and port, for a request that only reads. Any other is answered as it came.
private final class RedirectGuard: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard let original = task.originalRequest, original.httpMethod == "GET",
      let from = original.url, let to = request.url,
      from.scheme == to.scheme, from.host == to.host, from.port == to.port
    else {
      completionHandler(nil)
      return
    }
    var next = original
    next.url = to
    completionHandler(next)
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    // The key was sent with the request; a server that still asks has refused it.
    switch challenge.protectionSpace.authenticationMethod {
    case NSURLAuthenticationMethodHTTPBasic, NSURLAuthenticationMethodHTTPDigest,
      NSURLAuthenticationMethodDefault:
      completionHandler(.rejectProtectionSpace, nil)
    default: completionHandler(.performDefaultHandling, nil)
    }
  }
}
