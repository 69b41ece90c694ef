import HookModel

/// Fetches the whole records of deliveries for as long as `tail` runs: a bad minute of the server, or
/// a key that is refused for a while, loses none.
struct TailRecords: Sendable {
  enum Answer: Sendable {
    case found(FoundDelivery)
    /// There is no such delivery any more, or its record alone keeps failing: why it is left out.
    case missing(String)
  }

  let client: HookClient
  let trouble: TailTroubleReport
  var policy = ReadRetryPolicy.endless

  /// After so many failures it is looked whether only this record fails.
  private static let doubtful = 6

  /// - Throws: `CancellationError` only.
  func find(_ id: RecordID, of webhook: RecordID) async throws -> Answer {
    defer { trouble.answers(.record(id)) }
    do {
      let found = try await client.repeating(policy) { error, made in
        // One failure is not worth a word.
        if made > 1 { trouble.fails(.record(id), "\(error)") }
        guard made >= Self.doubtful, Self.mayBeItsOwn(error.kind) else { return false }
        return (try? await client.retrying(.never).webhook(webhook)) != nil
      } ask: {
        try await $0.found(id, of: webhook, nil)
      }
      return found.map { .found($0) } ?? .missing("it is gone (404)")
    } catch let error as APIError {
      return .missing("\(error)")
    }
  }

  /// - Throws: `CancellationError` only.
  func find(_ step: TailBook.Step) async throws -> Answer {
    try await find(step.id, of: step.webhook)
  }

  /// Whether it may be the fault of one record while the server answers all else.
  private static func mayBeItsOwn(_ kind: APIError.Kind) -> Bool {
    switch kind {
    case .unauthorised, .tooManyRequests, .unreachable: false
    default: true
    }
  }
}
