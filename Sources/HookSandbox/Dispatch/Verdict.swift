import CMicrohttpd

/// What is recorded of an attempt, decided from what came of it.
struct Verdict: Sendable, Equatable {
  let state: DeliveryState
  /// The status code; 0 where no response came.
  let code: Int
  let message: String
  /// When the next attempt is made, in milliseconds since 1970; nil where there is none.
  var due: Int64?

  /// True for the answer that deactivates the webhook.
  var isGone: Bool { code == 410 }

  init(
    _ outcome: Courier.Outcome,
    attempt: Int,
    schedule: RetrySchedule,
    now: Int64,
    jitter: Double
  ) {
    var retryAfter: Double?
    switch outcome {
    case .unanswered(let reason):
      code = 0
      message = StatusMessage.shortened(reason)
    case .answered(let answer):
      code = answer.status
      message = StatusMessage.of(answer)
      if answer.status == 429 || answer.status == 503 {
        let text = answer.header("Retry-After")
        retryAfter = text.flatMap { RetryAfter.seconds($0, now: Double(now) / 1000) }
      }
    }
    guard !(200..<300).contains(code) else {
      state = .sent
      return
    }
    guard code != 410,
      let delay = schedule.delay(afterAttempt: attempt, retryAfter: retryAfter, jitter: jitter)
    else {
      state = .failed
      return
    }
    state = .queued
    due = now + Int64(delay * 1000)
  }
}

/// The text beside a status code: what the endpoint said, in one line.
enum StatusMessage {
  /// Characters, by the API's description.
  static let limit = 150

  static func of(_ answer: Courier.Answer) -> String {
    let text = shortened(String(decoding: answer.body, as: UTF8.self))
    if !text.isEmpty { return text }
    let phrase = MHD_get_reason_phrase_for(UInt32(answer.status)).map { String(cString: $0) }
    return phrase == "Unknown" ? "" : phrase ?? ""
  }

  /// One line of at most 150 characters: what would move a terminal's cursor becomes a space.
  static func shortened(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
      if !isBlank {
        line.append(scalar)
      } else if let last = line.last, last != " " {
        line.append(" ")
      }
      if line.count > limit {
        line.removeLast(2)
        line.append("…")
        break
      }
    }
    return String(line).trimmed
  }
}
