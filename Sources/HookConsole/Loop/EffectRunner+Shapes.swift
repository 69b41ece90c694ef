import ConsoleCore
import HookJSON
import HookModel

/// What payloads look like, and whether one looks otherwise. Beside the loop.
extension EffectRunner {
  /// Deliveries whose shape is what is usual.
  private static let recent = 100
  /// Bytes of their payloads that are kept, so that they are not fetched for each that is compared.
  private static let maximumBytes = 32 << 20

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
  /// is compared. Those of the webhook that was asked about last are kept.
  private func recent(of webhook: RecordID) async throws -> [(id: RecordID, payload: Payload)] {
    if let kept = work.withLock({ $0.recent }), kept.webhook == webhook { return kept.payloads }
    let page = Page(number: 0, size: Self.recent + 1)
    var payloads: [(RecordID, Payload)] = []
    var left = Self.maximumBytes
    for item in try await api.deliveries(of: webhook, page: page).prefix(page.size) {
      guard let payload = try await api.delivery(item.id, of: webhook).payload else { continue }
      left -= payload.bytes.count
      guard left >= 0 else { break }
      payloads.append((item.id, payload))
    }
    work.withLock { [payloads] in $0.recent = (webhook, payloads) }
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
