import HookModel

/// The form in which a webhook is created or changed. What is wrong is said beside the field, before
/// anything is sent.
package struct HookForm: Sendable {
  /// What a key asks for.
  package enum Step: Sendable {
    case stay, close
    case discard(HookForm)
    case chooseEvent(HookForm)
    case submit(HookForm)
  }

  enum Field: Int, CaseIterable, Sendable { case event, url, active }

  /// The webhook that is changed, as it was seen; `nil` for a new one.
  private(set) var before: Webhook?
  private(set) var events: [WebhookEvent]
  private(set) var eventRow: Int
  private(set) var url: TextField
  private(set) var active: Bool
  private(set) var field: Field
  private(set) var isSending = false
  /// What the server said to it.
  private(set) var problem: String?
  /// What can be done about it.
  private(set) var hint: String?
  /// Beside the field from the first try to send on.
  private var wasTried = false
  /// What it held when it was opened.
  private let opened: WebhookDraft

  init(creating event: WebhookEvent) {
    events = WebhookEvent.known
    eventRow = events.firstIndex(of: event) ?? 0
    url = TextField("https://", holdsURL: true)
    active = true
    field = .event
    opened = WebhookDraft(event: event, url: "https://")
  }

  init(changing webhook: Webhook) {
    before = webhook
    // An event that is new to us stays what it is unless another is chosen.
    let isKnown = WebhookEvent.known.contains(webhook.event)
    events = WebhookEvent.known + (isKnown ? [] : [webhook.event])
    eventRow = events.firstIndex(of: webhook.event) ?? 0
    url = TextField(webhook.url, holdsURL: true)
    active = webhook.active
    field = .url
    opened = webhook.draft
  }

  var title: String { before == nil ? "New webhook" : "Change webhook" }

  /// What its keys do.
  var hints: [(key: String, text: String)] {
    let enter = field == .event ? "choose an event" : before == nil ? "create it" : "save it"
    return [("Tab", "next field"), ("Enter", enter), ("Esc", "cancel")]
  }

  var draft: WebhookDraft {
    WebhookDraft(event: events[eventRow], url: url.text, active: active)
  }

  var urlProblem: String? { wasTried ? draft.urlProblem : nil }

  mutating func take(_ key: Key) -> Step {
    // What is on its way is waited for; the form can still be left.
    if isSending { return key == .escape ? .close : .stay }
    switch key {
    case .escape:
      return draft == opened ? .close : .discard(self)
    case .enter:
      return field == .event ? .chooseEvent(self) : submit()
    case .tab, .down: moveField(1)
    case .backTab, .up: moveField(-1)
    default: takeInField(key)
    }
    return .stay
  }

  private mutating func moveField(_ step: Int) {
    let count = Field.allCases.count
    field = Field.allCases[(field.rawValue + step + count) % count]
  }

  private mutating func takeInField(_ key: Key) {
    switch field {
    case .event: chooseEvent(key)
    case .url: _ = url.take(key)
    case .active:
      if [.space, .left, .right, .character("h"), .character("l")].contains(key) {
        active.toggle()
      }
      if key == .character("y") { active = true }
      if key == .character("n") { active = false }
    }
  }

  private mutating func chooseEvent(_ key: Key) {
    switch key {
    case .right, .space, .character("l"): eventRow = (eventRow + 1) % events.count
    case .left, .character("h"): eventRow = (eventRow + events.count - 1) % events.count
    case .character(let character):
      // A character goes to the next event that begins with it.
      let order = events.indices.map { (eventRow + 1 + $0) % events.count }
      let found = order.first { events[$0].title.lowercased().hasPrefix(character.lowercased()) }
      eventRow = found ?? eventRow
    default: break
    }
  }

  var takesText: Bool { !isSending }

  /// What is pasted can only be the URL.
  mutating func paste(_ text: String) -> Bool {
    guard url.paste(text) else { return false }
    field = .url
    return true
  }

  /// With another event, and on to the next field.
  func choosing(_ event: WebhookEvent) -> HookForm {
    var form = self
    form.eventRow = events.firstIndex(of: event) ?? eventRow
    form.field = .url
    return form
  }

  mutating func startSending() {
    isSending = true
  }

  private mutating func submit() -> Step {
    wasTried = true
    (problem, hint) = (nil, nil)
    guard draft.urlProblem == nil else {
      field = .url
      return .stay
    }
    guard draft != before?.draft else { return .close }
    return .submit(self)
  }

  /// The server did not take it.
  mutating func failed(_ message: String, now current: Webhook? = nil) {
    isSending = false
    problem = message
    guard let current else { return }
    let changes = before?.draft.changes(to: current.draft) ?? ""
    problem = "changed elsewhere: now \(changes)"
    hint = "Enter overwrites it, Esc keeps it"
    before = current
  }
}
