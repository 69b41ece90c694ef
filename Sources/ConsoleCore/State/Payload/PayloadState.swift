import HookJSON

/// What the payload pane shows: the document that is open, and those that were open before it.
package struct PayloadState: Sendable {
  private(set) var open: OpenDocument?
  /// What is being fetched.
  private(set) var loading: Document.Source?
  /// What a person chose and waits for: until it comes, what is shown is something else.
  private var chosen: Document.Source?
  /// Why the wanted document cannot be shown.
  private(set) var problem: (source: Document.Source, message: String)?
  /// What another payload is to be compared with.
  private(set) var remembered: Document?
  /// Whether long values of a tree go on below themselves.
  private(set) var wraps = false
  /// What was searched for in a payload last, as it was typed.
  private(set) var query = ""
  /// The search for it that is under way: what an older one found is not shown.
  private(set) var searching: PayloadSearch?
  private var kept: [OpenDocument] = []
  /// The space for text in the pane.
  private var space = Size(rows: 1, columns: 72)

  private static let mostKept = 16
  /// Payloads larger than this are not kept behind the one that is open.
  private static let mostBytes = 4 << 20

  init() {}

  /// - Parameter document: one that is there already.
  init(showing document: Document) {
    open = OpenDocument(document, space)
  }

  /// A sample stays until something else is asked for by hand.
  var isPinned: Bool {
    if case .sample = open?.source ?? loading { true } else { false }
  }

  mutating func remember(_ document: Document) {
    remembered = document
  }

  mutating func toggleWrap() {
    wraps.toggle()
  }

  mutating func setQuery(_ query: String) {
    self.query = query
  }

  mutating func setSearching(_ search: PayloadSearch?) {
    searching = search
  }

  /// Whether what is shown is not what a person chose.
  var isBehind: Bool { loading != nil && loading == chosen && open?.source != loading }

  /// Shows a document that was open before, or notes that it must be fetched.
  /// - Parameter isByHand: true where a person chose it.
  /// - Returns: `true` where it must be fetched.
  mutating func want(_ source: Document.Source, isByHand: Bool = true) -> Bool {
    if isByHand { chosen = source }
    guard loading != source else { return false }
    if let open, open.source == source, !open.isBeginning {
      loading = nil
      return false
    }
    if let known = kept.firstIndex(where: { $0.source == source }) {
      let found = kept.remove(at: known)
      keepOpen()
      open = found
      open?.fit(space)
      loading = nil
      problem = nil
      return false
    }
    loading = source
    problem = nil
    return true
  }

  mutating func close() {
    keepOpen()
    open = nil
    loading = nil
    problem = nil
  }

  /// Shows a document. What was begun before goes on with its folds and its row.
  mutating func loaded(_ document: Document) {
    guard loading == document.source else { return }
    let whole: OpenDocument
    if let open, open.source == document.source, open.isBeginning {
      whole = OpenDocument(document, space, after: open)
    } else {
      keepOpen()
      whole = OpenDocument(document, space)
    }
    if !whole.isBeginning { loading = nil }
    open = whole
  }

  mutating func failed(_ source: Document.Source, _ message: String) {
    guard loading == source else { return }
    loading = nil
    keepOpen()
    open = nil
    problem = (source, message)
  }

  /// The pane has another size: text is wrapped again.
  mutating func fit(_ space: Size) {
    self.space = space
    update { $0.fit(space) }
  }

  mutating func update(_ change: (inout OpenDocument) -> Void) {
    guard var changed = open else { return }
    open = nil
    change(&changed)
    open = changed
  }

  private mutating func keepOpen() {
    guard let open, !open.isBeginning, open.document.payload?.byteCount ?? 0 <= Self.mostBytes
    else { return }
    kept.append(open)
    if kept.count > Self.mostKept { kept.removeFirst() }
  }
}

/// A payload with its folds and the row in it.
struct OpenDocument: Sendable {
  let document: Document
  /// The payload as a tree; `nil` if it is no JSON or there is none.
  var rows: JSONRows?
  var cursor = ListCursor()
  /// The payload as text is shown: always of what is no JSON.
  private(set) var raw: RawText?
  private var otherCursor = ListCursor()
  /// What was found in it.
  private(set) var matches: PayloadMatches?
  /// What was looked for, as it was typed.
  private(set) var query: String?

  private var space: Size
  /// The byte that the selected row of the text was to show when the pane's size changed last.
  private var anchor: (row: Int, byte: Int)?

  init(_ document: Document, _ space: Size) {
    self.document = document
    self.space = space
    rows = document.payload?.rows
    if rows == nil { raw = text }
  }

  private var text: RawText? {
    document.payload.map { RawText($0, columns: space.columns) }
  }

  /// Breaks text where the pane now ends, and keeps the row in it.
  mutating func fit(_ space: Size) {
    guard space != self.space else { return }
    let isBroken = space.columns != self.space.columns
    self.space = space
    if isBroken, let old = raw, let new = text {
      // Many sizes in a row all keep to the byte that the first of them found.
      let byte = anchor?.row == cursor.row ? anchor?.byte ?? 0 : old.start(of: cursor.row)
      raw = new
      cursor.select(row: new.row(of: byte), count: new.count, height: space.rows)
      anchor = (cursor.row, byte)
    } else {
      cursor.fit(count: rowCount, height: space.rows)
    }
  }

  /// The whole of what was begun. The rows of a beginning are those of the whole.
  init(_ document: Document, _ space: Size, after beginning: OpenDocument) {
    self.init(document, space)
    guard let folded = beginning.rows, folded.root == rows?.root else { return }
    rows?.fold(as: folded)
    cursor = beginning.cursor
  }

  /// Whether there is only the first part of a large payload.
  var isBeginning: Bool { document.payload?.isBeginning ?? false }

  var source: Document.Source { document.source }

  var rowCount: Int { raw?.count ?? rows?.count ?? 0 }

  /// Between tree and text; each has its own row.
  mutating func toggleRaw() {
    guard rows != nil else { return }
    raw = raw == nil ? text : nil
    anchor = nil
    // They belong to the tree or to the text.
    forgetMatches()
    swap(&cursor, &otherCursor)
  }

  mutating func found(_ matches: PayloadMatches, for query: String) {
    self.matches = matches
    self.query = query
  }

  mutating func forgetMatches() {
    matches = nil
    query = nil
  }

  /// The value on the selected row of the tree.
  var selectedValue: Int? {
    raw == nil ? rows.map { $0.row(cursor.row).value } : nil
  }
}
