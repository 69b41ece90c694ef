import ConsoleCore
import HookJSON
import HookModel

/// What payloads look like, and whether one looks otherwise. Beside the loop.
extension EffectRunner {
  /// Deliveries whose shape is what is usual.
  private static let recent = 100

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
      let page = Page(number: 0, size: Self.recent)
      let items = try await api.deliveries(of: source.webhook, page: page).prefix(Self.recent)
      var payloads: [Payload] = []
      for item in items {
        let delivery = try await api.delivery(item.id, of: source.webhook)
        if let payload = delivery.payload { payloads.append(payload) }
      }
      return payloads
    }
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
