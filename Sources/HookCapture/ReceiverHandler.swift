import Foundation
import HookHTTP
import HookJSON
import HookServer
import HookSupport

/// What a receiver does with a request: checks, responds or forwards, keeps, reports.
final class ReceiverHandler: Sendable {
  private let configuration: ReceiverConfiguration
  private let store: CaptureStore?
  private let record: ReceiverRecord
  private let forwarder: Forwarder?
  private let reporting: ExchangeReporting
  private let scripts: ResponseScripts

  init(
    _ configuration: ReceiverConfiguration,
    store: CaptureStore?,
    record: ReceiverRecord,
    port: UInt16
  ) throws {
    self.configuration = configuration
    self.store = store
    self.record = record
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
        exchanges: wants ? reporting.exchanges(request, failure.response, at: now) : []
      ),
      at: record.arrive()
    )
  }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let time = Date().timeIntervalSince1970
    let position = record.arrive()
    let signature = configuration.verifier?.check(request.body, request.headers, now: Int64(time))
    var source: CaptureSource?
    do {
      source = try await store?.source(of: request)
    } catch {
      return .failure(503, "not captured: \(error)")
    }
    var response: HTTPResponse
    var onward: Exchange?
    if let signature, !signature.isRight, configuration.requiresSignature {
      response = .failure(401, signature.description)
    } else if source?.isActive == false {
      response = HTTPResponse(status: 410)
    } else if configuration.answersChallenges, let challenge = Challenge.response(to: request) {
      response = challenge
    } else if let forwarder {
      (response, onward) = await forwarder.forward(request)
    } else {
      guard let next = scripts.next(of: source).response else {
        // Until the receiver stops: nothing is kept of what is never answered.
        try? await Task.sleep(for: .seconds(86_400))
        return .failure(503, "the endpoint is stopping")
      }
      response = next
    }
    for (name, value) in configuration.headers { response.headers.add(name, value) }
    if configuration.delay > 0 {
      // Cut short when the receiver stops.
      try? await Task.sleep(for: .seconds(configuration.delay))
    }
    let wants = configuration.reportsExchanges || store != nil
    let exchanges =
      wants ? reporting.exchanges(request, response, at: time, onward: onward) : []
    var received = ReceivedRequest(
      method: request.method,
      path: request.target,
      headers: request.headers,
      body: request.body,
      time: time,
      status: response.status,
      signature: signature,
      refusal: nil,
      exchanges: exchanges
    )
    if let store, let source {
      do {
        received.captured = try await keep(received, request, in: store, source)
      } catch {
        // What is not on the disk is not acknowledged: the sender sends it again.
        return .failure(503, "not captured: \(error)")
      }
    }
    record.add(received, at: position)
    return response
  }

  private func keep(
    _ received: ReceivedRequest,
    _ request: HTTPRequest,
    in store: CaptureStore,
    _ source: CaptureSource
  ) async throws -> (CapturedRequest, CaptureSource) {
    let (body, _) = CapturedBody.decoded(request.headers, request.body)
    let onward = received.exchanges.count > 1 ? received.exchanges.last : nil
    return try await store.add(
      CaptureStore.Record(
        request: request,
        time: Int64(received.time * 1000),
        status: received.status,
        title: CaptureTitle.of(request.headers, body),
        signature: received.signature.map { $0.isRight ? "" : $0.description },
        exchange: received.exchanges.first?.captureRecord ?? [],
        onward: onward?.captureRecord
      ),
      to: source
    )
  }
}

extension Exchange {
  /// All but the request's body. Nothing is masked: it is a copy of what came.
  fileprivate var captureRecord: [UInt8] {
    let members = ExchangeJSON.members(
      replacing(requestBody: nil),
      withSecrets: true,
      withBodies: true
    )
    return JSON.object(members).bytes
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
