import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONDiffTreeTests {
  private func tree(_ old: String, _ new: String) throws -> JSONDiffTree {
    let nodes = try [old, new].map { JSONNode(try JSONIndex(JSONText(Array($0.utf8)))) }
    return JSONDiffTree(JSONDiff(from: nodes[0], to: nodes[1]), new: nodes[1])
  }

  /// Each line as its sign, its depth and what it shows.
  private func text(_ tree: JSONDiffTree) -> [String] {
    (0..<tree.count).map { number in
      let line = tree.line(number)
      let sign = line.change.map { number -> String in
        switch tree.diff.changes[number].kind {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        case .rewritten: "="
        }
      }
      switch line {
      case .removed(let change, let depth):
        let node = tree.diff.changes[change].old
        return "\(sign ?? " ")\(depth) \(node?.index.key(of: node?.number ?? 0) ?? "item")"
      case .row(let row, _):
        let name = tree.rows.index.key(of: row.value) ?? "\(tree.rows.index.kind(of: row.value))"
        return "\(sign ?? " ")\(row.depth) \(name) \(row.part)"
      }
    }
  }

  @Test("only what holds a difference is unfolded; what was removed stands where it was")
  func lines() throws {
    let tree = try tree(
      #"{"a":{"x":1,"y":2},"b":{"z":1},"c":[1,2,3],"d":1}"#,
      #"{"a":{"x":9},"b":{"z":1},"c":[1,2],"d":1.0,"e":{"f":1}}"#
    )
    #expect(
      text(tree) == [
        " 0 object opening", " 1 a opening", "~2 x whole", "-2 y", " 1 a closing", " 1 b folded",
        " 1 c opening", " 2 number whole", " 2 number whole", "-2 item", " 1 c closing",
        "=1 d whole", "+1 e folded", " 0 object closing",
      ]
    )
  }

  @Test("what was removed from a container that is empty now stands behind it") func emptied()
    throws
  {
    let tree = try tree(#"{"a":{"x":1,"y":2},"b":1}"#, #"{"a":{},"b":1}"#)
    #expect(
      text(tree) == [
        " 0 object opening", " 1 a whole", "-2 x", "-2 y", " 1 b whole", " 0 object closing",
      ]
    )
  }

  @Test("another root is one difference") func root() throws {
    #expect(text(try tree("1", "2")) == ["~0 number whole"])
    #expect(text(try tree("[]", "{}")).count == 1)
  }

  @Test("n goes from one difference to the next and round, unfolding what hides it") func next()
    throws
  {
    var tree = try tree(#"{"a":{"x":1,"y":2},"b":1}"#, #"{"a":{"x":2},"b":2}"#)
    #expect(tree.next(after: -1, step: 1) == 2)
    #expect(tree.next(after: 2, step: 1) == 3)
    #expect(tree.next(after: 3, step: 1) == 5)
    #expect(tree.next(after: 5, step: 1) == 2)
    #expect(tree.next(after: 2, step: -1) == 5)
    // Folded: one line stands for both.
    #expect(tree.toggle(1) == 1)
    #expect(tree.count == 4)
    #expect(tree.next(after: 0, step: 1) == 2)
    #expect(tree.count == 7)
  }

  @Test("a fold is opened and closed from each of its brackets") func toggles() throws {
    var tree = try tree(#"{"a":{"x":1},"b":1}"#, #"{"a":{"x":2},"b":1}"#)
    let lines = text(tree)
    #expect(tree.toggle(3) == 1)
    #expect(text(tree)[1] == " 1 a folded")
    #expect(tree.toggle(1) == 1)
    #expect(text(tree) == lines)
    // A scalar has none.
    #expect(tree.toggle(2) == 2 && text(tree) == lines)
  }

  @Test("many differences are found in order, each once") func many() throws {
    let old =
      "[" + (0..<500).map { #"{"id":\#($0),"v":1,"w":{"k":[1,2]}}"# }.joined(separator: ",") + "]"
    let new =
      "["
      + (0..<500).filter { $0 % 7 != 0 }.map { #"{"id":\#($0),"v":\#($0 % 3),"w":{"k":[1,2]}}"# }
      .joined(separator: ",") + "]"
    var tree = try tree(old, new)
    var seen: [Int] = []
    var line = -1
    for _ in tree.diff.changes {
      let found = tree.next(after: line, step: 1)
      line = try #require(found)
      seen.append(try #require(tree.line(line).change))
    }
    #expect(Set(seen).count == tree.diff.changes.count)
    #expect((0..<tree.count).compactMap { tree.line($0).change }.count == tree.diff.changes.count)
  }
}
