import HookSupport

/// The time that an exchange spent in one phase.
package struct ExchangePart: Sendable, Equatable {
  package let phase: ExchangeFailure.Phase
  /// In microseconds since the exchange began.
  package let range: Range<Int>

  package init(_ phase: ExchangeFailure.Phase, _ range: Range<Int>) {
    (self.phase, self.range) = (phase, range)
  }
}

extension Exchange {
  /// The phases that it went through, in their order. They add up to the whole: what follows the last one that
  /// ended belongs to the phase in which the exchange failed, otherwise to the body of the response.
  package var parts: [ExchangePart] {
    let steps: [(phase: ExchangeFailure.Phase, end: Double?)] = [
      (.name, phases.name), (.connect, phases.connected), (.tls, phases.secured),
      (.send, phases.sent), (.response, phases.firstByte),
    ]
    let end = Milliseconds.microseconds(seconds: phases.end)
    var parts: [ExchangePart] = []
    var reached = 0
    for step in steps {
      guard let seconds = step.end else { continue }
      // A response can begin before the whole request has gone out.
      let now = min(end, max(reached, Milliseconds.microseconds(seconds: seconds)))
      parts.append(ExchangePart(step.phase, reached..<now))
      reached = now
    }
    let last = failure?.phase ?? .body
    // An interim response can have begun before the one that was waited for.
    let start = parts.last?.phase == last ? parts.removeLast().range.lowerBound : reached
    return parts + [ExchangePart(last, start..<end)]
  }
}
