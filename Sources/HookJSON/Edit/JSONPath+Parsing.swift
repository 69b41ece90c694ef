import HookSupport

extension JSONPath {
  /// Reads a path as a person types it: `$[0].gross`, `[0].gross`, `employee.name`, `$[0]['a.b']`.
  ///
  /// A name between dots may hold anything but `.`, `[`, `]` and quotes; any other name stands in
  /// brackets, in single or double quotes, with the escapes of JSON and `\'` (RFC 9535, section 2.3.1).
  /// A negative index counts from the end.
  /// - Throws: `Problem` that says what is wrong with it.
  package init(typed text: some StringProtocol) throws(Problem) {
    var reader = JSONPathReader(Substring(text))
    let path = try reader.path()
    guard reader.rest.isEmpty else {
      throw reader.problem("unexpected \(String(reader.rest.prefix(1)))")
    }
    self = path
  }
}

/// Reads a path from the beginning of a text, up to where none goes on.
struct JSONPathReader {
  private let whole: Substring
  private(set) var rest: Substring.UnicodeScalarView

  init(_ text: Substring) {
    whole = text
    rest = text.unicodeScalars
  }

  func problem(_ reason: String) -> Problem {
    Problem("not a path: \(whole): \(reason)", hint: "try: $[0].name, [0].name, name or [0]['a.b']")
  }

  /// Ends at the text's end or at a `=` outside of brackets.
  mutating func path() throws(Problem) -> JSONPath {
    var steps: [JSONPath.Step] = []
    let isRooted = rest.first == "$"
    if isRooted { rest.removeFirst() }
    while let next = rest.first, next != "=" {
      switch next {
      case "[": steps.append(try bracket())
      case ".":
        guard isRooted || !steps.isEmpty else { throw problem("it begins with a dot") }
        rest.removeFirst()
        steps.append(try name())
      default:
        guard steps.isEmpty, !isRooted else { throw problem("unexpected \(next)") }
        steps.append(try name())
      }
    }
    guard isRooted || !steps.isEmpty else { throw problem("a name, an index or $ is missing") }
    return JSONPath(steps)
  }

  private mutating func name() throws(Problem) -> JSONPath.Step {
    let name = rest.prefix { !".[]='\"".unicodeScalars.contains($0) }
    guard !name.isEmpty else { throw problem("a name is missing") }
    rest = rest.dropFirst(name.count)
    return .key(String(name))
  }

  private mutating func bracket() throws(Problem) -> JSONPath.Step {
    rest.removeFirst()
    let step: JSONPath.Step
    if let quote = rest.first, quote == "'" || quote == "\"" {
      step = .key(try quoted(quote))
    } else {
      let digits = String(rest.prefix { $0 != "]" })
      guard let index = Int(digits), digits.first != "+" else {
        throw problem("[\(digits)] is not an index; quote a name: ['\(digits)']")
      }
      rest = rest.dropFirst(digits.unicodeScalars.count)
      step = .index(index)
    }
    guard rest.popFirst() == "]" else { throw problem("] is missing") }
    return step
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws(Problem) -> String {
    rest.removeFirst()
    // As a string of JSON, in which only the double quote is escaped.
    var literal = "\""
    while let next = rest.popFirst() {
      if next == quote {
        guard let index = try? JSONIndex(JSONText((literal + "\"").utf8)) else {
          throw problem("the escapes in a name must be those of JSON")
        }
        return JSONString.decode(index.text, index.range(of: 0))
      }
      if next == "\\", let sign = rest.popFirst() {
        literal += sign == "'" ? "'" : "\\" + String(sign)
      } else if next == "\"" {
        literal += "\\\""
      } else {
        literal.unicodeScalars.append(next)
      }
    }
    throw problem("a quote is missing")
  }
}
