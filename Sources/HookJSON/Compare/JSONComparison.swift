/// Goes through two JSON values side by side, with a stack of its own so that depth costs nothing.
struct JSONComparison {
  /// Values that stand for each other; one of them is missing where something was added or removed.
  struct Pair {
    var old: Int?
    var new: Int?
    /// The newer container that the values are members of; `nil` for the roots.
    var holder: Int? = nil
    /// Whether both are one number, written in two ways.
    var isSameNumber = false
  }

  private let old: JSONIndex
  private let new: JSONIndex
  private let limit: Int
  private var open: [Pair]
  private(set) var changes: [Pair] = []
  private(set) var isCut = false

  init(old: JSONNode, new: JSONNode, limit: Int) {
    self.old = old.index
    self.new = new.index
    self.limit = limit
    open = [Pair(old: old.number, new: new.number)]
  }

  mutating func run() {
    while let pair = open.popLast() {
      guard let before = pair.old, let after = pair.new else {
        guard note(pair) else { return }
        continue
      }
      let kind = old.kind(of: before)
      guard kind == new.kind(of: after) else {
        guard note(pair) else { return }
        continue
      }
      switch kind {
      case .object: open += held(members(before, after), by: after)
      case .array: open += held(items(before, after), by: after)
      default:
        var pair = pair
        switch likeness(before, after, kind) {
        case .same: continue
        case .sameNumber: pair.isSameNumber = true
        case .different: break
        }
        guard note(pair) else { return }
      }
    }
  }

  /// In the order in which they are taken.
  private func held(_ pairs: [Pair], by holder: Int) -> [Pair] {
    pairs.reversed().map { Pair(old: $0.old, new: $0.new, holder: holder) }
  }

  private mutating func note(_ pair: Pair) -> Bool {
    isCut = changes.count >= limit
    if !isCut { changes.append(pair) }
    return !isCut
  }

  private enum Likeness {
    case same, sameNumber, different
  }

  private func likeness(_ before: Int, _ after: Int, _ kind: JSONKind) -> Likeness {
    let left = old.text.bytes[old.range(of: before)]
    let right = new.text.bytes[new.range(of: after)]
    if left.elementsEqual(right) { return .same }
    switch kind {
    case .string:
      let isSame =
        JSONString.identity(old.text, old.range(of: before))
        == JSONString.identity(new.text, new.range(of: after))
      return isSame ? .same : .different
    case .number:
      guard let left = DecimalText(left), let right = DecimalText(right) else { return .different }
      return left == right ? .sameNumber : .different
    default: return .different
    }
  }

  // MARK: Objects

  private func members(_ before: Int, _ after: Int) -> [Pair] {
    pairs(
      Array(old.children(of: before)),
      Array(new.children(of: after)),
      names: { Self.name(of: $0, in: old) },
      { Self.name(of: $0, in: new) }
    )
  }

  /// Names are bytes: a string would be equal to another Unicode form of itself.
  private typealias Name = [UInt8]

  private static func name(of member: Int, in index: JSONIndex) -> Name {
    index.keyRange(of: member).map { JSONString.identity(index.text, $0) } ?? []
  }

  /// Matches by name; of several with one name the first with the first.
  private func pairs(
    _ before: [Int],
    _ after: [Int],
    names oldName: (Int) -> Name,
    _ newName: (Int) -> Name
  ) -> [Pair] {
    let oldNames = before.map(oldName)
    let newNames = after.map(newName)
    // Mostly nothing came, went or moved.
    if oldNames == newNames { return zip(before, after).map { Pair(old: $0, new: $1) } }
    var offsets: [Name: [Int]] = [:]
    for (name, value) in zip(oldNames, before).reversed() {
      offsets[name, default: []].append(value)
    }
    var pairs: [Pair] = []
    for (name, value) in zip(newNames, after) {
      pairs.append(Pair(old: offsets[name]?.popLast(), new: value))
    }
    let left = Set(offsets.values.joined())
    return pairs + before.filter(left.contains).map { Pair(old: $0, new: nil) }
  }

  // MARK: Arrays

  /// Members that commonly name an item, the more telling first.
  private static let names = ["id", "employeeId", "uniqueId", "uuid", "key", "code", "payrollCode"]

  private func items(_ before: Int, _ after: Int) -> [Pair] {
    let before = Array(old.children(of: before))
    let after = Array(new.children(of: after))
    for name in Self.names {
      guard let oldIDs = Self.ids(of: before, name, in: old),
        let newIDs = Self.ids(of: after, name, in: new)
      else { continue }
      // Without one in common these are not the same things changed: the position is what they share.
      guard !Set(oldIDs.values).isDisjoint(with: newIDs.values) else { break }
      return pairs(before, after, names: { oldIDs[$0] ?? [] }, { newIDs[$0] ?? [] })
    }
    return (0..<max(before.count, after.count)).map { offset in
      Pair(
        old: offset < before.count ? before[offset] : nil,
        new: offset < after.count ? after[offset] : nil
      )
    }
  }

  /// What names each item; `nil` if one has no name or two have the same.
  private static func ids(of items: [Int], _ name: String, in index: JSONIndex) -> [Int: Name]? {
    var ids: [Int: Name] = [:]
    var seen: Set<Name> = []
    for item in items {
      guard let member = JSONNode(index, item)[name], !index.isContainer(member.number),
        !member.isNull
      else { return nil }
      let range = index.range(of: member.number)
      let id =
        member.kind == .string ? JSONString.identity(index.text, range) : index.text[range]
      guard seen.insert(id).inserted else { return nil }
      ids[item] = id
    }
    return ids
  }
}
