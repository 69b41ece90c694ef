public struct SandboxConfiguration: Sendable {
  public enum Storage: Sendable { case memory; case file(String) }
  public var port: UInt16 = 0
  public var storage: Storage = .memory
  public var demo: Bool = false
  public var retryDelays: [Double] = [5, 30, 300, 1800, 7200]
  public var timeout: Double = 15
  public init() {}
}
public final class Sandbox: Sendable {
  public static func start(_ configuration: SandboxConfiguration) throws -> Sandbox { Sandbox() }
  public var url: String { "" }
  public var employer: String { "" }
  public var apiKey: String { "" }
  public var receiver: String? { nil }
  public func stop() async {}
}
