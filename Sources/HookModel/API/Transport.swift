import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What carries requests to a server and brings the answers. URLSession when the program runs.
public protocol Transport: Sendable {
  /// - Throws: `TransportError`, or `CancellationError` when the task is cancelled.
  func send(_ request: URLRequest) async throws -> Reply
}

/// An answer, whatever its status code.
public struct Reply: Sendable {
  /// The HTTP status code.
  public let status: Int
  /// By name in small letters.
  public let headers: [String: String]
  /// The body, JSON or not, unpacked where it was packed; empty where there was none.
  public let body: JSONText

  /// - Parameter headers: by name in small letters.
  public init(status: Int, headers: [String: String] = [:], body: JSONText) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer with a copy of some bytes.
  public init(
    status: Int,
    headers: [String: String] = [:],
    body: some Collection<UInt8> = [] as [UInt8]
  ) {
    self.init(status: status, headers: headers, body: JSONText(body))
  }
}

/// Why no answer came.
public enum TransportError: Error, Sendable, Equatable {
  case unreachable(APIError.Obstacle)
  /// The answer began and did not end.
  case cutShort
}

extension URLRequest {
  /// A call of the API as it goes to a server, the key with it.
  /// - Parameter timeout: seconds without a byte before it is given up.
  public init(endpoint: Endpoint, address: ServerAddress, credentials: Credentials, timeout: Double)
  {
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: "/;")
    let path = endpoint.path.map { part in
      part.addingPercentEncoding(withAllowedCharacters: allowed) ?? part
    }
    var url = URLComponents(url: address.url, resolvingAgainstBaseURL: false) ?? URLComponents()
    let base =
      url.percentEncodedPath.hasSuffix("/")
      ? String(url.percentEncodedPath.dropLast()) : url.percentEncodedPath
    url.percentEncodedPath = base + "/" + path.joined(separator: "/")
    if !endpoint.query.isEmpty { url.queryItems = endpoint.query }
    self.init(url: url.url ?? address.url)
    setTimeout(timeout)
    httpMethod = endpoint.method.rawValue
    setValue(credentials.authorization, forHTTPHeaderField: "Authorization")
    setValue("application/json", forHTTPHeaderField: "Accept")
    setValue("HookConsole/\(Product.version)", forHTTPHeaderField: "User-Agent")
    if let body = endpoint.body {
      httpBody = Data(body)
      setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
  }

  /// Gives the request up after so many seconds without a byte, one at least.
  ///
  /// FoundationNetworking cuts the fraction off and takes nothing for "never"; and what its
  /// initializer is given it forgets.
  mutating func setTimeout(_ seconds: Double) {
    timeoutInterval = max(1, seconds.rounded(.up))
  }
}
