import HookJSON
import HookModel

/// Whether the open payload has another shape than usual.
struct DriftState: Sendable {
  /// `nil` while nothing is compared.
  private(set) var baseline: ShapeBaseline?
  /// Those of samples, and of the deliveries beside the one that was compared last.
  private var shapes: [ShapeSource: PayloadShape] = [:]
  /// What is being learned.
  private var learning: Set<ShapeSource> = []
  /// What was found, and in which payload.
  private(set) var found: (source: Document.Source, drift: PayloadDrift)?
  /// What is being compared.
  private var checking: Document.Source?

  mutating func choose(_ baseline: ShapeBaseline?) {
    self.baseline = baseline
    (found, checking, learning) = (nil, nil, [])
  }

  /// What must be done so that a payload is compared; `nil` if nothing must.
  mutating func next(_ document: Document, _ delivery: RecordID, of webhook: RecordID)
    -> PayloadEffect?
  {
    guard let baseline, checking != document.source, found?.source != document.source else {
      return nil
    }
    let source = ShapeSource(
      baseline: baseline,
      webhook: webhook,
      delivery: baseline == .recent ? delivery : nil
    )
    if let shape = shapes[source] {
      checking = document.source
      return .checkShape(document, shape)
    }
    return learning.insert(source).inserted ? .learnShape(source) : nil
  }

  mutating func learned(_ source: ShapeSource, _ shape: PayloadShape?) {
    // Nobody waits for it any more.
    guard learning.remove(source) != nil else { return }
    guard let shape else { return choose(nil) }
    if source.delivery != nil { shapes = shapes.filter { $0.key.delivery == nil } }
    shapes[source] = shape
  }

  mutating func checked(_ source: Document.Source, _ drift: PayloadDrift) {
    guard baseline != nil, checking == source else { return }
    checking = nil
    found = (source, drift)
  }

  /// What was found in a payload; `nil` if it was not compared.
  func drift(in source: Document.Source) -> PayloadDrift? {
    found?.source == source ? found?.drift : nil
  }
}
