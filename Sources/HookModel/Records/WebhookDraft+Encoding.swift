import HookJSON

extension WebhookDraft {
  /// The body of `POST /employers/{employerId}/webhooks`.
  public var json: [UInt8] {
    Array("{\(members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}".utf8)
  }

  /// The body of `PUT /employers/{employerId}/webhooks/{id}`: the record as it came, with only the
  /// members replaced that are to change, so that what we do not know of goes back untouched.
  public func json(changing webhook: Webhook) -> [UInt8] {
    guard let node = webhook.record, node.kind == .object else { return json }
    let index = node.index
    var edits: [(range: Range<Int>, text: String)] = []
    var added = ""
    for (new, old) in zip(members, webhook.draft.members) where new.value != old.value {
      if let member = node[new.key] {
        edits.append((index.range(of: member.number), new.value))
      } else {
        added += "\"\(new.key)\":\(new.value),"
      }
    }
    if !index.hasChildren(node.number), !added.isEmpty { added.removeLast() }
    let whole = index.range(of: node.number)
    edits.append(((whole.lowerBound + 1)..<(whole.lowerBound + 1), added))
    var bytes: [UInt8] = []
    var position = whole.lowerBound
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      bytes += index.text[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    return bytes + index.text[position..<whole.upperBound]
  }

  private var members: [(key: String, value: String)] {
    [
      ("webhookEvent", JSONString.encode(event.name)),
      ("url", JSONString.encode(url)),
      ("active", active ? "true" : "false"),
    ]
  }
}
