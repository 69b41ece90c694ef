/// The program as it names itself to servers and people.
public enum Product {
  /// As `--version` and the `User-Agent` say it.
  public static let version = "0.2.0"

  /// The `User-Agent` header of what we send.
  package static let userAgent = "HookConsole/\(version)"
}
