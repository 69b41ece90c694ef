extension PayloadShape {
  /// The version of what `schema` prints and reads.
  static let version = 1
  static let dialect = "https://json-schema.org/draft/2020-12/schema"
  static let signature = "hookconsole schema"

  /// The shape as JSON Schema 2020-12 of the array that is sent, indented, with a final newline.
  ///
  /// It accepts every payload that was learnt. Members that are not named are allowed.
  /// - Parameter title: what the payloads are, such as the name of the event.
  package func schema(title: String? = nil) -> [UInt8] {
    let count = payloads == 1 ? "1 payload" : "\(payloads) payloads"
    var members: [(String, JSON)] = [
      ("$schema", .string(Self.dialect)),
      ("$comment", .string("\(Self.signature) \(Self.version), learnt from \(count)")),
    ]
    if let title { members.append(("title", .string(title))) }
    return JSONLayout.indented(JSON.object(members + keywords(of: 0)).bytes)
  }

  private func keywords(of position: Int) -> [(String, JSON)] {
    let node = nodes[position]
    let types = node.kinds.names.map(JSON.string)
    var keywords: [(String, JSON)] = [("type", types.count == 1 ? types[0] : .array(types))]
    if hasFormats, node.kinds.contains(.string), let name = node.formats.name {
      keywords.append(("format", .string(name)))
    }
    if node.items >= 0 { keywords.append(("items", .object(self.keywords(of: node.items)))) }
    // Keys are written as they came, with their escapes.
    if !node.members.isEmpty {
      let properties = node.members.map {
        (nodes[$0].key ?? [], JSON.object(self.keywords(of: $0)))
      }
      keywords.append(("properties", .raw(Self.object(properties))))
    }
    let required = node.members.filter(isRequired).map { JSON.raw(nodes[$0].key ?? []) }
    if !required.isEmpty { keywords.append(("required", .array(required))) }
    return keywords
  }

  private static func object(_ members: [(key: [UInt8], value: JSON)]) -> [UInt8] {
    var bytes = [JSONByte.openBrace]
    for member in members {
      if bytes.count > 1 { bytes.append(JSONByte.comma) }
      bytes += member.key + [JSONByte.colon] + member.value.bytes
    }
    return bytes + [JSONByte.closeBrace]
  }
}
