/// The console without a terminal: events in, effects and a canvas out. The loop drives it when the
/// program runs, scenarios in tests.
package struct Console {
  package private(set) var state: ConsoleState
  package private(set) var canvas = Canvas(size: Size(rows: 0, columns: 0))

  package init(state: consuming ConsoleState) {
    self.state = state
  }

  package var isOver: Bool { state.session.isOver }

  package mutating func start(size: Size) -> [Effect] {
    resize(size)
    return state.start()
  }

  package mutating func resize(_ size: Size) {
    state.resize(size)
    // Whatever is on the screen is to be painted again.
    canvas = Canvas(size: Size(rows: -1, columns: -1))
  }

  package mutating func take(_ event: ConsoleEvent) -> [Effect] {
    state.update(event)
  }

  /// Draws the state.
  /// - Returns: `false` where nothing changed, so that nothing is to be shown.
  @discardableResult
  package mutating func paint() -> Bool {
    let painted = Screen.draw(state)
    defer { canvas = painted }
    return painted != canvas
  }
}
