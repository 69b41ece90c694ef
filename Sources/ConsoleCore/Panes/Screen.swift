/// The whole screen, drawn from the state alone.
enum Screen {
  static func draw(_ state: ConsoleState) -> Canvas {
    var canvas = Canvas(size: state.session.layout.size)
    for pane in Pane.allCases {
      guard let frame = state.session.layout.frame(pane) else { continue }
      let isFocused =
        pane == state.session.focus && state.session.overlay == nil && state.session.views.isEmpty
      let inside = state.session.layout.inside(pane)
      let content = panes[pane]
      canvas.frame(
        frame,
        title: "\(pane.number) \(content?.title(state) ?? state.title(of: pane))",
        note: content?.note(state) ?? "",
        focused: isFocused,
        isBelow: state.session.layout.isBelow(pane),
        scroll: content?.scroll(state, inside)
      )
      content?.draw(state, inside, &canvas)
    }
    if let frame = focusedFrame(state) { canvas.highlight(frame) }
    if let view = state.session.views.last { draw(view, state, into: &canvas) }
    TitleLine.draw(state, into: &canvas)
    StatusLine.draw(state, into: &canvas)
    if let overlay = state.session.overlay { draw(overlay, state, into: &canvas) }
    return canvas
  }

  private struct Content: Sendable {
    var title: @Sendable (ConsoleState) -> String? = { _ in nil }
    let note: @Sendable (ConsoleState) -> String
    let scroll: @Sendable (ConsoleState, Rect) -> ScrollPosition
    let draw: @Sendable (ConsoleState, Rect, inout Canvas) -> Void
  }

  private static let panes: [Pane: Content] = [
    .webhooks: Content(note: HooksPane.note, scroll: HooksPane.scroll, draw: HooksPane.draw),
    .events: Content(note: TimelinePane.note, scroll: TimelinePane.scroll, draw: TimelinePane.draw),
    .codes: Content(note: CodesPane.note, scroll: CodesPane.scroll, draw: CodesPane.draw),
    .payload: Content(
      title: PayloadPane.title,
      note: PayloadPane.note,
      scroll: PayloadPane.scroll,
      draw: PayloadPane.draw
    ),
  ]

  private static func draw(_ view: FullView, _ state: ConsoleState, into canvas: inout Canvas) {
    switch view {
    case .exchange(let view): ExchangeOverlay.draw(view, state, into: &canvas)
    case .exchanges(let list): ExchangeListOverlay.draw(list, state, into: &canvas)
    }
  }

  /// The edges that the focused pane shares with others show its focus.
  private static func focusedFrame(_ state: ConsoleState) -> Rect? {
    state.session.overlay == nil ? state.session.layout.frame(state.session.focus) : nil
  }

  private static func draw(_ overlay: Overlay, _ state: ConsoleState, into canvas: inout Canvas) {
    switch overlay {
    case .help(let list): HelpOverlay.draw(list, into: &canvas)
    case .menu(let menu): MenuOverlay.draw(menu, into: &canvas)
    case .prompt(let prompt): StatusLine.draw(prompt, state, into: &canvas)
    case .form(let form): FormOverlay.draw(form, into: &canvas)
    case .comparison(let comparison): ComparisonOverlay.draw(comparison, into: &canvas)
    case .viewer(let viewer): ViewerOverlay.draw(viewer, into: &canvas)
    }
  }
}
