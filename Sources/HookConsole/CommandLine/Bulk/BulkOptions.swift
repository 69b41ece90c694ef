import HookSupport

/// The options of `send --each`.
struct BulkOptions: Sendable {
  /// Deliveries a second; `nil` for as fast as responses come.
  let rate: Double?
  let concurrency: Int
  /// Whether those that the provider sent to one URL go one after the other: an export does not say of which
  /// webhook they are.
  let isInOrder: Bool
  let repeats: Int
  let order: ExportFile.Order
  let stopsAtFailure: Bool
  let isDryRun: Bool
  /// Gets what was not sent.
  let rest: String?

  static let rate = TypedOption("rate", "N/s", "so many deliveries a second: 20/s, 300/m") { text in
    let parts = text.split(separator: "/", maxSplits: 1)
    let units: [String: Double] = ["s": 1, "m": 60, "h": 3600]
    guard let number = parts.first.flatMap({ Double($0) }), number > 0, number.isFinite,
      let seconds = parts.count == 1 ? 1 : units[String(parts[1])], number / seconds <= 1_000_000
    else { throw Failure.usage("--rate \(text) is not a rate", hint: "try: 20/s, or 300/m") }
    return number / seconds
  }
  static let concurrency = TypedOption(
    "concurrency",
    "N",
    "so many at a time (1, which keeps the order)"
  ) { text in
    guard let count = Int(text), (1...512).contains(count) else {
      throw Failure.usage("--concurrency \(text) is not a number from 1 to 512")
    }
    return count
  }
  static let inOrder = Option(
    "in-order",
    "with more at a time: those that went to one URL one after the other"
  )
  static let repeats = TypedOption("repeat", "N", "send all of them N times") { text in
    guard let count = Int(text), count > 0 else {
      throw Failure.usage("--repeat \(text) is not a number of times")
    }
    return count
  }
  static let order = TypedOption("order", "ORDER", "newest or oldest first (oldest)") { text in
    guard let order = ExportFile.Order(rawValue: text) else {
      throw Failure.usage("--order \(text) is neither newest nor oldest")
    }
    return order
  }
  static let untilFailure = Option("until-failure", "stop after the first that fails")
  static let dryRun = Option("dry-run", "say how many would go where, and send nothing")
  static let rest = TypedOption("rest", "FILE", "write what was not sent to a new file")

  static let all = [
    rate.row, concurrency.row, inOrder, repeats.row, order.row, untilFailure, dryRun, rest.row,
  ]

  init(_ invocation: Invocation) throws {
    rate = try invocation.value(Self.rate)
    concurrency = try invocation.value(Self.concurrency) ?? 1
    isInOrder = invocation.has(Self.inOrder)
    repeats = try invocation.value(Self.repeats) ?? 1
    order = try invocation.value(Self.order) ?? .oldest
    stopsAtFailure = invocation.has(Self.untilFailure)
    isDryRun = invocation.has(Self.dryRun)
    rest = try invocation.value(Self.rest)
  }
}
