extension WebhookDraft {
  /// The body of `POST`.
  public var json: [UInt8] {
    Array("{\(members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}".utf8)
  }

  /// The body of `PUT`: the record as it came, with only the members replaced that are to change, so
  /// that what we do not know of goes back untouched.
  public func json(changing webhook: Webhook) -> [UInt8] {
    guard let index = try? JSONIndex(JSONText(webhook.source)), index.kind(of: 0) == .object else {
      return json
    }
    let node = JSONNode(index)
    let before = webhook.draft.members
    var edits: [(range: Range<Int>, text: String)] = []
    for (new, old) in zip(members, before) {
      if let member = node[new.key] {
        guard new.value != old.value else { continue }
        edits.append((index.range(of: member.number), new.value))
      } else {
        let start = index.range(of: 0).lowerBound + 1
        let comma = index.hasChildren(0) ? "," : ""
        edits.append((start..<start, "\"\(new.key)\":\(new.value)\(comma)"))
      }
    }
    var bytes = index.text[0..<index.text.count]
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
    }
    return bytes
  }

  private var members: [(key: String, value: String)] {
    [
      ("webhookEvent", JSONString.encode(event.name)),
      ("url", JSONString.encode(url)),
      ("active", active ? "true" : "false"),
    ]
  }
}
