import Testing
@testable import ConsoleCore

@Suite(.timeLimit(.minutes(1))) struct LayoutTests {
  private static let sizes = [
    Size(rows: 16, columns: 64), Size(rows: 24, columns: 80), Size(rows: 33, columns: 100),
    Size(rows: 40, columns: 120), Size(rows: 50, columns: 200), Size(rows: 80, columns: 250),
  ]

  @Test("panes fill the screen between its first and last line; each shows a row", arguments: sizes)
  func fills(_ size: Size) throws {
    for focus in Pane.allCases {
      for webhooks in [1, 3, 40, 1000] {
        let layout = PaneLayout(size: size, focus: focus, webhooks: webhooks)
        let frames = try Pane.allCases.map { try #require(layout.frame($0)) }
        for frame in frames { #expect(!frame.inside.isEmpty, "\(size) \(focus) \(frame)") }
        for row in 1..<(size.rows - 1) {
          for column in 0..<size.columns {
            let position = Position(row: row, column: column)
            #expect(layout.pane(at: position) != nil)
          }
        }
        // Insides never overlap.
        for (number, one) in frames.enumerated() {
          for other in frames.dropFirst(number + 1) {
            let (one, other) = (one.inside, other.inside)
            let isApart =
              one.bottom <= other.row || other.bottom <= one.row || one.right <= other.column
              || other.right <= one.column
            #expect(isApart, "\(size) \(focus) \(one) \(other)")
          }
        }
      }
    }
  }

  @Test("on a short screen the focused pane gets more rows; the list no more than it has")
  func focus() {
    let size = Size(rows: 24, columns: 80)
    func rows(_ pane: Pane, _ focus: Pane, webhooks: Int = 100) -> Int {
      PaneLayout(size: size, focus: focus, webhooks: webhooks).inside(pane).rows
    }
    for pane in [Pane.webhooks, .events, .codes] {
      let others = Pane.allCases.filter { $0 != pane && $0 != .payload }
      for other in others { #expect(rows(pane, pane) > rows(pane, other), "\(pane) \(other)") }
    }
    #expect(rows(.webhooks, .webhooks, webhooks: 4) == 4)
    #expect(rows(.events, .webhooks, webhooks: 4) > rows(.events, .webhooks, webhooks: 100))
  }

  @Test("at 200 columns the events have a column of their own") func columns() {
    let wide = PaneLayout(size: Size(rows: 50, columns: 200), focus: .webhooks, webhooks: 9)
    #expect(Set(Pane.allCases.compactMap { wide.frame($0)?.column }).count == 3)
    let narrow = PaneLayout(size: Size(rows: 50, columns: 120), focus: .webhooks, webhooks: 9)
    #expect(Set(Pane.allCases.compactMap { narrow.frame($0)?.column }).count == 2)
  }

  @Test(
    "a scrollbar is at an end only where the list is",
    arguments: [
      (0, 5, 5, nil), (0, 5, 4, nil), (0, 0, 9, nil), (0, 5, 10, 0..<2), (5, 5, 10, 3..<5),
      (1, 5, 10, 1..<3), (4, 5, 10, 2..<4), (0, 10, 1_000_000, 0..<1), (1, 10, 1_000_000, 1..<2),
      (999_989, 10, 1_000_000, 8..<9), (999_990, 10, 1_000_000, 9..<10),
    ] as [(Int, Int, Int, Range<Int>?)]
  )
  func thumb(_ first: Int, _ shown: Int, _ count: Int, _ thumb: Range<Int>?) {
    #expect(ScrollPosition(first: first, shown: shown, count: count).thumb(in: shown) == thumb)
  }
}
