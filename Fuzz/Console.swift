import Foundation

@testable import ConsoleCore
@testable import HookConsole
@testable import HookModel

/// Any run of keys, pastes, mouse presses and sizes into a console that has a few deliveries: codes
/// through the decoder of the terminal, then through the state to the canvas.
enum FuzzConsole {
  /// Made once: a copy of a value costs nothing.
  private static let beginning: ConsoleState = {
    var state = ConsoleState(
      location: ConsoleState.Location(employer: "e", server: "s"),
      employer: RecordID("e"),
      zone: .gmt,
      clock: { 0 }
    )
    state.resize(Size(rows: 24, columns: 80))
    let hook = RecordID("w")
    _ = state.update(.news(.list([Item(id: hook, name: "w"), Item(id: RecordID("v"))])))
    let known = (0..<30).map { Delivery(id: RecordID("d\($0)"), name: "n\u{1B}[\($0)") }
    _ = state.update(.news(.deliveries(hook, known, isHistory: false)))
    return state
  }()

  static func run(_ bytes: [UInt8]) {
    var state = beginning
    var effects: [Effect] = []
    var decoder = InputDecoder()
    var position = 0
    func next() -> Int {
      defer { position += 1 }
      return position < bytes.count ? Int(bytes[position]) : 0
    }
    var now = InputDecoder.Instant.now
    func press(_ bytes: [UInt8]) {
      for input in decoder.take(bytes, at: now) { effects = state.update(.input(input)) }
    }
    while position < min(bytes.count, 200) {
      let kind = next()
      switch kind {
      case 0xF8: state.resize(Size(rows: next() % 70, columns: next()))
      case 0xF9: effects = state.update(.input(.press(Position(row: next(), column: next()))))
      case 0xFA:
        effects = state.update(.input(.wheel(Position(row: next(), column: next()), rows: 3)))
      case 0xFB:
        let text = String(decoding: bytes[min(position, bytes.count)...].prefix(12), as: UTF8.self)
        effects = state.update(.input(.paste(text)))
        position += 12
      case 0xFC:
        now += .milliseconds(100 * next())
        press([])
      case 0xFD:
        answer(effects, next(), &state)
      case 0xFE: press([0x1B, UInt8(next())])
      case 0xF7: press((0..<next() % 8).map { _ in UInt8(next()) })
      case 0xF6: press(Array((next() % 2 == 0 ? "\u{1B}[200~" : "\u{1B}[201~").utf8))
      default:
        press([UInt8(kind)])
      }
    }
    let canvas = Screen.draw(state)
    require(canvas.size == state.session.layout.size, "the canvas is as large as the screen")
    for cell in canvas.cells {
      let harmless = cell.text.scalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      require(harmless, "no control reaches the terminal")
    }
  }

  /// What came of what was to be done.
  private static func answer(_ effects: [Effect], _ choice: Int, _ state: inout ConsoleState) {
    for effect in effects {
      guard case .api(.load(let source)) = effect else { continue }
      let texts = [
        "[{\"a\":[1,{\"b\":null}],\"c\":\"\\u001b\"}]", "not JSON\u{1B}]0;x\u{7}\n\n", "", "[]",
        "{\"k\":{}}",
      ]
      let payload = Payload(bytes: Array(texts[choice % texts.count].utf8))
      let document = Document(
        source: source,
        delivery: Delivery(id: RecordID("d1"), payload: payload),
        payload: choice % 7 == 6 ? nil : payload
      )
      _ = state.update(
        .finished(choice % 5 == 4 ? .notLoaded(source, APIError(.lost("no"))) : .loaded(document))
      )
    }
  }
}
