import Foundation
import HookHTTP
import HookJSON
import HookServer
import HookSignatures
import HookSupport

/// What a receiver does with a request: checks, responds or forwards, keeps, reports.
final class ReceiverHandler: Sendable {
  private let configuration: ReceiverConfiguration
  private let store: CaptureStore?
  private let record: ReceiverRecord
  private let forwarder: Forwarder?
  private let reporting: ExchangeReporting
  private let scripts: ResponseScripts
  private let arrived: Receiver.Arrived

  init(
    _ configuration: ReceiverConfiguration,
    store: CaptureStore?,
    record: ReceiverRecord,
    port: UInt16,
    arrived: @escaping Receiver.Arrived
  ) throws {
    self.configuration = configuration
    self.store = store
    self.record = record
    self.arrived = arrived
    forwarder = try configuration.forward.map {
      try Forwarder(
        url: $0,
        timeout: configuration.forwardTimeout,
        wait: configuration.forwardWait,
        trust: configuration.trust
      )
    }
    reporting = ExchangeReporting(port: port)
    scripts = ResponseScripts(configuration.steps)
  }

  /// A request was answered without being handled.
  func refused(_ request: HTTPRequest?, _ failure: HTTPFailure) {
    let now = Date().timeIntervalSince1970
    let wants = configuration.reportsExchanges
    let exchange = request.flatMap { reporting.exchange($0, failure.response, at: now) }
    record.add(
      ReceivedRequest(
        method: request?.method ?? "",
        path: request?.target ?? "",
        headers: request?.headers ?? [],
        body: [],
        time: now,
        status: failure.status,
        signature: nil,
        refusal: failure.message,
        sender: request?.sender ?? "",
        exchanges: wants ? [exchange].compactMap { $0 } : []
      ),
      at: record.arrive()
    )
  }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let call = Call(
      request: request,
      time: Date().timeIntervalSince1970,
      position: record.arrive(),
      signature: nil
    )
    do {
      return try await respond(to: call)
    } catch {
      // What is not on the disk is not acknowledged: the sender sends it again.
      return .failure(503, "not captured: \(error)")
    }
  }

  /// A request on its way.
  private struct Call: Sendable {
    let request: HTTPRequest
    /// Seconds since 1970.
    let time: Double
    let position: Int
    var signature: SignatureResult?
  }

  /// What is done with a request.
  private enum Plan {
    case respond(HTTPResponse, ExchangeFailure?)
    case forward(Forwarder)
    case hang
  }

  private func respond(to call: Call) async throws -> HTTPResponse {
    var call = call
    let request = call.request
    call.signature = configuration.verifier?.check(
      request.body,
      request.headers,
      now: Int64(call.time)
    )
    let source = try await store?.source(of: request)
    let plan = plan(call, source)
    let delay = source?.response.delay ?? configuration.delay
    var kept: CaptureStore.Kept?
    switch plan {
    case .respond(var response, let failure):
      if delay > 0 { kept = try await keepArrival(call, source) }
      addHeaders(to: &response)
      await wait(delay)
      try await end(call, source, kept, response, failure)
      return response
    case .forward(let forwarder):
      kept = try await keepArrival(call, source)
      var (response, onward) = await forwarder.forward(request)
      addHeaders(to: &response)
      await wait(delay)
      try await end(call, source, kept, response, nil, onward: onward)
      return response
    case .hang:
      try await end(call, source, nil, nil, ResponseStep.hang.failure)
      // Cut short when the receiver stops.
      await wait(.infinity)
      return ResponseStep.hang.response
    }
  }

  private func plan(_ call: Call, _ source: CaptureSource?) -> Plan {
    if let signature = call.signature, !signature.isRight, configuration.requiresSignature {
      return .respond(.failure(401, signature.description), nil)
    }
    if source?.isActive == false { return .respond(HTTPResponse(status: 410), nil) }
    if configuration.answersChallenges, let response = Challenge.response(to: call.request) {
      return .respond(response, nil)
    }
    if let forwarder, source?.steps.isEmpty ?? true { return .forward(forwarder) }
    let step = scripts.next(of: source)
    if step == .hang { return .hang }
    var response = step.response
    if let own = source?.response {
      response.headers = own.headers
      response.body = own.body
    }
    return .respond(response, step.failure)
  }

  /// The headers that each response has, besides those that the library adds.
  private func addHeaders(to response: inout HTTPResponse) {
    for (name, value) in configuration.headers { response.headers.add(name, value) }
    // Else the library adds one, and what went out would not be known.
    if response.headers["Date"] == nil {
      response.headers.add("Date", HTTPDate.text(seconds: Date().timeIntervalSince1970))
    }
  }

  /// Cut short when the receiver stops.
  private func wait(_ seconds: Double) async {
    guard seconds > 0 else { return }
    try? await Task.sleep(for: .seconds(min(seconds, 86_400)))
  }

  // MARK: Keeping

  /// Keeps a request whose response takes a while, so that it is seen at once.
  private func keepArrival(_ call: Call, _ source: CaptureSource?) async throws -> CaptureStore
    .Kept?
  {
    guard let store, let source else { return nil }
    let exchange = reporting.exchange(call.request, nil, at: call.time)
    let pending = CaptureStore.Ending(status: 0, isPending: true, exchange: exchange, onward: nil)
    let kept = try await store.add(arrival(call), pending, to: source)
    arrived(kept.request, kept.source)
    return kept
  }

  private func arrival(_ call: Call) -> CaptureStore.Arrival {
    CaptureStore.Arrival(
      request: call.request,
      time: Int64(call.time * 1000),
      title: CaptureTitle.of(call.request),
      signature: call.signature.map { $0.isRight ? "" : $0.summary }
    )
  }

  /// Keeps and reports what became of a request.
  /// - Parameters:
  ///   - kept: what `keepArrival` gave.
  ///   - response: `nil` if there is none.
  ///   - failure: what the sender sees in place of a whole response.
  private func end(
    _ call: Call,
    _ source: CaptureSource?,
    _ kept: CaptureStore.Kept?,
    _ response: HTTPResponse?,
    _ failure: ExchangeFailure?,
    onward: Exchange? = nil
  ) async throws {
    // A reset has no response.
    let given = failure?.phase == .response ? nil : response
    let wants = configuration.reportsExchanges || store != nil
    let exchange =
      wants ? reporting.exchange(call.request, given, failure, at: call.time) : nil
    var received = ReceivedRequest(
      method: call.request.method,
      path: call.request.target,
      headers: call.request.headers,
      body: call.request.body,
      time: call.time,
      status: given?.status ?? 0,
      signature: call.signature,
      refusal: nil,
      sender: call.request.sender,
      failure: failure,
      exchanges: wants ? [exchange, onward].compactMap { $0 } : []
    )
    if let store, let source {
      let ending = CaptureStore.Ending(
        status: received.status,
        isPending: false,
        exchange: exchange,
        onward: onward
      )
      if let kept {
        received.captured = try await store.finish(kept.request, ending) ?? kept
      } else {
        received.captured = try await store.add(arrival(call), ending, to: source)
      }
    }
    record.add(received, at: call.position)
  }
}

/// How to respond, one step after the other: that of the endpoint, or of a source.
private final class ResponseScripts: Sendable {
  private struct State: Sendable {
    var left: ArraySlice<ResponseStep>
    /// How many were given of a source, and of which steps.
    var given: [Int64: (steps: [ResponseStep], count: Int)] = [:]
  }

  private let state: Locked<State>

  init(_ steps: [ResponseStep]) {
    state = Locked(State(left: steps.isEmpty ? [.status(200)] : steps[...]))
  }

  func next(of source: CaptureSource?) -> ResponseStep {
    state.withLock { state in
      guard let source, !source.steps.isEmpty else {
        if state.left.count > 1 { return state.left.removeFirst() }
        return state.left.first ?? .status(200)
      }
      var given = state.given[source.id] ?? (source.steps, 0)
      // Other steps begin from their first.
      if given.steps != source.steps { given = (source.steps, 0) }
      defer { state.given[source.id] = (given.steps, given.count + 1) }
      return source.steps[min(given.count, source.steps.count - 1)]
    }
  }
}
