import ConsoleCore
import HookJSON
import HookModel

/// What payloads look like, and whether one looks otherwise. Beside the loop.
extension EffectRunner {
  /// Deliveries whose shape is what is usual.
  private static let recent = 100
  /// What is kept of them, so that they are not fetched for each delivery that is compared: bytes of payloads
  /// of a webhook, and webhooks.
  private static let maximumBytes = 8 << 20
  private static let maximumWebhooks = 8

  func learn(_ source: ShapeSource) async {
    do {
      var shape = PayloadShape()
      for payload in try await payloads(of: source) {
        guard let node = payload.node else { continue }
        shape.learn(node.index, root: node.number)
      }
      let isEmpty = shape.isEmpty
      finish(
        .shapeLearned(source, isEmpty ? nil : shape, problem: isEmpty ? "no payload is JSON" : "")
      )
    } catch {
      finish(.shapeLearned(source, nil, problem: "\(APIError(error))"))
    }
  }

  private func payloads(of source: ShapeSource) async throws -> [Payload] {
    switch source.baseline {
    case .sample:
      return [try await api.sample(of: try await api.webhook(source.webhook).event)]
    case .recent:
      return try await recent(of: source.webhook).filter { $0.id != source.delivery }
        .prefix(Self.recent).map(\.payload)
    }
  }

  /// The newest deliveries of a webhook: one more than are compared with, since one of them may be the one that
  /// is compared. They are fetched once, whoever waits for them.
  private func recent(of webhook: RecordID) async throws -> [(id: RecordID, payload: Payload)] {
    let fetch = work.withLock { work in
      if let fetch = work.recent[webhook] { return fetch }
      if work.recent.count >= Self.maximumWebhooks { work.recent = [:] }
      let fetch = Task { try await fetchRecent(of: webhook) }
      work.recent[webhook] = fetch
      return fetch
    }
    do {
      return try await fetch.value
    } catch {
      work.withLock { $0.recent[webhook] = nil }
      throw error
    }
  }

  private func fetchRecent(of webhook: RecordID) async throws -> [(id: RecordID, payload: Payload)]
  {
    let page = Page(number: 0, size: Self.recent + 1)
    var payloads: [(RecordID, Payload)] = []
    var left = Self.maximumBytes
    for item in try await api.deliveries(of: webhook, page: page).prefix(page.size) {
      guard let payload = try await api.delivery(item.id, of: webhook).payload else { continue }
      left -= payload.bytes.count
      guard left >= 0 else { break }
      payloads.append((item.id, payload))
    }
    return payloads
  }

  func check(_ document: Document, _ shape: PayloadShape) async {
    guard let node = document.payload?.node else { return }
    let found = await OwnThread.run { () -> PayloadDrift? in
      var check = ShapeCheck(of: node.index, root: node.number, against: shape)
      return check.finish()
    }
    if case .success(let drift?) = found { finish(.shapeChecked(document.source, drift)) }
  }
}
