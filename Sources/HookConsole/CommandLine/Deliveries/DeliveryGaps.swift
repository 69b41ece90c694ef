extension DeliveryReader {
  /// What a list left out, in sentences for people. None where all is there.
  func gaps() async throws -> [String] {
    var sentences: [String] = []
    if !gone.isEmpty {
      let ids = gone.prefix(5).map(\.description).joined(separator: ", ")
      sentences.append(
        "\(gone.count) of the listed deliveries are not found (404): \(ids)"
          + (gone.count > 5 ? ", …" : "")
      )
    }
    if isAtEnd, missing > 0 {
      let record = try await webhookRecord()
      sentences.append(
        "the webhook \(record.id) counts \(record.eventCount) deliveries;"
          + " the server lists \(record.eventCount - missing) of them"
      )
    }
    return sentences
  }
}
