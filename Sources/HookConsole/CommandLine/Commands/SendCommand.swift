import ConsoleCore
import Foundation
import HookHTTP
import HookJSON
import HookModel
import HookSupport

extension Subcommand {
  static let send = Subcommand(
    "send",
    "post a payload from this machine to a webhook's URL, or to another, and show the response",
    arguments: ["[ID]"],
    example: "hookconsole send 3f0c5c1e --delivery last"
      + " --to http://127.0.0.1:8411/hook",
    notes: [
      "Bodies go out byte for byte as they were sent before. With --file and --delivery the delivery"
        + " is looked for in the file, which hookconsole deliveries --json wrote; with --file and"
        + " --each all of its deliveries are sent, oldest first. With --file and --to no webhook and"
        + " no connection is needed.",
      "With --secret-file, HOOKCONSOLE_SECRET or a profile's secrets the body is signed as the Standard"
        + " Webhooks specification says.",
      "A FILE that does not exist is looked for in the folder that \"payloads\" names in config.json,"
        + " with and without .json.",
      "It exits with 1 if a response is not 2xx, with 5 if no complete response came.",
    ] + PayloadOverrides.notes,
    options: [
      SendOptions.delivery.row,
      SendOptions.sample,
      SendOptions.file.row,
      SendOptions.each,
      SendOptions.to.row,
      SendOptions.verbose,
      .json,
      Option.secretFile.row,
    ] + BulkOptions.all + PayloadOverrides.options + Option.recording + Option.trust
      + Option.connection,
    signals: endings
  ) { invocation in
    // Nothing to end first, until a bulk send is under way.
    let stop = Locked<(@Sendable () -> Void)?>(nil)
    Signals.listen(endings) { number in
      if let stop = stop.withLock({ $0 }) { stop() } else { Signals.end(by: number) }
    }
    let order = try SendOrder(invocation)
    var recording = try invocation.recording()
    let connection = try? invocation.connection()
    let trust = try connection?.trust ?? invocation.trust()
    trust.warn()
    let poster = Poster(
      timeout: try connection?.timeout ?? invocation.timeout() ?? 30,
      trust: trust.endpoints,
      secrets: try connection?.secrets ?? invocation.signingSecrets(nil)
    )
    if let file = try order.bulk() {
      return try await bulk(file, order, invocation, poster, recording, stop)
    }
    let items = try await order.items()
    try recording.begin()
    var failed: [PostResponse] = []
    for item in items {
      if items.count > 1, !invocation.has(.json) {
        // Which answer is whose must be told in a file, too.
        try Output.line(
          TerminalSafeText.sanitised("\(item.delivery?.description ?? "")  \(item.name)")
        )
      }
      let answer = try await poster.post(item.body, to: item.url, delivery: item.delivery)
      try recording.append(answer.exchange)
      if invocation.has(SendOptions.verbose) {
        ExchangeText.lines(answer.exchange).forEach(Output.note)
      }
      try show(answer, item, invocation)
      if !answer.isSuccess { failed.append(answer) }
    }
    if let end = ending(failed, of: items.count) { throw end }
  }

  private static let endings = [SIGINT, SIGTERM]

  /// `--each`: all deliveries of a file, with a report at the end.
  private static func bulk(
    _ file: ExportFile,
    _ order: SendOrder,
    _ invocation: Invocation,
    _ poster: Poster,
    _ recording: ExchangeRecording,
    _ stop: Locked<(@Sendable () -> Void)?>
  ) async throws {
    let options = try BulkOptions(invocation)
    let url = try await order.url()
    let total = file.entries.count * options.repeats
    guard !options.isDryRun else {
      return try Output.line("\(total) deliveries would be sent to \(url)")
    }
    var recording = recording
    let rest = try begin(options, &recording)
    let progress = Progress("sent")
    let isJSON = invocation.has(.json)
    let isVerbose = invocation.has(SendOptions.verbose)
    let run = BulkRun(file, options, to: url, poster: poster) { [recording] delivery, answer in
      try recording.append(answer.exchange)
      if isVerbose { ExchangeText.lines(answer.exchange).forEach(Output.note) }
      if isJSON { try JSONOutput.line(object(answer, url, delivery.id).bytes) }
    } onProgress: {
      progress.show($0, of: total)
    }
    stop.withLock { $0 = { Task { await run.stop() } } }
    let report = await run.run()
    progress.end()
    // Before the report: its reader may have gone.
    let unwritten = await keep(rest, run, report)
    if isJSON {
      try JSONOutput.line(JSON.object([("report", BulkText.json(report, of: total))]).bytes)
    } else {
      try BulkText.lines(report, of: total).forEach(Output.line)
    }
    if let error = report.error ?? unwritten { throw error }
    if let end = BulkText.ending(report, of: total, rest: rest?.path) { throw end }
  }

  /// Creates the files of `--rest` and `--har`; neither stays if the other cannot be.
  private static func begin(_ options: BulkOptions, _ recording: inout ExchangeRecording) throws
    -> RestFile?
  {
    let rest = try options.rest.map { try RestFile(creating: $0) }
    do {
      if let rest, let har = recording.path, rest.isAlso(at: har) {
        throw Failure.usage("--har and --rest cannot name the same file")
      }
      try recording.begin()
    } catch {
      rest?.discard()
      throw error
    }
    return rest
  }

  /// Writes what was not sent; without any there is no file.
  /// - Returns: why it could not be written.
  private static func keep(_ rest: RestFile?, _ run: BulkRun, _ report: BulkRun.Report) async
    -> (any Error)?
  {
    guard let rest, report.left > 0 else {
      rest?.discard()
      return nil
    }
    do {
      try await run.write(to: rest)
      rest.close()
      return nil
    } catch {
      return error
    }
  }

  /// `nil` if all went well.
  private static func ending(_ failed: [PostResponse], of count: Int) -> Failure? {
    guard !failed.isEmpty else { return nil }
    let isIncomplete = failed.allSatisfy { $0.problem != nil }
    let what =
      count == 1
      ? (isIncomplete ? "no complete response" : "the response is not 2xx")
      : "\(failed.count) of \(count) got "
        + (isIncomplete ? "no complete response" : "no 2xx response")
    return Failure(isIncomplete ? .unreachable : .failed, what)
  }

  private static func show(
    _ answer: PostResponse,
    _ item: SendOrder.Item,
    _ invocation: Invocation
  ) throws {
    guard invocation.has(.json) else {
      return try ResponseLines.show(answer, paint: .standardOutput)
    }
    try JSONOutput.line(object(answer, item.url, item.delivery).bytes)
  }

  private static func object(_ answer: PostResponse, _ url: HTTPURL, _ delivery: RecordID?)
    -> JSONObject
  {
    var object = JSONObject()
    object.add("url", url.description)
    object.add("deliveryId", delivery?.description)
    object.add("statusCode", answer.status)
    object.add("problem", answer.problem)
    object.add("milliseconds", Int((answer.seconds * 1000).rounded()))
    object.add(headers: HeaderSecrets.masked(answer.headers))
    object.add(body: answer.body)
    object.add(answer.exchange)
    return object
  }
}

/// The options of the command.
enum SendOptions {
  static let delivery = TypedOption(
    "delivery",
    "DELIVERY",
    "what was sent before: an id, or last for the newest"
  )
  static let sample = Option("sample", "the API's example payload of the webhook's event")
  static let file = TypedOption("file", "FILE", "what a file holds, - for standard input")
  static let each = Option("each", "all deliveries of an exported file")
  static let verbose = Option(
    "verbose",
    "show request, response and times on standard error, as curl -v does"
  )
  static let to = TypedOption("to", "URL", "where to (the webhook's own URL)") {
    try HTTPURL(typed: $0, for: "--to")
  }
}
