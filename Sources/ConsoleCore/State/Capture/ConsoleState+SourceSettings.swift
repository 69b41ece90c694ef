import HookHTTP
import HookModel
import HookSupport

/// How a source of a capture responds: a menu of what can be set, with what is set now.
extension ConsoleState {
  /// `e` on a source.
  mutating func askToRespond() -> [Effect] {
    guard let source = selectedWebhook else {
      session.say(.problem("select a source first"))
      return []
    }
    return [.api(.sourceSettings(source.id))]
  }

  private typealias Setting = (
    key: Character, title: String, value: String,
    run: @Sendable (inout ConsoleState, RecordID, SourceSettings) -> [Effect]
  )

  mutating func chooseSetting(of source: RecordID, _ settings: SourceSettings) {
    let asSetUp = "as the endpoint is set up"
    let all: [Setting] = [
      (
        "c", "status codes", settings.steps.joined(separator: ","),
        { $0.askForSteps($1, $2) }
      ),
      ("t", "time before the response", settings.delayText, { $0.askForDelay($1, $2) }),
      ("h", "headers", settings.headersText, { $0.askForHeader($1, $2) }),
      ("b", "body", settings.body, { $0.askForBody($1, $2) }),
    ]
    var items = all.map { setting in
      Menu.Item(
        shortcut: setting.key,
        title: setting.title,
        detail: setting.value.isEmpty ? asSetUp : setting.value
      ) { setting.run(&$0, source, settings) }
    }
    items.append(
      Menu.Item(shortcut: "r", title: "reset", detail: "all \(asSetUp)") { _ in
        [.api(.respond(source, SourceSettings()))]
      }
    )
    let title = hooks.webhook(source)?.title ?? "the source"
    session.open(.menu(Menu("How \(title) responds", items)))
  }

  mutating func responds(_ source: RecordID, _ settings: SourceSettings) {
    let title = hooks.webhook(source)?.title ?? "the source"
    session.say(.done("\(title) responds \(settings.text)"))
  }

  // MARK: One setting

  /// - Parameter change: throws where the text cannot be used.
  private mutating func ask(
    _ label: String,
    _ text: String,
    example: String,
    of source: RecordID,
    _ settings: SourceSettings,
    _ change: @escaping @Sendable (inout SourceSettings, String) throws -> Void
  ) -> [Effect] {
    session.open(
      .prompt(
        Prompt(label, text: text, example: example) { _, text in
          var settings = settings
          try change(&settings, text)
          return [.api(.respond(source, settings))]
        }
      )
    )
    return []
  }

  private mutating func askForSteps(_ source: RecordID, _ settings: SourceSettings) -> [Effect] {
    ask(
      "status codes: ",
      settings.steps.joined(separator: ","),
      example: "500,reset,200 (also hang, drip, cut; empty: as the endpoint)",
      of: source,
      settings
    ) {
      $0.steps = try Self.steps($1)
    }
  }

  private static func steps(_ text: String) throws -> [String] {
    let words = text.split { $0 == "," || $0 == " " }.map(String.init)
    for word in words where !["reset", "hang", "drip", "cut"].contains(word) {
      guard let status = Int(word), (200...599).contains(status) else {
        throw Problem("\(word) is not a status code; try: 200, or 500,reset,200")
      }
    }
    return words
  }

  private mutating func askForDelay(_ source: RecordID, _ settings: SourceSettings) -> [Effect] {
    ask(
      "time before the response: ",
      settings.delayText,
      example: "250ms, 15s or 2m",
      of: source,
      settings
    ) {
      let text = $1.trimmingBlanks
      $0.delay = try text.isEmpty ? nil : Self.delay(text)
    }
  }

  private static func delay(_ text: String) throws -> Double {
    guard let seconds = TimeExpression.length(text), seconds <= 86_400 else {
      throw Problem("\(text) is not a time of up to a day; try: 250ms, 15s or 2m")
    }
    return seconds
  }

  private mutating func askForHeader(_ source: RecordID, _ settings: SourceSettings) -> [Effect] {
    ask(
      "header: ",
      "",
      example: "Retry-After: 5 (empty: none)",
      of: source,
      settings
    ) {
      guard !$1.trimmingBlanks.isEmpty else {
        $0.headers = []
        return
      }
      let field = try Self.header($1)
      $0.headers.fields.removeAll { $0.isNamed(field.name) }
      $0.headers.fields.append(field)
    }
  }

  private static func header(_ text: String) throws -> HeaderField {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingBlanks
    guard parts.count == 2, !name.isEmpty, name.allSatisfy({ $0.isASCII && !$0.isWhitespace })
    else { throw Problem("\(text) is not a header; try: Retry-After: 5") }
    return HeaderField(name, parts[1].trimmingBlanks)
  }

  private mutating func askForBody(_ source: RecordID, _ settings: SourceSettings) -> [Effect] {
    ask(
      "body: ",
      settings.body,
      example: #"{"ok":true} (empty: none)"#,
      of: source,
      settings
    ) {
      $0.body = $1
    }
  }
}

extension SourceSettings {
  fileprivate var delayText: String {
    guard let delay else { return "" }
    let milliseconds = Int((delay * 1000).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }

  fileprivate var headersText: String {
    headers.fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
  }

  /// After "responds".
  fileprivate var text: String {
    var parts: [String] = []
    if !steps.isEmpty { parts.append("with \(steps.joined(separator: ", "))") }
    if delay != nil { parts.append("after \(delayText)") }
    if !headers.fields.isEmpty { parts.append("with \(headersText)") }
    if !body.isEmpty { parts.append("with the body \(body)") }
    return parts.isEmpty ? "as the endpoint is set up" : parts.joined(separator: " · ")
  }
}
