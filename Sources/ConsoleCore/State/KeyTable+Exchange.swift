/// The keys of the exchange view that nothing else has.
extension KeyTable {
  static let exchange: [Command<ConsoleState>] =
    ExchangeSection.allCases.map { section in
      Command<ConsoleState>(
        "section.\(section.rawValue + 1)",
        [.character(Character(String(section.rawValue + 1)))],
        "to the section \(section.title)",
        in: [.exchange]
      ) { $0.show(section) }
    } + [
      Command<ConsoleState>(
        "section.next",
        [.tab],
        "to the next section",
        hint: "next section",
        in: [.exchange]
      ) { $0.turnExchange(by: 1) },
      Command<ConsoleState>(
        "section.previous",
        [.backTab],
        "to the previous section",
        in: [.exchange]
      ) { $0.turnExchange(by: -1) },
    ]
}
