/// `q` and Ctrl-C: out of what is open, and out of the program.
extension ConsoleState {
  /// What would be lost by leaving now; `nil` where nothing would.
  private var unfinished: String? {
    if isChanging { return "a change is still on its way" }
    if edited != nil { return "an edited text is neither sent nor saved (S offers it)" }
    if let target = forwarding.target { return "deliveries are still forwarded to \(target)" }
    return inFlight > 0 ? "a delivery is still on its way" : nil
  }

  /// `q`: asks once where something would be lost.
  mutating func quit() -> [Effect] {
    leave(again: "q again quits")
  }

  /// Ctrl-C: closes what is open. With nothing open it leaves, and asks once where something would be
  /// lost. A second one always leaves.
  package mutating func interrupt() -> [Effect] {
    if wasInterrupted {
      isOver = true
      return []
    }
    defer { wasInterrupted = true }
    guard overlay != nil else { return leave(again: "Ctrl-C again quits") }
    let effects = closeOverlay()
    showWaiting()
    notice = notice ?? .done("closed: Ctrl-C again quits")
    return effects
  }

  private mutating func leave(again: String) -> [Effect] {
    guard let reason = unfinished, reason != reasonToStay else {
      isOver = true
      return []
    }
    reasonToStay = reason
    notice = .problem("\(reason): \(again)")
    return []
  }
}
