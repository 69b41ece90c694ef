import CMicrohttpd
import HookHTTP
import HookSupport

extension AttemptOutcome {
  /// - Parameters:
  ///   - response: what came; `nil` if nothing did.
  ///   - failure: why there is no complete response; `nil` if there is one.
  ///   - attempt: its number, from one.
  ///   - now: milliseconds since 1970.
  ///   - chance: 0 to 1, drawn at random.
  init(
    _ response: ExchangeResponse?,
    failure: String?,
    attempt: Int,
    schedule: RetrySchedule,
    now: Int64,
    chance: Double
  ) {
    let code = response?.status ?? 0
    let message = failure.map(StatusMessage.shortened) ?? response.map(StatusMessage.of) ?? ""
    guard failure != nil || !(200..<300).contains(code) else {
      self.init(state: .sent, code: code, message: message)
      return
    }
    let retryAfter = response?.headers["Retry-After"]
      .flatMap { RetryAfter.seconds($0, now: Double(now) / 1000) }
    guard code != 410,
      let delay = schedule.delay(afterAttempt: attempt, retryAfter: retryAfter, chance: chance)
    else {
      self.init(state: .failed, code: code, message: message)
      return
    }
    let due = now + Int64(delay * 1000)
    self.init(state: .queued, code: code, message: message, due: due)
  }
}

/// The text beside a status code: what the endpoint said, in one line.
enum StatusMessage {
  /// Characters, by the API's description.
  static let limit = 150

  /// The body, else the words after the code, else what the code is called.
  static func of(_ response: ExchangeResponse) -> String {
    let text = shortened(String(decoding: response.body.content, as: UTF8.self))
    if !text.isEmpty { return text }
    let reason = shortened(response.reason)
    if !reason.isEmpty { return reason }
    let phrase = MHD_get_reason_phrase_for(UInt32(response.status)).map { String(cString: $0) }
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
    return String(line).trimmingBlanks
  }
}
