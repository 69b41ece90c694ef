import HookModel

/// Where the console can be opened.
package enum Destination: Sendable, Equatable {
  case employer(RecordID, name: String)
  case profile(String)
}

/// Choosing and changing the employer and the profile.
extension ConsoleState {
  package mutating func receive(_ employers: [Item]) -> [Effect] {
    session.receive(employers)
    guard session.employer == nil else { return [] }
    if employers.count == 1 {
      return leave(for: .employer(employers[0].id, name: employers[0].name ?? ""))
    }
    // What is open keeps the keys.
    if session.overlay == nil {
      chooseEmployer()
    } else {
      session.say(.done("choose an employer: E"))
    }
    return []
  }

  /// `E`: another employer of the server, or another profile.
  mutating func chooseEmployer() {
    let employers = session.employers.map { item in
      let name = item.name ?? item.id.description
      return Menu.Item(title: name, detail: item.id.description) { state in
        state.leave(for: .employer(item.id, name: name))
      }
    }
    let profiles = session.profiles.map { name in
      Menu.Item(title: name, detail: "profile") { $0.leave(for: .profile(name)) }
    }
    guard !employers.isEmpty || !profiles.isEmpty else {
      session.say(.problem("no employer to choose"))
      return
    }
    session.open(.menu(Menu("Which employer?", employers + profiles)))
  }

  private mutating func leave(for destination: Destination) -> [Effect] {
    if case .employer(let id, _) = destination, id == session.employer { return [] }
    session.end(goingTo: destination)
    return []
  }
}
