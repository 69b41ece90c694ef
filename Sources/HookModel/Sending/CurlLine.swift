import HookSupport

/// A line for a shell that repeats a delivery with curl.
public enum CurlLine {
  /// - Parameter body: sent as it is; what is not UTF-8 is replaced.
  public static func text(_ body: [UInt8], to url: String) -> String {
    let data = String(decoding: body, as: UTF8.self)
    return
      "curl -X POST -H 'Content-Type: application/json' --data-raw \(ShellQuoting.posix(data)) \(ShellQuoting.posix(url))"
  }
}
