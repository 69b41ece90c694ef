import ConsoleCore
import HookHTTP
import HookModel

/// What the console asks: the API of a server, or a capture on this machine.
protocol ConsoleServer: HookAPI {
  /// - Parameter beginning: called with what the first bytes of a large record tell.
  func delivery(
    _ id: RecordID,
    of webhook: RecordID,
    beginning: (Delivery) -> Void
  ) async throws -> Delivery
  /// The whole record of a delivery, as JSON.
  func record(_ id: RecordID, of webhook: RecordID) async throws -> [UInt8]
  func attempts(at delivery: RecordID, of webhook: RecordID) async throws -> [Attempt]
  func fire(_ event: WebhookEvent, data: [UInt8]?) async throws -> [RecordID]
  /// A request that is to be repeated as it came; `nil` where a delivery is posted as a sender of webhooks
  /// does.
  func original(_ id: RecordID, of webhook: RecordID) async throws -> ExchangeRequest?
  /// How a source of a capture responds.
  func settings(ofSource source: RecordID) async throws -> SourceSettings
  /// Sets how a source of a capture responds.
  func respond(_ source: RecordID, with settings: SourceSettings) async throws
  /// Deletes all sources of a capture with their requests.
  func deleteAllSources() async throws
  /// Deletes a captured request.
  func deleteDelivery(_ id: RecordID) async throws
}

extension HookClient: ConsoleServer {
  func original(_ id: RecordID, of webhook: RecordID) -> ExchangeRequest? { nil }

  func record(_ id: RecordID, of webhook: RecordID) async throws -> [UInt8] {
    try await get(.delivery(scope, webhook, id)).bytes
  }

  func settings(ofSource source: RecordID) throws -> SourceSettings {
    throw APIError(.address("only a capture responds"))
  }

  func respond(_ source: RecordID, with settings: SourceSettings) throws {
    throw APIError(.address("only a capture responds"))
  }

  func deleteAllSources() throws {
    throw APIError(.address("an API's webhooks are deleted one by one"))
  }

  func deleteDelivery(_ id: RecordID) throws {
    throw APIError(.address("an API's deliveries stay"))
  }
}

/// Where the console's news comes from.
protocol ConsoleFeed: Sendable {
  func start() async
  func stop() async
  /// The webhook that a person looks at; `nil` for all.
  func select(_ id: RecordID?) async
  /// Brings a part of what lies before the oldest known delivery of one of these.
  func older(than ids: [RecordID]) async
  func refresh() async
  /// Something was changed by hand.
  func noteChange() async
}

extension DeliveryFeed: ConsoleFeed {}
