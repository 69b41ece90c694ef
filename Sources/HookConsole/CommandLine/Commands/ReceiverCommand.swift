import ConsoleCore
import Foundation
import HookCapture
import HookJSON
import HookModel
import HookSupport

extension Subcommand {
  static let receiver = Subcommand(
    "receiver",
    "run an endpoint that records what it is sent and responds as you tell it to",
    example: "hookconsole receiver --port 8411 --status 500,500,200",
    notes: [
      "It listens on the loopback only and prints each request with its body until it is interrupted."
        + " With --secret-file a request that is not signed correctly gets 401; see hookconsole verify."
    ],
    options: [
      ReceiverOptions.port.row,
      ReceiverOptions.status.row,
      ReceiverOptions.delay.row,
      ReceiverOptions.forward.row,
      ReceiverOptions.timeout.row,
      ReceiverOptions.header.row,
      ReceiverOptions.quiet,
      .json,
    ] + Option.signatures + Option.recording + Option.trust,
    signals: Signals.endings
  ) { invocation in
    let paint = Paint.standardOutput
    let isJSON = invocation.has(.json)
    let isQuiet = invocation.has(ReceiverOptions.quiet)
    let (requests, inbox) = AsyncStream.makeStream(of: ReceivedRequest?.self)
    var recording = try invocation.recording()
    var configuration = try configuration(invocation)
    configuration.reportsExchanges = recording.isWanted
    let receiver = try Failure.starting { try Receiver.start(configuration) { inbox.yield($0) } }
    Signals.listen(Signals.endings) { _ in inbox.finish() }
    ClosedPipeWatch.start { inbox.finish() }
    do {
      try recording.begin()
      try Output.line(isJSON ? "{\"url\":\(JSONString.encode(receiver.url))}" : receiver.url)
      for await case let request? in requests {
        for exchange in request.exchanges { try recording.append(exchange) }
        if isJSON {
          try JSONOutput.line(object(request))
        } else {
          try show(request, paint, isQuiet: isQuiet)
        }
      }
    } catch {
      await receiver.stop()
      throw error
    }
    await receiver.stop()
  }

  private static func configuration(_ invocation: Invocation) throws -> ReceiverConfiguration {
    var configuration = ReceiverConfiguration()
    configuration.port = try invocation.value(ReceiverOptions.port) ?? 8411
    if let statuses = try invocation.value(ReceiverOptions.status) {
      configuration.statuses = try statuses.split(
        separator: ",",
        omittingEmptySubsequences: false
      ).map { word in
        guard let status = Int(word), (200...599).contains(status) else {
          throw Failure.usage(
            "--status \(word) is not a status code to respond with",
            hint: "try: 200, or 500,500,200"
          )
        }
        return status
      }
    }
    configuration.delay = try invocation.value(ReceiverOptions.delay) ?? 0
    configuration.forward = try invocation.value(ReceiverOptions.forward)?.text
    configuration.forwardTimeout = try invocation.timeout() ?? 30
    let trust = try invocation.trust()
    if configuration.forward != nil { trust.warn() }
    configuration.trust = trust.endpoints
    configuration.headers = try invocation.values(ReceiverOptions.header).map(header)
    configuration.verifier = try invocation.verifier()
    return configuration
  }

  private static func header(_ text: String) throws -> (String, String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    guard parts.count == 2, !name.isEmpty, !text.contains(where: \.isNewline),
      name.allSatisfy({ $0.isASCII && !$0.isWhitespace })
    else { throw Failure.usage("--header \(text) is not a header", hint: "try: 'Retry-After: 5'") }
    return (name, parts[1].trimmingCharacters(in: .whitespaces))
  }

  private static func show(_ request: ReceivedRequest, _ paint: Paint, isQuiet: Bool) throws {
    let now = Date().timeIntervalSince1970
    let time = TimeText(zone: .current, now: now).short(Timestamp(seconds: request.time))
    let role = CodeText.role(CodeClass(code: request.status))
    var words = [request.method, request.path].filter { !$0.isEmpty }
    words.append(request.refusal.map { "refused: \($0)" } ?? "\(request.body.count) bytes")
    if let id = request.header("webhook-id") { words.append(id) }
    if let signature = request.signature {
      words.append(signature.isRight ? "signature right" : signature.description)
    }
    let text = TerminalSafeText.sanitised(words.joined(separator: "  "))
    try Output.line("\(time)  \(paint.text(String(request.status), role))  \(text)")
    if !isQuiet, !request.body.isEmpty { try Output.payload(Payload(bytes: request.body)) }
  }

  private static func object(_ request: ReceivedRequest) -> [UInt8] {
    var object = JSONObject()
    object.add("time", Moment.text(seconds: request.time))
    object.add("method", request.method)
    object.add("path", request.path)
    object.add("statusCode", request.status)
    if let refusal = request.refusal { object.add("refusal", refusal) }
    object.add("verified", raw: request.signature.map { $0.isRight ? "true" : "false" } ?? "null")
    if let signature = request.signature, !signature.isRight {
      object.add("signatureProblem", signature.description)
    }
    object.add(headers: request.headers)
    object.add(body: request.body)
    return object.bytes
  }
}

/// The options of the command.
private enum ReceiverOptions {
  static let port = TypedOption("port", "N", "the port to listen on, 0 for a free one (8411)") {
    try PortNumber.read($0)
  }
  static let status = TypedOption(
    "status",
    "CODES",
    "respond with these codes in order; the last one stays (200)"
  )
  static let delay = TypedOption("delay", "TIME", "how long to wait before each response (0s)") {
    try TimeLength.seconds($0, option: "--delay")
  }
  static let forward = TypedOption(
    "forward",
    "URL",
    "pass requests on to this URL, path and all, and its response back"
  ) { try HTTPURL(typed: $0, for: "--forward") }
  static let timeout = TypedOption(
    "timeout",
    "TIME",
    "how long one exchange with that URL may take (30s)"
  )
  static let header = TypedOption(
    "header",
    "HEADER",
    "added to each response: 'Retry-After: 5'; may be repeated"
  )
  static let quiet = Option("quiet", "do not print the bodies")
}
