import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSupport

/// Posting to endpoints.
extension EffectRunner {
  func post(_ request: PostRequest) async {
    do {
      if case .delivery(let id, let webhook) = request.body,
        let original = try await api.original(id, of: webhook)
      {
        let again = request.signsAgain ? signedAgain(original) : original
        return finish(.posted(request, try await poster.replay(again, to: request.url)))
      }
      let (bytes, delivery) = try await body(request.body)
      finish(.posted(request, try await poster.post(bytes, to: request.url, delivery: delivery)))
    } catch {
      finish(.notPosted(Self.failure(error)))
    }
  }

  /// Posts one after the other. A stop lets the one under way end.
  func post(_ deliveries: [MarkedDelivery], to url: HTTPURL, signsAgain: Bool) async {
    for delivery in deliveries where !Task.isCancelled {
      // Not cancelled with the others: what is half sent cannot be taken back.
      let post = Task {
        try await self.forward(
          delivery.id,
          of: delivery.webhook,
          once: url,
          signsAgain: signsAgain
        )
      }
      do {
        finish(.postedOne(delivery, .success(try await post.value)))
      } catch {
        finish(.postedOne(delivery, .failure(Self.failure(error))))
      }
    }
    finish(.postedAll)
  }

  private static func failure(_ error: any Error) -> PostFailure {
    error as? PostFailure ?? .api(APIError(error))
  }

  /// A captured request with a signature of now in place of the one that it came with.
  private func signedAgain(_ original: ExchangeRequest) -> ExchangeRequest {
    guard let verifier else { return original }
    var request = original
    let now = Int64(Date().timeIntervalSince1970)
    request.headers = verifier.signedAgain(request.headers, request.body ?? [], now: now)
    return request
  }

  private func body(_ body: PostRequest.Body) async throws -> ([UInt8], RecordID?) {
    switch body {
    case .bytes(let bytes, let delivery): return (bytes, delivery)
    case .sample(let event): return (try await api.sample(of: event).asSent, nil)
    case .delivery(let id, let webhook):
      guard let payload = try await api.delivery(id, of: webhook).payload else {
        throw PostFailure.noPayload
      }
      return (payload.bytes, id)
    }
  }

  private func forward(
    _ id: RecordID,
    of webhook: RecordID,
    once url: HTTPURL,
    signsAgain: Bool = false
  ) async throws -> PostResponse {
    if let original = try await api.original(id, of: webhook) {
      let again = signsAgain ? signedAgain(original) : original
      return try await poster.replay(again, to: url, keepsTarget: true)
    }
    let (bytes, _) = try await body(.delivery(id, of: webhook))
    return try await poster.post(bytes, to: url, delivery: id)
  }

  func forward(_ id: RecordID, of webhook: RecordID, to url: HTTPURL) {
    let before = work.withLock { $0.forwards[webhook] }
    let forward = begin {
      await before?.value
      guard !Task.isCancelled else { return }
      do {
        let answer = try await self.forward(id, of: webhook, once: url)
        self.finish(.forwarded(id, of: webhook, answer))
      } catch {
        self.finish(.notForwarded(id, Self.failure(error)))
      }
    }
    work.withLock { $0.forwards[webhook] = forward }
  }
}
