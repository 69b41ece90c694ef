import Foundation
import HookTesting
@testable import ConsoleCore
@testable import HookConsole
@testable import HookHTTP
@testable import HookJSON
import HookModel
@testable import HookSupport

/// A console on made-up news at a fixed time: the same screen each time.
enum Sample {
  static let now = 1_795_521_660.0  // 2026-11-24 12:01:00 UTC

  static func webhook(_ number: Int, _ event: String, active: Bool = true, count: Int) -> Webhook {
    Webhook(
      id: RecordID("webhook-\(number)"),
      event: WebhookEvent(name: event),
      url: "https://crm.example/hooks/\(number)",
      active: active,
      eventCount: count
    )
  }

  static func delivery(
    _ number: Int,
    _ name: String,
    code: Int,
    _ status: TaskStatus,
    ago: Double,
    attempts: Int = 1
  ) -> Delivery {
    Delivery(
      id: RecordID("delivery-\(number)"),
      name: name,
      url: "https://crm.example/hooks/1",
      attempts: attempts,
      statusCode: code,
      taskStatus: status,
      statusMessage: code == 0 ? "connection refused" : nil,
      created: Timestamp(seconds: now - ago),
      payload: Payload(bytes: Array(payload.utf8))
    )
  }

  static let payload =
    #"[{"firstName":"Zo\u00eb","gross":1234.50,"active":true,"note":null,"#
    + #""address":{"line1":"1 High Street","town":"日本"},"tags":[]}]"#

  static func console(size: Size, clock: @escaping @Sendable () -> Double = { now }) -> Console {
    var console = Console(
      state: ConsoleState(
        location: ConsoleState.Location(employer: "Bluebird Bakery", server: "127.0.0.1:8410"),
        employer: RecordID("employer"),
        zone: .gmt,
        clock: clock
      )
    )
    _ = console.start(size: size)
    let webhooks = [
      webhook(1, "Employee_Created", count: 42), webhook(2, "Payrun_Finalised", count: 7),
      webhook(3, "JobCompleted", active: false, count: 3),
    ]
    _ = console.take(.news(.health(.live)))
    _ = console.take(.news(.list(webhooks.map { Item(id: $0.id) })))
    for webhook in webhooks { _ = console.take(.news(.webhook(webhook))) }
    let news = [
      (1, delivery(1, "Employee Created · Zoë Ellis", code: 200, .sent, ago: 90)),
      (3, delivery(2, "Job Completed · FPS", code: 410, .failed, ago: 180)),
      (2, delivery(3, "Payrun Finalised · Month 8", code: 500, .queued, ago: 30, attempts: 3)),
      (2, delivery(4, "Payrun Finalised · Month 7", code: 0, .failed, ago: 90_000)),
    ]
    for (number, delivery) in news {
      let id = RecordID("webhook-\(number)")
      _ = console.take(.news(.deliveries(id, [delivery], isHistory: false)))
    }
    load(&console)
    return console
  }

  /// Brings the payloads that are asked for.
  static func load(_ console: inout Console, _ text: String = payload) {
    while let source = console.state.payload.loading {
      let document = Document(
        source: source,
        delivery: console.state.selectedEntry?.delivery,
        payload: Payload(bytes: Array(text.utf8))
      )
      _ = console.take(.finished(.loaded(document)))
    }
  }

  static func press(_ console: inout Console, _ names: String...) {
    for name in names {
      guard let key = Key(name: name) else { fatalError("no key \(name)") }
      _ = console.take(.input(.key(key)))
    }
  }

  /// Compares the payload with one in which three members differ.
  static func compare(_ console: inout Console) {
    let newer = payload.replacing("1234.50", with: "1300.00")
      .replacing("Zo\\u00eb", with: "Zoe\u{308}").replacing(#""note":null,"#, with: "")
      .replacing(#""tags":[]"#, with: #""tags":["new"]"#)
    press(&console, "2", "m", "j", "j")
    load(&console, newer)
    for effect in console.take(.input(.key(.character("M")))) {
      guard case .payload(.compare(let old, let new)) = effect, let left = old.payload?.node,
        let right = new.payload?.node
      else { continue }
      let tree = JSONDiffTree(JSONDiff(from: left, to: right), new: right)
      _ = console.take(.finished(.compared(old, with: new, tree)))
    }
  }

  /// Presses a key and returns what it led to.
  static func press(_ console: inout Console, last name: String) -> [Effect] {
    guard let key = Key(name: name) else { fatalError("no key \(name)") }
    return console.take(.input(.key(key)))
  }

  /// Types a text, or presses a key that is named so, and returns what it led to.
  @discardableResult
  static func type(_ text: String, into console: inout Console) -> [Effect] {
    let named = text.count > 1 ? Key(name: text) : nil
    let keys = named.map { [$0] } ?? text.map { $0 == " " ? .space : .character($0) }
    return keys.flatMap { console.take(.input(.key($0))) }
  }

  /// A response of 200.
  /// An exchange with headers and bodies.
  static func exchange(_ status: Int, ago: Double = 5, signed: Bool = false) -> Exchange {
    let exchange = try? Exchange.sample(
      status,
      body: Array(#"{"error":{"code":"E17","text":"no such person"},"tries":[1,2]}"#.utf8),
      seconds: 0.0345,
      requestBody: Array(payload.utf8),
      requestHeaders: [
        "Content-Type": "application/json", "Authorization": "Basic c2VjcmV0",
        "webhook-id": "delivery-1",
      ] + (signed ? ["webhook-signature": "v1,AAAA"] as HeaderFields : []),
      headers: ["Content-Type": "application/json", "Set-Cookie": "session=tell-nobody; Path=/"],
      startedAt: now - ago
    )
    guard let exchange else { fatalError("the sample is an exchange") }
    return exchange
  }

  /// A sample is sent, and its response is read and closed.
  static func send(_ console: inout Console) {
    openExchange(&console)
    press(&console, "Esc")
  }

  /// A sample is sent: its exchange is open.
  static func openExchange(_ console: inout Console) {
    post(&console, exchange(404))
  }

  static func post(
    _ console: inout Console,
    _ exchange: Exchange,
    title: String = "Employee Created · Zoë Ellis"
  ) {
    let request = PostRequest(
      title: title,
      url: exchange.request.url,
      body: .bytes(Array(payload.utf8), delivery: RecordID("delivery-1"))
    )
    _ = console.take(.finished(.posted(request, PostResponse(exchange))))
  }

  static func response() throws -> PostResponse { PostResponse(try .sample(200)) }
}

extension Console {
  /// The screen as text.
  var screen: String {
    var console = self
    console.paint()
    return console.canvas.lines.joined(separator: "\n")
  }
}
