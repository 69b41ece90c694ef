@testable import ConsoleCore
import HookSupport
import Foundation
import Synchronization

@testable import HookConsole
@testable import HookModel

/// A server of the API with odd webhooks, at which each of two clients meets the faults that the test
/// has laid out for it.
final class FaultyAPI: Sendable {
  /// Who asks; each has a key of its own.
  enum Client: String, CaseIterable, Sendable { case tail, console }

  /// What is asked for.
  enum Call: Hashable, Sendable {
    case list
    /// By the place of the webhook.
    case webhook(Int)
    case page(Int)
    case record(Int)
  }

  private struct Trap: Hashable {
    let client: Client
    let call: Call
  }

  private struct State {
    var webhooks: [OddWebhook]
    var traps: [Trap: Fault] = [:]
    var met: [String: Int] = [:]
    /// What the console meets at every call.
    var blanket: Fault?
    var requests = 0
    var strangers: [String] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
    var number = 0
    let start = Date().timeIntervalSince1970
  }

  static let employer = "6f1d5a3e-2b0c-4d7e-8a9f-1c2b3d4e5f60"

  private let state: Mutex<State>
  private let servers = Mutex<[FaultServer]>([])

  let url: String

  init() throws {
    let webhooks = OddWebhook.all.map { OddWebhook(id: UUID(), habits: $0) }
    state = Mutex(State(webhooks: webhooks))
    let itself = Locked<FaultyAPI?>(nil)
    let other = try FaultServer { request in
      itself.withLock { $0 }?.note(stranger: request)
      return Fault.reply(200, "[]")
    }
    let position = other.url
    let server = try FaultServer { request in
      itself.withLock { $0 }?.answer(request, other: position) ?? Fault.reply(500)
    }
    url = server.url
    servers.withLock { $0 = [server, other] }
    itself.withLock { $0 = self }
  }

  func stop() {
    for server in servers.withLock({ $0 }) { server.stop() }
  }

  // MARK: What the test does

  /// Makes deliveries at a webhook; the last of several is not settled yet.
  /// - Returns: their ids.
  @discardableResult
  func deliver(_ count: Int, at webhook: Int, settled: Bool = false) -> [UUID] {
    state.withLock { state in
      (1...count).map { position in
        state.number += 1
        let made = OddWebhook.Made(
          id: UUID(),
          number: state.number,
          seconds: state.start + Double(state.number) / 1000,
          isFinal: settled || position < count || count == 1
        )
        state.webhooks[webhook].made.append(made)
        return made.id
      }
    }
  }

  /// Whatever is not settled is now.
  func settle() {
    state.withLock { state in
      for webhook in state.webhooks.indices {
        for position in state.webhooks[webhook].made.indices {
          state.webhooks[webhook].made[position].isFinal = true
        }
      }
    }
  }

  /// Lets each client meet a fault at its next call of this kind.
  func lay(_ fault: Fault, at call: Call) {
    state.withLock { state in
      for client in Client.allCases { state.traps[Trap(client: client, call: call)] = fault }
    }
  }

  /// The console meets this at every call from now on; nil ends that.
  func fail(_ fault: Fault?) {
    state.withLock { $0.blanket = fault }
  }

  /// Waits until both clients have met all that was laid out for them, or the task is cancelled.
  func allMet() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        let isNow = state.withLock { state in
          if state.traps.isEmpty || Task.isCancelled { return true }
          state.waiting.append(done)
          return false
        }
        if isNow { done.resume() }
      }
    } onCancel: {
      wake { _ in true }
    }
  }

  private func wake(_ isDue: @Sendable (State) -> Bool) {
    let waiting = state.withLock { state in
      guard isDue(state) else { return [] as [CheckedContinuation<Void, Never>] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for one in waiting { one.resume() }
  }

  /// All deliveries there are.
  var made: [OddWebhook.Made] { state.withLock { $0.webhooks.flatMap(\.made) } }
  /// How often each fault was met, and how many requests there were.
  var met: [String: Int] { state.withLock { $0.met } }
  var requests: Int { state.withLock { $0.requests } }
  /// What a server was asked to which only redirects lead.
  var strangers: [String] { state.withLock { $0.strangers } }
  /// What nobody has met yet.
  var unmet: [String] {
    state.withLock { $0.traps.map { "\($0.client) \($0.call): \($1.name)" } }
  }

  private func note(stranger request: FaultServer.Request) {
    state.withLock { $0.strangers.append("\(request.target) \(request.authorization)") }
  }

  // MARK: Answers

  private func answer(_ request: FaultServer.Request, other: String) -> FaultServer.Answer {
    let answer = state.withLock { state in
      state.requests += 1
      let client = Client.allCases.first {
        request.authorization == Credentials(key: $0.rawValue).authorization
      }
      guard let client else { return Fault.reply(401) }
      if request.target.hasSuffix("circle") { return Fault.circle(request.target) }
      guard let (call, body) = Self.find(request.target, state) else { return Fault.reply(404) }
      if client == .console, let blanket = state.blanket {
        return blanket.answer(
          Fault.Context(body: body ?? "", target: request.target, other: other)
        )
      }
      guard !request.target.hasSuffix("again"), let body,
        let fault = state.traps.removeValue(forKey: Trap(client: client, call: call))
      else { return body.map { Fault.reply(200, $0) } ?? Fault.reply(404) }
      state.met[fault.name, default: 0] += 1
      return fault.answer(Fault.Context(body: body, target: request.target, other: other))
    }
    wake { $0.traps.isEmpty }
    return answer
  }

  /// What is asked for, and what there is to answer, `nil` if there is no such thing.
  private static func find(_ target: String, _ state: State) -> (Call, String?)? {
    guard let address = URLComponents(string: target) else { return nil }
    let parts = address.path.split(separator: "/").map(String.init)
    guard parts.count > 2, parts[0] == "employers", parts[2] == "webhooks" else { return nil }
    if parts.count == 3 {
      return (.list, "[\(state.webhooks.map(\.item).joined(separator: ","))]")
    }
    let id = UUID(uuidString: parts[3])
    guard let position = state.webhooks.firstIndex(where: { $0.id == id }) else { return nil }
    let webhook = state.webhooks[position]
    if parts.count == 4 { return (.webhook(position), webhook.record) }
    if parts.count == 5 {
      func number(_ name: String) -> Int? {
        address.queryItems?.first { $0.name == name }?.value.flatMap { Int($0) }
      }
      let page = webhook.page(number("pageNum") ?? 0, of: number("pageSize") ?? 50)
      return (.page(position), page)
    }
    return (.record(position), UUID(uuidString: parts[5]).flatMap { webhook.record($0) })
  }
}
