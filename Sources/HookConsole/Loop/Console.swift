/// The console without a terminal: events in, effects and a canvas out. The loop drives it when the
/// program runs, scenarios in tests.
struct Console {
  private(set) var state: ConsoleState
  private(set) var canvas = Canvas(size: Size(rows: 0, columns: 0))

  init(state: ConsoleState) {
    self.state = state
  }

  var isOver: Bool { state.isOver }

  mutating func start(size: Size) -> [Effect] {
    resize(size)
    return state.start()
  }

  mutating func resize(_ size: Size) {
    state.resize(size)
    // Whatever is on the screen is to be painted again.
    canvas = Canvas(size: Size(rows: -1, columns: -1))
  }

  mutating func take(_ event: ConsoleEvent) -> [Effect] {
    state.update(event)
  }

  /// Draws the state.
  /// - Returns: false where nothing changed, so that nothing is to be shown.
  @discardableResult
  mutating func paint() -> Bool {
    let painted = Screen.draw(state)
    defer { canvas = painted }
    return painted != canvas
  }
}
