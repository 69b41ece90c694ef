/// Something a person can do by a key: one row of the key table, from which the hints, the help and
/// the documentation are drawn.
package struct Command<Root>: Sendable {
  /// A stable name, used in the configuration file: `webhook.toggle`.
  package let name: String
  /// The keys that do it; the first is shown in the hints.
  package let keys: [Key]
  /// What it does, for the help.
  package let help: String
  /// One or two words for the line of hints, as things stand; nil keeps it out of that line.
  package let hint: (@Sendable (Root) -> String)?
  /// The panes in which it works.
  let panes: [Pane]
  /// Those of them that show its hint.
  let hintPanes: [Pane]
  /// Why it cannot be done now; `nil` if it can.
  let blocked: @Sendable (Root) -> String?
  package let run: @Sendable (inout Root) -> [Effect]

  package init(
    _ name: String,
    _ keys: [Key],
    _ help: String,
    hint: String? = nil,
    hintNow: (@Sendable (Root) -> String)? = nil,
    in panes: [Pane] = Pane.allCases,
    hintIn hintPanes: [Pane]? = nil,
    blocked: @escaping @Sendable (Root) -> String? = { _ in nil },
    run: @escaping @Sendable (inout Root) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.help = help
    self.hint = hintNow ?? hint.map { words in { @Sendable _ in words } }
    self.panes = panes
    self.hintPanes = hintPanes ?? panes
    self.blocked = blocked
    self.run = run
  }

  /// The same with other keys.
  package func with(keys: [Key]) -> Command {
    Command(
      name,
      keys,
      help,
      hintNow: hint,
      in: panes,
      hintIn: hintPanes,
      blocked: blocked,
      run: run
    )
  }
}
