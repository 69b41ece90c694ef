import HookJSON
import HookModel

/// `D`: whether the payload has another shape than the sample, or than the last 100 deliveries.
extension ConsoleState {
  mutating func askForBaseline() -> [Effect] {
    var items = [
      Menu.Item(shortcut: "l", title: "the last 100 others of its webhook", detail: "") {
        $0.compareShapes(with: .recent)
      }
    ]
    if !session.isCapture {
      items.insert(
        Menu.Item(shortcut: "s", title: "the sample of its event", detail: "") {
          $0.compareShapes(with: .sample)
        },
        at: 0
      )
    }
    if drift.baseline != nil {
      items.append(
        Menu.Item(shortcut: "n", title: "with nothing", detail: "") { $0.compareShapes(with: nil) }
      )
    }
    session.open(.menu(Menu("Compare the shape of payloads with", items)))
    return []
  }

  private mutating func compareShapes(with baseline: ShapeBaseline?) -> [Effect] {
    drift.choose(baseline)
    session.say(
      .done(
        baseline.map { "what is new, missing or of another type than in \($0.text) is marked" }
          ?? "shapes are no longer compared"
      )
    )
    return []
  }

  /// Has the open payload compared, once.
  mutating func wantDrift() -> [Effect] {
    guard drift.baseline != nil, let document = payload.open?.document,
      payload.open?.isBeginning == false, document.payload?.node != nil,
      case .delivery(let delivery, let webhook) = document.source
    else { return [] }
    return drift.next(document, delivery, of: webhook).map { [.payload($0)] } ?? []
  }

  mutating func learned(_ source: ShapeSource, _ shape: PayloadShape?, problem: String) {
    drift.learned(source, shape)
    if shape == nil { session.say(.problem("shapes cannot be compared: \(problem)")) }
  }

  /// Goes to the next row that is marked, or the one before it, round the end.
  /// - Returns: `false` if none is.
  mutating func goToDrift(_ step: Int) -> Bool {
    guard let (rows, row) = tree, let source = payload.open?.source,
      let found = drift.drift(in: source), !found.isEmpty
    else { return false }
    let marked = found.values.map { rows.row(of: $0) }.sorted()
    let next = step > 0 ? marked.first { $0 > row } : marked.last { $0 < row }
    guard let target = next ?? (step > 0 ? marked.first : marked.last) else { return false }
    placePayload(at: target)
    return true
  }

  /// `2 new, 1 missing against the sample`; `nil` while nothing is compared.
  var driftNote: String? {
    guard let baseline = drift.baseline, let source = payload.open?.source,
      let found = drift.drift(in: source)
    else { return nil }
    return "\(found.summary ?? "as usual") against \(baseline.text)"
  }
}
