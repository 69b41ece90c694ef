import HookSupport

extension PayloadShape {
  /// Reads what `schema(title:)` printed.
  /// - Throws: `Problem` for any other text, also for a schema with keywords that are not ours: a check
  ///   would pass over what they ask for.
  package init(schema bytes: [UInt8]) throws(Problem) {
    let root: JSONNode
    do {
      root = JSONNode(try JSONIndex(JSONText(bytes)))
    } catch {
      throw Problem("not JSON: \(error)")
    }
    let words = root["$comment"]?.string?.prefix { $0 != "," }.split(separator: " ") ?? []
    guard words.dropLast().joined(separator: " ") == Self.signature,
      let version = words.last.flatMap({ Int($0) })
    else {
      throw Problem("not a schema of hookconsole: its $comment does not say so")
    }
    guard version == Self.version, root["$schema"]?.string == Self.dialect else {
      throw Problem(
        "a schema of version \(version), which is not known",
        hint: "try: print it again with hookconsole schema"
      )
    }
    self.init(formats: true)
    var reader = SchemaReader(shape: self)
    try reader.read(root, into: 0, depth: 0)
    self = reader.shape
    guard nodes[0].kinds == .array else { throw Problem("the schema is not that of an array") }
    payloads = 1
  }
}

/// Reads the keywords of a schema into the positions of a shape.
private struct SchemaReader {
  var shape: PayloadShape
  private let texts = ["$schema", "$comment", "title"]

  init(shape: PayloadShape) {
    self.shape = shape
  }

  mutating func read(_ node: JSONNode, into position: Int, depth: Int) throws(Problem) {
    guard node.kind == .object else { throw wrong(node, "must be an object") }
    guard depth <= PayloadShape.maximumDepth else { throw wrong(node, "is nested too deeply") }
    shape.nodes[position].formats = []
    for keyword in node.children {
      let name = keyword.index.key(of: keyword.number) ?? ""
      switch name {
      case "type": shape.nodes[position].kinds = try kinds(keyword)
      case "format": shape.nodes[position].formats = try format(keyword)
      case "items": try read(keyword, into: shape.addItems(of: position), depth: depth + 1)
      case "properties": try readMembers(keyword, of: position, depth: depth)
      case "required": break
      case _ where position == 0 && texts.contains(name): break
      default: throw wrong(keyword, "is not a keyword that hookconsole schema prints")
      }
    }
    guard !shape.nodes[position].kinds.isEmpty else { throw wrong(node, "has no type") }
    if shape.nodes[position].kinds.contains(.object) { shape.nodes[position].objects = 1 }
    if let required = node["required"] { try require(required, of: position) }
  }

  private mutating func readMembers(
    _ node: JSONNode,
    of position: Int,
    depth: Int
  ) throws(Problem) {
    guard node.kind == .object else { throw wrong(node, "must be an object") }
    for member in node.children {
      guard let key = member.index.keyRange(of: member.number) else { continue }
      var cursor = 0
      guard shape.member(of: position, key, in: member.index.text, &cursor) == nil else {
        throw wrong(member, "is given twice")
      }
      let made = shape.addMember(of: position, key, in: member.index.text)
      try read(member, into: made, depth: depth + 1)
    }
  }

  private mutating func require(_ node: JSONNode, of position: Int) throws(Problem) {
    guard node.kind == .array else { throw wrong(node, "must be an array") }
    for name in node.children {
      var cursor = 0
      let range = name.index.range(of: name.number)
      guard name.kind == .string,
        let member = shape.member(of: position, range, in: name.index.text, &cursor)
      else { throw wrong(name, "is not one of the properties") }
      shape.nodes[member].count = 1
    }
  }

  private func kinds(_ node: JSONNode) throws(Problem) -> JSONKinds {
    var kinds: JSONKinds = []
    for name in node.kind == .array ? node.children : [node] {
      guard let kind = name.string.flatMap(JSONKinds.init(name:)) else {
        throw wrong(name, "is not a type that hookconsole schema prints")
      }
      kinds.formUnion(kind)
    }
    return kinds
  }

  private func format(_ node: JSONNode) throws(Problem) -> StringFormats {
    guard let row = StringFormats.names.first(where: { $0.name == node.string }) else {
      throw wrong(node, "is not a format that hookconsole schema prints")
    }
    return row.format
  }

  private func wrong(_ node: JSONNode, _ what: String) -> Problem {
    Problem("\(JSONPath(to: node.number, in: node.index).jsonPath) \(what)")
  }
}
