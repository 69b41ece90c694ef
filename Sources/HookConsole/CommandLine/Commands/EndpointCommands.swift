import ConsoleCore
import Foundation
import HookCapture
import HookHTTP
import HookJSON
import HookModel
import HookSupport

extension Subcommand {
  static let receiver = Subcommand(
    "receiver",
    "run an endpoint that records what it is sent and responds as you tell it to",
    example: "hookconsole receiver --port 8411 --status 500,500,200",
    notes: [
      "It listens on the loopback only, unless --listen names another address, and prints each request"
        + " with its body until it is interrupted. Requests for a host that is not this machine are"
        + " refused; --host NAME accepts them.",
      "With --secret-file a request that is not signed correctly gets 401; see hookconsole verify.",
    ],
    options: EndpointOptions.all,
    signals: Signals.endings
  ) { invocation in
    try await EndpointLines.run(
      invocation,
      try EndpointOptions.configuration(invocation, isCapture: false)
    )
  }

  static let capture = Subcommand(
    "capture",
    "open the console on an endpoint of your own: whatever is posted to this machine",
    example: "hookconsole capture --data requests.sqlite --forward http://127.0.0.1:3000",
    notes: [
      "Any provider can post to it, through whatever tunnel you have. A request is on the disk (--data)"
        + " or in memory before it is acknowledged.",
      "Without a terminal, or with --json, it prints a line for each request, as receiver does. A wrong"
        + " signature is only said, unless there is --require-signature.",
    ],
    options: EndpointOptions.all,
    signals: ConsoleLoop.signals
  ) { invocation in
    let configuration = try EndpointOptions.configuration(invocation, isCapture: true)
    let isConsole =
      !invocation.has(.json) && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && !invocation.has(EndpointOptions.count)
    if isConsole, invocation.has(Option.har) {
      throw Failure.usage("--har is for lines; try: --json, or press w in the console")
    }
    guard isConsole else { return try await EndpointLines.run(invocation, configuration) }
    try await CaptureConsole.run(configuration)
  }
}

/// An endpoint that prints what it is sent.
private enum EndpointLines {
  static func run(_ invocation: Invocation, _ configuration: ReceiverConfiguration) async throws {
    FreedMemory.keep()
    let paint = Paint.standardOutput
    let isJSON = invocation.has(.json)
    let isQuiet = invocation.has(EndpointOptions.quiet)
    let (requests, inbox) = AsyncStream.makeStream(of: ReceivedRequest?.self)
    var recording = try invocation.recording()
    var configuration = configuration
    configuration.reportsExchanges = recording.isWanted
    let receiver = try Failure.starting { try Receiver.start(configuration) { inbox.yield($0) } }
    EndpointOptions.warn(configuration)
    Signals.listen(Signals.endings) { _ in inbox.finish() }
    ClosedPipeWatch.start { inbox.finish() }
    var left = try invocation.value(EndpointOptions.count) ?? .max
    do {
      try recording.begin()
      try Output.line(isJSON ? "{\"url\":\(JSONString.encode(receiver.url))}" : receiver.url)
      for await case let request? in requests {
        for exchange in request.exchanges where recording.isWanted {
          try recording.append(exchange)
        }
        if isJSON {
          try JSONOutput.line(object(request))
        } else {
          try show(request, paint, isQuiet: isQuiet)
        }
        left -= 1
        if left == 0 { break }
      }
    } catch {
      await receiver.stop()
      throw error
    }
    await receiver.stop()
  }

  private static func show(_ request: ReceivedRequest, _ paint: Paint, isQuiet: Bool) throws {
    let now = Date().timeIntervalSince1970
    let time = TimeText(zone: .current, now: now).short(Timestamp(seconds: request.time))
    let role = CodeText.role(CodeClass(code: request.status))
    // A hint has a line of its own elsewhere; a request has one line.
    let refusal = request.refusal?.replacing("\n", with: "; ")
    var words = [request.method, request.path].filter { !$0.isEmpty }
    words.append(refusal.map { "refused: \($0)" } ?? "\(request.body.count) bytes")
    if let id = request.header("webhook-id") { words.append(id) }
    if let title = request.captured?.request.title, !title.isEmpty { words.append(title) }
    let signature = request.signature.map { $0.isRight ? "" : $0.description }
    if let note = CaptureNote.text(signature: signature, webPage: request.header("Origin")) {
      words.append(note)
    }
    if let failure = request.failure { words.append(failure.description) }
    let text = TerminalSafeText(words.joined(separator: "  ")).cut(to: .max).text
    let code = request.status == 0 ? CodeText.noResponse : String(request.status)
    try Output.line("\(time)  \(paint.text(code, role))  \(text)")
    guard !isQuiet, !request.body.isEmpty else { return }
    let body = ReadableBody(request.headers, request.body)
    if !body.notes.isEmpty {
      try Output.line(TerminalSafeText.sanitised("(\(body.notes.joined(separator: ", ")))"))
    }
    try Output.payload(Payload(bytes: body.bytes))
  }

  private static func object(_ request: ReceivedRequest) -> [UInt8] {
    var object = JSONObject()
    object.add("time", Moment.text(seconds: request.time))
    object.add("method", request.method)
    object.add("path", request.path)
    object.add("statusCode", request.status)
    if let refusal = request.refusal { object.add("refusal", refusal) }
    if let failure = request.failure { object.add("failure", failure.description) }
    if !request.sender.isEmpty { object.add("sender", request.sender) }
    if let title = request.captured?.request.title { object.add("title", title) }
    object.add("verified", raw: request.signature.map { $0.isRight ? "true" : "false" } ?? "null")
    if let signature = request.signature, !signature.isRight {
      object.add("signatureProblem", signature.description)
    }
    object.add(headers: HeaderSecrets.masked(request.headers))
    object.add(body: request.body)
    return object.bytes
  }
}
