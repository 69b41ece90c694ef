import HookHTTP
import HookModel
import HookSignatures

/// One exchange over the panes: request, response and timing, one at a time. The head is a table of
/// rows; the body below it is read as any payload. One selection goes through both.
struct ExchangeView: Sendable {
  let record: ExchangeRecord
  private(set) var section: ExchangeSection
  /// Whether the selected row is one of the body.
  private(set) var isInBody = false
  /// Whether the body has all of the space.
  private(set) var isZoomed = false
  private var cursors = [ListCursor](repeating: ListCursor(), count: ExchangeSection.allCases.count)
  private var request: PayloadState
  private var response: PayloadState
  /// Secret values that are shown, by their rows.
  private var revealed = [Set<Int>](repeating: [], count: ExchangeSection.allCases.count)
  private var area = Rect.nothing
  /// What was done to read a body, such as `gzip`.
  private var treatments: [Document.ExchangePart: [String]] = [:]
  /// The bytes of a body that is shown as something else.
  private var originals: [Document.ExchangePart: [UInt8]] = [:]
  /// `nil` where the request is not signed.
  private(set) var signature: SignatureState?

  init(_ record: ExchangeRecord, _ section: ExchangeSection = .response) {
    self.record = record
    self.section = section
    let isSigned = SignatureScheme.found(in: record.exchange.sentHeaders) != nil
    // Without the whole body there is nothing to check.
    signature =
      isSigned && record.hasBodies ? (record.exchange.isRequestCut ? .cut : .unchecked) : nil
    request = PayloadState()
    response = PayloadState()
    let exchange = record.exchange
    request = show(exchange.request.body, exchange.sentHeaders, .request)
    // What was decoded already is not decoded once more.
    let body = exchange.response?.body
    let headers = exchange.response?.headers ?? []
    response = show(
      body?.content,
      body?.decoded == nil ? headers : headers.without(["content-encoding"]),
      .response
    )
  }

  /// Bytes of a body above which it is shown as it came, since reading it would hold up the screen.
  private static let maximumReadable = 4 << 20

  /// A body as people read it: a form as a tree, what is not text as hex digits.
  private mutating func show(
    _ body: [UInt8]?,
    _ headers: HeaderFields,
    _ part: Document.ExchangePart
  ) -> PayloadState {
    guard let body, !body.isEmpty else { return PayloadState() }
    var (shown, isText) = (body, false)
    if body.count <= Self.maximumReadable {
      let readable = ReadableBody(headers, body, maximum: Self.maximumReadable)
      (shown, isText, treatments[part]) = (readable.bytes, readable.isText, readable.treatment)
    }
    if shown != body { originals[part] = body }
    var payload = Payload(bytes: shown)
    payload.isText = isText
    return PayloadState(showing: Document(source: .exchange(record.id, part), payload: payload))
  }

  // MARK: What is shown

  var rows: [ExchangeHead.Row] { ExchangeHead.rows(record, section, signature) }

  /// The body of the section; without a document if it has none.
  var body: PayloadState {
    get {
      switch section {
      case .request: request
      case .response: response
      case .timing: PayloadState()
      }
    }
    _modify {
      switch section {
      case .request: yield &request
      case .response: yield &response
      case .timing:
        var none = PayloadState()
        yield &none
      }
    }
  }

  var hasBody: Bool { body.open != nil }

  /// What was done to read the body of the section.
  var bodyTreatment: [String] { part.flatMap { treatments[$0] } ?? [] }

  /// The bytes of the section's body where something else is shown: those of a response without its
  /// Content-Encoding.
  var originalBody: [UInt8]? { part.flatMap { originals[$0] } }

  private var part: Document.ExchangePart? {
    switch section {
    case .request: .request
    case .response: .response
    case .timing: nil
    }
  }

  var cursor: ListCursor { cursors[section.rawValue] }

  /// The header on the selected row; `nil` if there is none.
  var selectedHeader: HeaderField? {
    guard !isInBody, rows.indices.contains(cursor.row),
      case .header(let field, _) = rows[cursor.row]
    else { return nil }
    return field
  }

  /// Whether the value of a row is shown though it is secret.
  func isRevealed(_ row: Int) -> Bool { revealed[section.rawValue].contains(row) }

  var layout: ExchangeLayout {
    ExchangeLayout(area, headRows: rows.count, hasBody: hasBody, isZoomed: isZoomed)
  }

  // MARK: Changes

  /// - Parameter area: what the view has of the screen.
  mutating func fit(_ area: Rect) {
    self.area = area
    fit()
  }

  private mutating func fit() {
    let layout = layout
    cursors[section.rawValue].fit(count: rows.count, height: layout.head.rows)
    guard hasBody else { return }
    body.fit(Size(rows: max(1, layout.body.rows - 1), columns: layout.body.columns - 1))
  }

  mutating func show(_ section: ExchangeSection) {
    self.section = section
    isInBody = isZoomed && hasBody
    fit()
  }

  /// To the next section, or the one before.
  mutating func turn(by step: Int) {
    let count = ExchangeSection.allCases.count
    show(ExchangeSection.allCases[(section.rawValue + step + count) % count])
  }

  mutating func toggleZoom() {
    isZoomed.toggle()
    if isZoomed, hasBody { isInBody = true }
    fit()
  }

  /// Moves the selection through head and body.
  mutating func move(by step: Int) {
    let layout = layout
    let head = isZoomed && hasBody ? 0 : rows.count
    let bodyRows = body.open?.rowCount ?? 0
    let now = isInBody ? head + (body.open?.cursor.row ?? 0) : cursor.row
    let (sum, overflow) = now.addingReportingOverflow(step)
    let wanted = min(max(0, overflow ? (step > 0 ? .max : 0) : sum), max(0, head + bodyRows - 1))
    isInBody = wanted >= head && bodyRows > 0
    if isInBody {
      let height = max(1, layout.body.rows - 1)
      body.update { $0.cursor.select(row: wanted - head, count: bodyRows, height: height) }
    } else {
      cursors[section.rawValue].select(
        row: wanted,
        count: rows.count,
        height: layout.head.rows
      )
    }
  }

  /// Scrolls what is selected from.
  mutating func scroll(by step: Int) {
    let layout = layout
    if isInBody {
      body.update {
        $0.cursor.scroll(by: step, count: $0.rowCount, height: max(1, layout.body.rows - 1))
      }
    } else {
      cursors[section.rawValue].scroll(by: step, count: rows.count, height: layout.head.rows)
    }
  }

  /// The selection goes to the body, where something was found.
  mutating func enterBody() {
    isInBody = hasBody
  }

  /// Selects what is at a position of the screen.
  /// - Returns: whether something was.
  mutating func select(at position: Position) -> Bool {
    let layout = layout
    let line = position.row - layout.head.row
    guard line >= 0, line < layout.head.rows else { return false }
    isInBody = false
    let row = min(rows.count - 1, cursor.top + line)
    cursors[section.rawValue].select(row: row, count: rows.count, height: layout.head.rows)
    return true
  }

  mutating func setSignature(_ state: SignatureState) {
    signature = state
    fit()
  }

  /// Shows the secret value of the selected header, or hides it again.
  mutating func toggleSecret() {
    revealed[section.rawValue].formSymmetricDifference([cursor.row])
  }
}
