import HookJSON
import HookModel

/// A list to choose from: by arrows and Enter, and by typing either a part of a title or, in a short
/// menu, an item's shortcut.
struct Menu<Root>: Sendable {
  package struct Item: Sendable {
    /// In a short menu, the key that selects it.
    package var shortcut: Character?
    package var title: String
    var detail = ""
    /// The keys that do the same, at the right.
    var keys = ""
    /// Other words that find it.
    var synonyms = ""
    package var run: @Sendable (inout Root) -> [Effect]
  }

  let title: String
  /// Lines to read above the items.
  var notes: [Viewer.Line] = []
  /// Called when it is left without a choice; `nil` only closes it.
  private let cancel: (@Sendable (inout Root) -> [Effect])?
  private let items: [Item]
  private(set) var field = TextField()
  private(set) var row: Int
  /// The first item on the screen, where the wheel has scrolled; `nil` follows the selected one.
  private(set) var top: Int?

  init(
    _ title: String,
    _ items: [Item],
    row: Int = 0,
    cancel: (@Sendable (inout Root) -> [Effect])? = nil
  ) {
    self.title = title
    self.cancel = cancel
    self.row = row
    self.items = items
  }

  /// Whether keys select an item, instead of narrowing the list.
  var isShort: Bool { items.contains { $0.shortcut != nil } }

  /// A question about something that cannot be taken back, or leaves this machine: Enter keeps things
  /// as they are.
  /// - Parameters:
  ///   - no: what `n` and Esc do; `nil` only closes the question.
  static func question(
    _ title: String,
    no: (title: String, run: (@Sendable (inout Root) -> [Effect])?),
    yes: (title: String, detail: String),
    then: @escaping @Sendable (inout Root) -> [Effect]
  ) -> Menu {
    Menu(
      title,
      [
        Item(shortcut: "n", title: no.title, run: no.run ?? { _ in [] }),
        Item(shortcut: "y", title: yes.title, detail: yes.detail, run: then),
      ],
      cancel: no.run
    )
  }

  /// The items that what is typed leaves: those with all its words, titles first; otherwise those
  /// whose titles have its characters in their order.
  var visible: [Item] {
    let words = field.text.split(separator: " ").map { TextNeedle(String($0)) }
    guard !words.isEmpty else { return items }
    let byTitle = items.filter { item in words.allSatisfy { $0.isIn(item.title) } }
    let others = items.filter { item in
      let text = "\(item.title) \(item.detail) \(item.keys) \(item.synonyms)"
      return words.allSatisfy { $0.isIn(text) } && !words.allSatisfy { $0.isIn(item.title) }
    }
    guard byTitle.isEmpty, others.isEmpty else { return byTitle + others }
    return items.filter { Self.hasCharacters(of: field.text, in: $0.title) }
  }

  private static func hasCharacters(of typed: String, in title: String) -> Bool {
    var rest = title.lowercased()[...]
    for character in typed.lowercased() where character != " " {
      guard let position = rest.firstIndex(of: character) else { return false }
      rest = rest[rest.index(after: position)...]
    }
    return true
  }

  mutating func take(_ key: Key, page: Int) -> OverlayStep<Root> {
    top = nil
    switch key {
    case .escape: return leave
    case .enter: return visible.indices.contains(row) ? .finish(visible[row].run) : .stay
    case .down, .tab, .control("n"): move(1)
    case .up, .backTab, .control("p"): move(-1)
    case .pageDown: move(page)
    case .pageUp: move(-page)
    default:
      if isShort {
        if case .character(let key) = key, let item = items.first(where: { $0.shortcut == key }) {
          return .finish(item.run)
        }
        if key == .character("j") { move(1) }
        if key == .character("k") { move(-1) }
        if key == .character("q") { return leave }
      } else if field.take(key) {
        row = 0
      }
    }
    return .stay
  }

  private var leave: OverlayStep<Root> { cancel.map { .finish($0) } ?? .close }

  mutating func paste(_ text: String) -> Bool {
    row = 0
    return field.paste(text)
  }

  /// Selects an item.
  /// - Returns: `false` if there is no such item.
  mutating func choose(_ item: Int) -> Bool {
    guard visible.indices.contains(item) else { return false }
    row = item
    return true
  }

  /// Scrolls without selecting another item.
  mutating func scroll(_ step: Int, from first: Int, height: Int) {
    top = min(max(0, first + step), max(0, visible.count - height))
  }

  private mutating func move(_ step: Int) {
    row = min(max(0, row + step), max(0, visible.count - 1))
  }
}
