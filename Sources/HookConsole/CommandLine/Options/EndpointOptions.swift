import Foundation
import HookCapture
import HookSupport

/// The options of `capture` and `receiver`.
enum EndpointOptions {
  static let port = TypedOption("port", "N", "the port to listen on, 0 for a free one (8411)") {
    try PortNumber.read($0)
  }
  static let listen = TypedOption(
    "listen",
    "ADDRESS",
    "listen on this IPv4 address, which others may reach (127.0.0.1)"
  )
  static let host = TypedOption(
    "host",
    "NAME",
    "accept requests for this host, too: that of a tunnel, or '*' for any; may be repeated"
  )
  static let data = TypedOption("data", "FILE", "keep what comes in this file (default: in memory)")
  static let keep = TypedOption(
    "keep",
    "LIMIT",
    "keep the newest only: a number of requests, a size (256MB) or a time (7d)"
  ) { try CaptureKeep(option: $0) }
  static let maximumBody = TypedOption("max-body", "SIZE", "refuse larger bodies (16MB)") { text in
    guard let bytes = ByteSize.bytes(text), bytes > 0, bytes <= 1 << 30 else {
      throw Failure.usage("--max-body \(text) is not a size", hint: "try: 16MB, at most 1024MB")
    }
    return bytes
  }
  static let status = TypedOption(
    "status",
    "CODES",
    "respond with these in order; the last one stays (200); also reset, hang, drip, cut"
  ) { text in
    try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let step = ResponseStep(word) else {
        throw Failure.usage(
          "--status \(word) is not \(ResponseStep.form)",
          hint: "try: 200, or 500,reset,200"
        )
      }
      return step
    }
  }
  static let delay = TypedOption("delay", "TIME", "how long to wait before each response (0s)") {
    try TimeLength.seconds($0, option: "--delay")
  }
  static let forward = TypedOption(
    "forward",
    "URL",
    "pass requests on to this URL, path and all, and its response back"
  ) { try HTTPURL(typed: $0, for: "--forward") }
  static let forwardWait = TypedOption(
    "forward-wait",
    "TIME",
    "how long to wait for that URL while it is down (0s); then the sender gets 502"
  ) { try TimeLength.seconds($0, option: "--forward-wait") }
  static let timeout = TypedOption(
    "timeout",
    "TIME",
    "how long one exchange with that URL may take (30s)"
  )
  static let header = TypedOption(
    "header",
    "HEADER",
    "added to each response: 'Retry-After: 5'; may be repeated"
  ) { text in
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingBlanks
    guard parts.count == 2, !name.isEmpty, !text.contains(where: \.isNewline),
      name.allSatisfy({ $0.isASCII && !$0.isWhitespace })
    else { throw Failure.usage("--header \(text) is not a header", hint: "try: 'Retry-After: 5'") }
    return (name, parts[1].trimmingBlanks)
  }
  static let requireSignature = Option(
    "require-signature",
    "respond with 401 to what is not signed correctly"
  )
  static let noChallenge = Option(
    "no-challenge",
    "do not respond to verification requests (Slack, Meta, Microsoft Graph)"
  )
  static let count = TypedOption("count", "N", "end after N requests") { text in
    guard let count = Int(text), count > 0 else {
      throw Failure.usage("--count \(text) is not a number of requests")
    }
    return count
  }
  static let quiet = Option("quiet", "do not print the bodies")

  static let all: [Option] =
    [
      port.row, listen.row, host.row, data.row, keep.row, maximumBody.row, status.row, delay.row,
      header.row, forward.row, forwardWait.row, timeout.row, requireSignature, noChallenge,
      count.row,
      quiet, .json,
    ] + Option.signatures + Option.recording + Option.trust

  /// - Parameter isCapture: whether a wrong signature is only said, and everything is kept.
  static func configuration(_ invocation: Invocation, isCapture: Bool) throws
    -> ReceiverConfiguration
  {
    var configuration = ReceiverConfiguration()
    configuration.port = try invocation.value(port) ?? 8411
    if let address = try invocation.value(listen) { configuration.address = address }
    configuration.hosts = try invocation.values(host)
    if let bytes = try invocation.value(maximumBody) { configuration.maximumBody = bytes }
    if let steps = try invocation.value(status) { configuration.steps = steps }
    configuration.delay = try invocation.value(delay) ?? 0
    configuration.headers = try invocation.values(header)
    configuration.forward = try invocation.value(forward)?.text
    configuration.forwardWait = try invocation.value(forwardWait) ?? 0
    configuration.forwardTimeout = try invocation.timeout() ?? 30
    configuration.trust = try invocation.trust().endpoints
    configuration.verifier = try invocation.verifier()
    configuration.requiresSignature = !isCapture || invocation.has(requireSignature)
    configuration.answersChallenges = !invocation.has(noChallenge)
    let path = try invocation.value(data)
    let kept = try invocation.value(keep)
    if isCapture || path != nil || kept != nil {
      configuration.capture = CaptureConfiguration(path: path, keep: kept)
    }
    return configuration
  }

  /// Says what is risky about an endpoint, once it listens.
  static func warn(_ configuration: ReceiverConfiguration) {
    let address = configuration.address
    if !address.hasPrefix("127.") {
      Output.problem("warning: other machines can send to \(address); it accepts whatever comes")
    }
    if configuration.forward != nil { configuration.trust.warn() }
  }
}

extension CaptureKeep {
  /// `1000`, `256MB`, `7d`
  fileprivate init(option text: String) throws {
    if let count = Int(text), count > 0 {
      self = .count(count)
    } else if let bytes = ByteSize.bytes(text), bytes > 0 {
      self = .bytes(bytes)
    } else if let seconds = TimeExpression.length(text), seconds > 0 {
      self = .seconds(seconds)
    } else {
      throw Failure.usage("--keep \(text) is not a limit", hint: "try: 10000, 256MB or 7d")
    }
  }
}

/// A size as people write it: `64kB`, `16MB`, `1GB`, with thousands as the SI has them.
enum ByteSize {
  private static let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1)]

  /// `nil` for anything else.
  static func bytes(_ text: String) -> Int? {
    for (unit, factor) in units where text.lowercased().hasSuffix(unit.lowercased()) {
      return Int(text.dropLast(unit.count)).flatMap { count in
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : bytes
      }
    }
    return Int(text)
  }
}
