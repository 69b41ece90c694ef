import HookJSON

/// `/`, `n` and `N` in the payload: keys and values, folded or not, or its text. The search itself runs
/// beside the loop; it waits until the payload is there.
extension ConsoleState {
  /// A text that begins so is a regular expression.
  private static let expression = "re:"

  mutating func askToSearchPayload() -> [Effect] {
    session.setSearchOrigin(SearchOrigin(self))
    session.open(
      .prompt(
        Prompt(
          "/ (re: for an expression) ",
          change: { $0.searchPayload($1) },
          cancel: { state in
            let effects =
              state.stopSearching() + (state.session.searchOrigin?.restore(&state) ?? [])
            state.session.setSearchOrigin(nil)
            state.reading.update { $0.forgetMatches() }
            return effects
          },
          accept: { state, text in
            // One that cannot be read can be mended.
            if text.hasPrefix(Self.expression) { _ = try Self.pattern(text) }
            state.session.setSearch("")
            state.reading.setQuery(text)
            let effects = state.searchPayload(text)
            if let search = state.reading.searching { state.session.say(.done(search.sentence)) }
            return effects
          }
        )
      )
    )
    return []
  }

  private static func pattern(_ query: String) throws -> JSONPattern {
    query.hasPrefix(expression)
      ? try JSONPattern(regularExpression: String(query.dropFirst(expression.count)))
      : JSONPattern(text: query)
  }

  private mutating func searchPayload(_ query: String) -> [Effect] {
    session.say(nil)
    if let search = reading.searching, search.query == query,
      search.source == reading.open?.source
    {
      return []
    }
    if let open = reading.open, open.query == query, open.matches != nil {
      return stopSearching() + goToMatch(query)
    }
    let stop = stopSearching()
    guard !query.isEmpty, query != Self.expression else {
      reading.update { $0.forgetMatches() }
      return stop + (session.searchOrigin?.restore(&self) ?? [])
    }
    do {
      let pattern = try Self.pattern(query)
      if isPayloadComing {
        reading.setSearching(PayloadSearch(query: query, source: nil))
      } else if let open = reading.open, let job = open.searchJob(for: pattern) {
        let search = PayloadSearch(query: query, source: open.source)
        reading.setSearching(search)
        // The newest cancels the one before it.
        return [.payload(.find(job, search))]
      } else {
        session.say(.problem("there is no payload here"))
      }
    } catch {
      session.say(.problem("\(error)"))
    }
    return stop
  }

  /// Whether the payload that is to be shown is not there or not whole.
  private var isPayloadComing: Bool {
    reading.isBehind || reading.open?.isBeginning == true
      || reading.open == nil && reading.loading != nil
  }

  /// Gives up the search that is under way, if there is one.
  mutating func stopSearching() -> [Effect] {
    defer { reading.setSearching(nil) }
    return reading.searching?.source == nil ? [] : [.payload(.stopFinding)]
  }

  /// Begins what waited for the payload, and gives up what was looked for in another one.
  mutating func keepSearching() -> [Effect] {
    guard let search = reading.searching else { return [] }
    if let source = search.source {
      return source == reading.open?.source ? [] : stopSearching()
    }
    guard !isPayloadComing else { return [] }
    return searchPayload(search.query)
  }

  /// Takes in what was found by the newest search.
  package mutating func found(_ matches: PayloadMatches, by search: PayloadSearch) -> [Effect] {
    guard search == reading.searching, search.source == reading.open?.source else { return [] }
    reading.setSearching(nil)
    session.say(nil)
    reading.update { $0.found(matches, for: search.query) }
    return goToMatch(search.query)
  }

  /// Goes to the first match at or after the row where the search began; back to it if there is none.
  private mutating func goToMatch(_ query: String) -> [Effect] {
    let effects = session.searchOrigin?.restore(&self) ?? []
    if session.overlay == nil { session.setSearchOrigin(nil) }
    guard reading.open?.matches?.isEmpty == false else {
      session.say(.problem("not in this payload: \(query)"))
      return effects
    }
    if reading.open?.isOnMatch == false { _ = findInPayload(1) }
    return effects
  }

  mutating func findInPayload(_ step: Int) -> [Effect] {
    guard let open = reading.open, open.matches != nil else {
      // In another payload the last search begins again.
      guard !reading.query.isEmpty else {
        if goToDrift(step) { return [] }
        session.say(
          .problem(driftNote.map { "nothing is marked: \($0)" } ?? "no search yet: press /")
        )
        return []
      }
      return searchPayload(reading.query)
    }
    var row: Int?
    reading.update { row = $0.revealMatch(step) }
    if let row {
      placePayload(at: row)
    } else if let query = open.query {
      session.say(.problem("not in this payload: \(query)"))
    }
    return []
  }
}

extension PayloadSearch {
  /// For the status line.
  package var sentence: String {
    source == nil
      ? "searching for \(query) once the payload is there" : "searching for \(query): Esc stops it"
  }
}
