import HookModel

/// `/`, `n` and `N` in the payload: keys and values, folded or not. The search itself runs beside the
/// loop.
extension ConsoleState {
  /// A text that begins so is a regular expression.
  private static let expression = "re:"

  mutating func askToSearchPayload() -> [Effect] {
    if let reason = payloadIsMissing {
      notice = .problem(reason)
      return []
    }
    guard let open = payload.open, open.raw == nil, open.rows != nil else {
      notice = .problem("the tree is what is searched; v shows it")
      return []
    }
    overlay = .prompt(
      Prompt(
        "/ (re: for an expression) ",
        change: { $0.searchPayload($1) },
        cancel: { state in
          state.payload.update { $0.forgetMatches() }
          return []
        },
        accept: { state, text in
          state.search = ""
          state.payloadSearch = text
          // Says once more what is wrong with it, or that it is not there.
          return state.searchPayload(text)
        }
      )
    )
    return []
  }

  private mutating func searchPayload(_ text: String) -> [Effect] {
    notice = nil
    guard let open = payload.open, let rows = open.rows else { return [] }
    wanted = nil
    guard !text.isEmpty, text != Self.expression else {
      payload.update { $0.forgetMatches() }
      return []
    }
    do {
      let pattern =
        text.hasPrefix(Self.expression)
        ? try JSONPattern(regularExpression: String(text.dropFirst(Self.expression.count)))
        : JSONPattern(text: text)
      wanted = pattern.source
      return [.find(rows.search(for: pattern), in: open.source)]
    } catch {
      notice = .problem("\(error)")
      return []
    }
  }

  /// What was found: goes to the first of it at or behind the chosen row.
  mutating func found(_ matches: JSONMatches, _ pattern: JSONPattern, in source: Document.Source) {
    guard payload.open?.source == source, pattern.source == wanted else { return }
    notice = nil
    payload.update { $0.found(matches, pattern) }
    guard !matches.isEmpty else {
      notice = .problem("\(pattern.source) is not in this payload")
      return
    }
    if let value = payload.open?.chosenValue, matches.contains(value) { return }
    _ = findInPayload(1)
  }

  mutating func findInPayload(_ step: Int) -> [Effect] {
    guard let open = payload.open, let matches = open.matches else {
      // In another payload the last search begins anew.
      if !payloadSearch.isEmpty, payloadIsMissing == nil, payload.open?.raw == nil {
        return searchPayload(payloadSearch)
      }
      notice = .problem("nothing is looked for yet; / begins a search")
      return []
    }
    var row: Int?
    payload.update { open in
      guard var rows = open.rows else { return }
      open.rows = nil
      row =
        step > 0
        ? rows.revealNext(matches, after: open.cursor.row)
        : rows.revealPrevious(matches, before: open.cursor.row)
      open.rows = rows
    }
    if let row { placePayload(at: row) }
    return []
  }
}
