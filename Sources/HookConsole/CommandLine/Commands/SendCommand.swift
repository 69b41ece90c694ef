import ConsoleCore
import Foundation
import HookHTTP
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
    ] + PayloadOverrides.options + Option.recording + Option.trust + Option.connection
  ) { invocation in
    let order = try SendOrder(invocation)
    var recording = try invocation.recording()
    let connection = try? invocation.connection()
    let trust = try connection?.trust ?? invocation.trust()
    trust.warn()
    let poster = Poster(
      timeout: try connection?.timeout ?? invocation.timeout() ?? 30,
      trust: trust.endpoints
    )
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
        ExchangeLines.lines(answer.exchange).forEach(Output.note)
      }
      try show(answer, item, invocation)
      if !answer.isSuccess { failed.append(answer) }
    }
    if let end = ending(failed, of: items.count) { throw end }
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
    var object = JSONObject()
    object.add("url", item.url.description)
    object.add("deliveryId", item.delivery?.description)
    object.add("statusCode", answer.status)
    object.add("problem", answer.problem)
    object.add("milliseconds", Int((answer.seconds * 1000).rounded()))
    object.add(headers: HeaderSecrets.masked(answer.headers))
    object.add(body: answer.body)
    object.add(answer.exchange)
    try JSONOutput.line(object.bytes)
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
