import Foundation
import HookSupport

/// `w`: the payload into a file.
extension ConsoleState {
  /// Why there is nothing to save; `nil` if there is something, or it is on its way.
  var saveIsBlocked: String? {
    if !session.views.isEmpty { return exchangeAtHand == nil ? "nothing is selected" : nil }
    return reading.isBehind || reading.open?.isBeginning == true ? nil : payloadIsMissing
  }

  /// Asks for the file, by its whole path. What is on its way is waited for after that.
  mutating func askToSave() -> [Effect] {
    guard let source = reading.isBehind ? reading.loading : reading.open?.source else { return [] }
    // What is selected may change while the path is typed.
    let whole = payloadIsMissing == nil ? shownPayload : nil
    let path = "\(session.folder == "/" ? "" : session.folder)/\(fileName(source))"
    session.open(
      .prompt(
        Prompt(session.isMasked ? "save with masked values to " : "save to ", text: path) {
          state,
          path in
          guard !path.trimmingBlanks.isEmpty else {
            throw Problem("no file name: type one, or press Esc")
          }
          return [.file(.save(try whole ?? state.payload(of: source), path: path))]
        }
      )
    )
    return []
  }

  /// - Throws: `Problem` where it is not open, or not all there.
  private func payload(of source: Document.Source) throws -> ShownPayload {
    guard reading.open?.source == source || reading.loading == source else {
      throw Problem("the payload is no longer open: press Esc and select it")
    }
    if let reason = payloadIsMissing { throw Problem("\(reason): press Enter again soon") }
    guard let shownPayload else { throw Problem("no payload here") }
    return shownPayload
  }

  /// `employee-created-9b1d7c2a.json`, which no other delivery has.
  private func fileName(_ source: Document.Source) -> String {
    switch source {
    case .exchange(let id, let part):
      let number =
        switch id {
        case .session(let number), .attempt(_, let number): number
        }
      let ending = session.exchange?.originalBody == nil ? "json" : "body"
      return "exchange-\(number)-\(part.rawValue).\(ending)"
    case .sample(let event): return "\(Self.slug(event.title))-sample.json"
    case .delivery(let id, let webhook):
      let event = hooks.webhook(webhook)?.title ?? "payload"
      return "\(Self.slug(event))-\(Self.slug(String(id.description.prefix(8)))).json"
    }
  }

  private static func slug(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.joined(separator: "-")
  }
}
