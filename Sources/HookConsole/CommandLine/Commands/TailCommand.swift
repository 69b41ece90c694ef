import Foundation
import HookModel

extension Subcommand {
  static let tail = Subcommand(
    "tail",
    "print new deliveries, and each change of one, until interrupted",
    arguments: ["[ID…]"],
    example: "hookconsole tail --forward http://127.0.0.1:3000/hooks",
    notes: [
      "All webhooks are watched where none is named. It reconnects by itself.",
      "With --forward each new delivery is posted to the URL once, byte for byte and in the order of"
        + " its webhook; while nothing responds there it waits, and then catches up. With --json each"
        + " record is one line, and each response a line {\"forward\": {…}}.",
      "--exec runs COMMAND with /bin/sh -c once for each new delivery, when its outcome is known: one"
        + " at a time for each webhook, and four at most in all. Its input is the delivery as"
        + " one line of JSON; its environment has HOOKCONSOLE_DELIVERY, HOOKCONSOLE_WEBHOOK,"
        + " HOOKCONSOLE_EVENT, HOOKCONSOLE_CODE (0 for no response) and HOOKCONSOLE_STATUS. What it"
        + " prints is shown on standard error.",
    ],
    options: [
      .json,
      TailOptionRows.forward.row,
      TailOptionRows.since.row,
      TailOptionRows.missed,
      TailOptionRows.count.row,
      TailOptionRows.interval.row,
      TailOptionRows.exec.row,
      TailOptionRows.execTimeout.row,
      TailOptionRows.bell,
      TailOptionRows.failAfter.row,
    ] + DeliveryQuery.options.filter { $0.name != TailOptionRows.since.row.name }
      + [Option.secretFile.row] + Option.recording + Option.trust + Option.connection,
    signals: Signals.endings
  ) { invocation in
    let options = try TailOptions(invocation)
    if invocation.has(Option.secretFile), options.forward == nil {
      throw Failure.usage("--secret-file needs a --forward URL")
    }
    options.query.doubts.forEach(Output.note)
    let (events, inbox) = AsyncStream.makeStream(of: TailLoop.Event.self)
    let work = Task {
      let connection = try invocation.connection()
      if options.forward != nil { connection.trust.warn() }
      let client = try await connection.client()
      let ids = try await client.ids(ofWebhooks: invocation.arguments)
      var recording = options.recording
      try recording.begin()
      var loop = try TailLoop(
        options,
        recording,
        client,
        connection.poster,
        ids.map { Set($0) },
        inbox
      )
      try await loop.run(events)
    }
    let end: @Sendable () -> Void = {
      work.cancel()
      inbox.finish()
    }
    Signals.listen(Signals.endings) { _ in end() }
    ClosedPipeWatch.start(end)
    do {
      try await work.value
    } catch {
      // Being asked to end is not a failure.
      if !work.isCancelled { throw error }
    }
  }
}
