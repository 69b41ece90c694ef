import HookModel

/// What a delivery is called where people read of it.
package enum DeliveryTitle {
  /// A title in so many columns: the event gives way in its middle, and then altogether, since the rest is
  /// what one looks for.
  package static func fitted(_ title: String, columns: Int) -> String {
    guard TerminalSafeText.columns(of: title, limit: columns) > columns,
      let dot = title.range(of: separator)
    else { return title }
    let rest = title[dot.lowerBound...]
    let space = columns - TerminalSafeText.columns(of: rest)
    guard space >= leastEvent else { return String(title[dot.upperBound...]) }
    return shortened(title[..<dot.lowerBound], to: space) + rest
  }

  /// An event's last word tells most events from others: `Emp… Updated`, `…Updated`.
  private static func shortened(_ event: Substring, to columns: Int) -> String {
    let verb = event.lastIndex(of: " ").map { event[$0...] } ?? ""
    let left = columns - TerminalSafeText.columns(of: verb)
    guard !verb.isEmpty, left >= 0 else {
      return TerminalSafeText(event).cutMiddle(to: columns)
    }
    guard left >= leastBeginning else { return "…" + verb.dropFirst() }
    return TerminalSafeText(event.dropLast(verb.count)).cut(to: left).text + verb
  }

  /// The least of an event's beginning, `E…`, beside its last word.
  private static let leastBeginning = 2

  /// A title without the name in it, which may be a person's.
  static func masked(_ title: String) -> String {
    title.range(of: separator).map { "\(title[..<$0.lowerBound]) · •••" } ?? "•••"
  }

  private static let separator = " · "
  /// Less than this says nothing of an event.
  private static let leastEvent = 7

  /// The delivery's name, with its event where the name leaves that out.
  /// - Parameters:
  ///   - event: the title of its webhook's event; empty if that is not known.
  ///   - showsEvent: whether the event is to be read at all: a list of one webhook has it elsewhere.
  static func text(
    _ delivery: Delivery,
    event: String,
    showsEvent: Bool,
    isMasked: Bool
  ) -> String {
    // A delivery's name may be a person's.
    if isMasked { return event.isEmpty ? "•••" : "\(event) · •••" }
    guard let name = delivery.name, !name.isEmpty else {
      return event.isEmpty ? delivery.id.description : event
    }
    let isSaid = event.isEmpty || name.hasPrefix(event)
    if !showsEvent {
      let rest = isSaid ? name.dropFirst(event.count).drop { " ·:–-".contains($0) } : name[...]
      return rest.isEmpty ? name : String(rest)
    }
    return isSaid ? name : "\(event) · \(name)"
  }
}
