/// All keys under headings, narrowed by what is typed; Enter runs the selected command.
struct HelpList<Root>: Sendable {
  typealias Run = @Sendable (inout Root, Command<Root>) -> [Effect]

  var field = TextField()
  /// The selected one of the visible commands.
  private(set) var row = 0
  private let commands: [Command<Root>]
  private let run: Run

  init(_ commands: [Command<Root>], run: @escaping Run) {
    self.commands = commands
    self.run = run
  }

  /// The commands that what is typed leaves, subject by subject.
  var visible: [Command<Root>] {
    let words = field.text.lowercased().split(separator: " ")
    return Subject.allCases.flatMap { subject in
      commands.filter { command in
        guard command.subject == subject else { return false }
        let text = [
          command.keyNames, command.help, command.name, command.synonyms, subject.rawValue,
        ].joined(separator: " ").lowercased()
        return words.allSatisfy { text.contains($0) }
      }
    }
  }

  mutating func take(_ key: Key, page: Int) -> OverlayStep<Root> {
    switch key {
    case .escape, .function(1): return .close
    case .enter:
      guard visible.indices.contains(row) else { return .stay }
      let (run, command) = (run, visible[row])
      return .finish { run(&$0, command) }
    case .down, .tab: move(1)
    case .up, .backTab: move(-1)
    case .pageDown: move(page)
    case .pageUp: move(-page)
    default:
      if field.text.isEmpty, key == .character("?") { return .close }
      if field.take(key) { row = 0 }
    }
    return .stay
  }

  mutating func paste(_ text: String) -> Bool {
    row = 0
    return field.paste(text)
  }

  mutating func move(_ rows: Int) {
    row = min(max(0, row + rows), max(0, visible.count - 1))
  }
}
