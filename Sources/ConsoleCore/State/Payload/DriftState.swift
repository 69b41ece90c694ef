import HookJSON
import HookModel

/// Whether the open payload has another shape than usual.
struct DriftState: Sendable {
  /// `nil` while nothing is compared.
  private(set) var baseline: ShapeBaseline?
  /// The shape that was learned last, and of what.
  private var shape: (source: ShapeSource, shape: PayloadShape)?
  /// What is being learned.
  private var learning: ShapeSource?
  /// What was found, and in which payload.
  private(set) var found: (source: Document.Source, drift: PayloadDrift)?
  /// What is being compared.
  private var checking: Document.Source?

  mutating func choose(_ baseline: ShapeBaseline?) {
    self.baseline = baseline
    (found, checking, learning) = (nil, nil, nil)
  }

  /// What must be done so that a payload is compared; `nil` if nothing must.
  mutating func next(_ document: Document, _ delivery: RecordID, of webhook: RecordID)
    -> PayloadEffect?
  {
    guard let baseline, checking != document.source, found?.source != document.source else {
      return nil
    }
    let source = ShapeSource(baseline: baseline, webhook: webhook, delivery: delivery)
    if let shape, shape.source == source {
      checking = document.source
      return .checkShape(document, shape.shape)
    }
    guard learning != source else { return nil }
    learning = source
    return .learnShape(source)
  }

  mutating func learned(_ source: ShapeSource, _ shape: PayloadShape?) {
    guard learning == source else { return }
    learning = nil
    if let shape { self.shape = (source, shape) } else { choose(nil) }
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
