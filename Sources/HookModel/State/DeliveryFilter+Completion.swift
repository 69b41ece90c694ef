extension DeliveryFilter {
  /// What a word of a filter may become: the keys that begin so, or the values of its key.
  /// - Parameter word: the last word that was typed; empty for all keys.
  /// - Returns: whole words such as `status:failed`; none for a word that is text.
  package static func completions(of word: String) -> [String] {
    guard let colon = word.firstIndex(of: ":") else {
      return keyNames.map { "\($0):" }.filter { $0.hasPrefix(word.lowercased()) && $0 != word }
    }
    let key = word[..<colon].lowercased()
    let values = word[word.index(after: colon)...]
    // Several values stand behind commas; the last one is completed.
    let before = values.lastIndex(of: ",").map { values[...$0] } ?? ""
    let last = values.dropFirst(before.count).lowercased()
    return (valuesOfKeys[key] ?? [])
      .filter { $0.lowercased().hasPrefix(last) && $0 != last }
      .map { "\(key):\(before)\($0)" }
  }

  private static let keyNames = ["code", "event", "status", "active", "since", "until"]

  private static let valuesOfKeys: [String: [String]] = [
    "code": ["2xx", "3xx", "4xx", "5xx", "none", "pending", "410", "500"],
    "status": ["failed", "queued", "processing", "sent"],
    "active": ["yes", "no"],
    "since": ["15m", "1h", "24h", "7d"],
    "until": ["15m", "1h", "24h", "7d"],
    "event": WebhookEvent.known.map(\.name),
  ]
}
