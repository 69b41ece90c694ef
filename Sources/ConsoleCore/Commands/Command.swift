/// What commands are about: the headings of the help.
package enum Subject: String, CaseIterable, Sendable {
  case moving = "Moving"
  case webhooks = "Webhooks"
  case events = "Events"
  case sending = "Sending"
  case payload = "Payload"
  case exchange = "Exchange"
  case screen = "Screen and program"
}

/// Something a person can do by a key: one row of the key table, from which the hints, the help and
/// the documentation are drawn.
package struct Command<Root>: Sendable {
  /// A stable name, used in the configuration file: `webhook.toggle`.
  package let name: String
  /// The keys that do it; the first is shown in the hints.
  package let keys: [Key]
  /// What it does, for the help.
  package let help: String
  package let subject: Subject
  /// Other words that people look for it by.
  package let synonyms: String
  /// One or two words for the line of hints, as things stand; `nil` keeps it out of that line.
  package let hint: (@Sendable (Root) -> String?)?
  /// Where it works.
  let contexts: [KeyContext]
  /// Why it cannot be done now; `nil` if it can.
  let blocked: @Sendable (Root) -> String?
  package let run: @Sendable (inout Root) -> [Effect]

  package init(
    _ name: String,
    _ keys: [Key],
    _ help: String,
    subject: Subject = .screen,
    synonyms: String = "",
    hint: String? = nil,
    hintNow: (@Sendable (Root) -> String?)? = nil,
    in contexts: [KeyContext] = KeyContext.panes,
    blocked: @escaping @Sendable (Root) -> String? = { _ in nil },
    run: @escaping @Sendable (inout Root) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.help = help
    self.subject = subject
    self.synonyms = synonyms
    self.hint = hintNow ?? hint.map { words in { @Sendable _ in words } }
    self.contexts = contexts
    self.blocked = blocked
    self.run = run
  }

  /// The same under a heading.
  package func under(_ subject: Subject) -> Command {
    Command(
      name,
      keys,
      help,
      subject: subject,
      synonyms: synonyms,
      hintNow: hint,
      in: contexts,
      blocked: blocked,
      run: run
    )
  }

  /// The same with other keys.
  package func with(keys: [Key]) -> Command {
    Command(
      name,
      keys,
      help,
      subject: subject,
      synonyms: synonyms,
      hintNow: hint,
      in: contexts,
      blocked: blocked,
      run: run
    )
  }

  /// The keys as the help shows them: `j Down`.
  package var keyNames: String { keys.map(\.shortName).joined(separator: " ") }

  /// Whether it works in every pane.
  package var isEverywhere: Bool { KeyContext.panes.allSatisfy(contexts.contains) }
}
