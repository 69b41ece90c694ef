import ConsoleCore
import Foundation
import HookJSON
import HookModel
import HookSupport

extension Subcommand {
  static let schema = Subcommand(
    "schema",
    "learn what an event's payloads look like, or name what has changed since",
    arguments: ["[EVENT|ID]"],
    example: "hookconsole schema Employee_Created > employee.schema.json",
    notes: [
      "It prints JSON Schema 2020-12 of the array that is sent: types, required members, null where it"
        + " came, items and nested members. Save it; --check then names each member that is new,"
        + " missing, of another type or newly null, with its path and the first delivery that shows"
        + " it, and exits with 1 if there is any.",
      "It reads the newest 1,000 deliveries of the webhook, or of each webhook of the event, and says"
        + " of how many.",
      "With --file no connection is needed. The file is what deliveries --json, delivery --json or"
        + " tail --json wrote, or payloads, one a line.",
    ],
    options: [
      SchemaOptions.check.row,
      SchemaOptions.formats,
      SchemaOptions.file.row,
      SchemaOptions.since.row,
      SchemaOptions.limit.row,
      .json,
    ] + Option.connection,
    signals: Signals.endings
  ) { invocation in
    // Standard input may never end; nothing is lost with it.
    try await InterruptibleWork.run(endsAtOnce: invocation.has(SchemaOptions.file)) {
      try await run(invocation)
    }
  }

  private static func run(_ invocation: Invocation) async throws {
    let known = try invocation.value(SchemaOptions.check).map(learnt)
    let source = try await PayloadSource(invocation)
    let progress = Progress(source.isFile ? "payloads read" : "deliveries read")
    defer { progress.end() }
    if let known { return try await check(source, known, progress, invocation) }
    var shape = PayloadShape(formats: invocation.has(SchemaOptions.formats))
    let read = try await source.read(progress) { shape.learn($0.node.index, root: $0.node.number) }
    progress.end()
    guard !shape.isEmpty else { throw Failure(.failed, "no payloads to learn from") }
    Output.note("\(read.isInterrupted ? "interrupted: " : "")learnt from \(read)")
    let schema = shape.schema(title: source.title)
    try Output.write(JSONOutput.fitForOutput(schema))
    if read.isInterrupted { throw Failure(.failed, "incomplete: not all deliveries were read") }
  }

  /// Reads the file of `--check`.
  private static func learnt(_ path: String) throws -> PayloadShape {
    let bytes = try InputFile.read(path)
    do {
      return try PayloadShape(schema: bytes)
    } catch {
      throw Failure.usage(
        "\(path): \(error.sentence)",
        hint: error.hint ?? "try: hookconsole schema EVENT > FILE"
      )
    }
  }

  private static func check(
    _ source: PayloadSource,
    _ shape: PayloadShape,
    _ progress: Progress,
    _ invocation: Invocation
  ) async throws {
    var log = DriftLog(isNewestFirst: !source.isFile)
    var count = 0
    let read = try await source.read(progress) { payload in
      var check = ShapeCheck(of: payload.node.index, root: payload.node.number, against: shape)
      while check.advance() {}
      log.add(check.result, of: payload.origin)
      count += 1
    }
    progress.end()
    guard count > 0 else { throw Failure(.failed, "no payloads to check") }
    Output.note("\(read.isInterrupted ? "interrupted: " : "")checked \(read)")
    if invocation.has(.json) {
      for row in log.rows { try JSONOutput.line(row.json) }
    } else {
      try Output.table(log.table)
    }
    if let summary = log.summary { throw Failure(.failed, summary) }
    if read.isInterrupted { throw Failure(.failed, "incomplete: not all deliveries were checked") }
  }
}

/// The options of the command.
enum SchemaOptions {
  static let check = TypedOption("check", "FILE", "name what differs from this schema")
  static let formats = Option(
    "formats",
    "learn date-time, date, uuid, email and uri, where each text has that format"
  )
  static let file = TypedOption("file", "FILE", "read this export, - for standard input")
  static let since = TypedOption(
    "since",
    "TIME",
    "all newer ones: 2h, 2026-01-31, 2026-01-31T08:30"
  )
  static let limit = TypedOption(
    "limit",
    "N",
    "the maximum number for each webhook, or all (1000; all with --since)"
  ) { text in
    if text == "all" { return Int.max }
    guard let limit = Int(text), limit > 0 else {
      throw Failure.usage("--limit \(text) is not a number of deliveries", hint: "try: 20, or all")
    }
    return limit
  }
}
