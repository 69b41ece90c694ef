/// `q` and Ctrl-C: out of what is open, and out of the program.
extension ConsoleState {
  /// What would be lost by leaving now; `nil` where nothing would.
  private var unfinished: String? {
    if webhooks.isChanging { return "a change is still on its way" }
    if deliveries.edited != nil { return "an edited text is neither sent nor saved (S offers it)" }
    if let target = deliveries.forwarding.target {
      return "deliveries are still forwarded to \(target)"
    }
    // The same words however many are left: who asks twice means it.
    if let bulk = deliveries.bulk {
      return "deliveries are still being sent to \(bulk.target.authority)"
    }
    return deliveries.inFlight > 0 ? "a delivery is still on its way" : nil
  }

  /// `q`: asks once where something would be lost.
  mutating func quit() -> [Effect] {
    leave(again: "q again quits")
  }

  /// Ctrl-C: closes what is open. With nothing open it leaves, and asks once where something would be
  /// lost. A second one always leaves.
  package mutating func interrupt() -> [Effect] {
    if session.wasInterrupted {
      session.end()
      return []
    }
    defer { session.setInterrupted(true) }
    guard session.overlay != nil else { return leave(again: "Ctrl-C again quits") }
    let effects = closeOverlay()
    showWaiting()
    session.say(session.notice ?? .done("closed: Ctrl-C again quits"))
    return effects
  }

  private mutating func leave(again: String) -> [Effect] {
    guard let reason = unfinished, reason != session.reasonToStay else {
      session.end()
      return []
    }
    session.setReasonToStay(reason)
    session.say(.problem("\(reason): \(again)"))
    return []
  }
}
