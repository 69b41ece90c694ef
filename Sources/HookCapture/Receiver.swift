import Foundation
import HookHTTP
import HookServer
import HookSignatures
import HookSupport

/// An endpoint on the loopback that records what it is sent and answers what it is told to.
package final class Receiver: Sendable {
  private let daemon: HTTPDaemon
  private let record: ReceiverRecord

  package var port: UInt16 { daemon.port }
  package var url: String { "http://127.0.0.1:\(daemon.port)" }

  /// Returns once so many requests came, also those without a response yet.
  func arrived(_ count: Int) async {
    await record.arrived(count)
  }

  /// The requests so far, in the order in which they came. Of very many the oldest are dropped.
  package var requests: [ReceivedRequest] { record.requests }

  /// `report` is told of each request when its answer is given, one at a time.
  package static func start(
    _ configuration: ReceiverConfiguration,
    report: @escaping @Sendable (ReceivedRequest) -> Void = { _ in }
  ) throws -> Receiver {
    try Receiver(configuration, report: report)
  }

  private init(
    _ configuration: ReceiverConfiguration,
    report: @escaping @Sendable (ReceivedRequest) -> Void
  ) throws {
    for status in configuration.statuses where !(200...599).contains(status) {
      throw ServerError("cannot respond with the status \(status)", isOfConfiguration: true)
    }
    guard (0...86_400).contains(configuration.delay) else {
      throw ServerError(
        "cannot respond after \(configuration.delay) seconds",
        isOfConfiguration: true
      )
    }
    let verifier = configuration.verifier
    let forwarder = try configuration.forward.map {
      try Forwarder(url: $0, timeout: configuration.forwardTimeout, trust: configuration.trust)
    }
    let record = ReceiverRecord(report: report)
    let script = StatusScript(configuration.statuses)
    self.record = record
    let socket = try ListeningSocket(port: configuration.port)
    let reporting =
      configuration.reportsExchanges ? ExchangeReporting(port: socket.port) : nil
    daemon = try HTTPDaemon(
      socket: socket,
      refused: { request, failure in
        let now = Date().timeIntervalSince1970
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
            exchanges: reporting?.exchanges(request, failure.response, at: now) ?? []
          ),
          at: record.arrive()
        )
      }
    ) { request in
      let time = Date().timeIntervalSince1970
      let position = record.arrive()
      let signature = verifier?.check(request.body, request.headers, now: Int64(time))
      var response: HTTPResponse
      var onward: Exchange?
      if let signature, !signature.isRight {
        response = .failure(401, "\(signature)")
      } else if let forwarder {
        (response, onward) = await forwarder.forward(request)
      } else {
        response = HTTPResponse(status: script.next())
      }
      for (name, value) in configuration.headers { response.headers.add(name, value) }
      if configuration.delay > 0 {
        // Cut short when the receiver stops.
        try? await Task.sleep(for: .seconds(configuration.delay))
      }
      record.add(
        ReceivedRequest(
          method: request.method,
          path: request.target,
          headers: request.headers,
          body: request.body,
          time: time,
          status: response.status,
          signature: signature,
          refusal: nil,
          exchanges: reporting?.exchanges(request, response, at: time, onward: onward) ?? []
        ),
        at: position
      )
      return response
    }
  }

  /// Waits until at least that many were received in all, and returns `requests`; after the stop it
  /// waits for nothing.
  package func next(_ count: Int) async -> [ReceivedRequest] {
    await record.next(count)
  }

  package func stop() async {
    await daemon.stop()
    record.stop()
  }
}

/// The status codes to answer with, one after the other.
private final class StatusScript: Sendable {
  private let left: Locked<ArraySlice<Int>>

  init(_ statuses: [Int]) {
    left = Locked(statuses.isEmpty ? [200] : statuses[...])
  }

  func next() -> Int {
    left.withLock { left in
      if left.count > 1 { return left.removeFirst() }
      return left.first ?? 200
    }
  }
}
