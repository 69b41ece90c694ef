import HookSupport

extension WebhookDraft {
  /// The most characters the API takes for a URL.
  public static let maximumURL = 300

  /// What is wrong with the URL, as a sentence; `nil` if nothing is. The API wants it absolute and
  /// of 1 to 300 characters.
  public var urlProblem: String? {
    guard url.count <= Self.maximumURL else {
      return "the URL has \(url.count) characters; at most \(Self.maximumURL) are allowed"
    }
    do throws(HTTPURLError) {
      _ = try HTTPURL(url)
      return nil
    } catch {
      return error.description
    }
  }

  /// The host of the URL where it is neither this machine, nor an address, nor a name with a domain:
  /// most likely cut short. `nil` otherwise.
  public var hostWithoutDomain: String? {
    guard let url = try? HTTPURL(url), !url.host.contains("."), !url.host.contains(":"),
      !url.isLoopback
    else { return nil }
    return url.host
  }
}
