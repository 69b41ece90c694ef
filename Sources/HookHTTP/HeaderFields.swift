/// One header line (RFC 9110, 5): a name and a value as bytes, since neither need be UTF-8.
package struct HeaderField: Sendable, Hashable {
  package let nameBytes: [UInt8]
  /// Without the blanks around it.
  package let valueBytes: [UInt8]

  package init(nameBytes: [UInt8], valueBytes: [UInt8]) {
    self.nameBytes = nameBytes
    self.valueBytes = valueBytes
  }

  package init(_ name: String, _ value: String) {
    self.init(nameBytes: Array(name.utf8), valueBytes: Array(value.utf8))
  }

  /// As it is spelled on the wire.
  package var name: String { HeaderText.string(nameBytes) }
  package var value: String { HeaderText.string(valueBytes) }

  /// Whether the name is this one, in any case.
  package func isNamed(_ name: String) -> Bool {
    nameBytes.count == name.utf8.count
      && zip(nameBytes, name.utf8).allSatisfy { HeaderText.small($0) == HeaderText.small($1) }
  }
}

/// Header lines in the order in which they came, with the case of their names and with repeats.
package struct HeaderFields: Sendable, Hashable, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral
{
  package var fields: [HeaderField]

  package init(_ fields: [HeaderField] = []) {
    self.fields = fields
  }

  package init(arrayLiteral fields: HeaderField...) {
    self.fields = fields
  }

  package init(dictionaryLiteral fields: (String, String)...) {
    self.fields = fields.map { HeaderField($0, $1) }
  }

  /// Reads the lines of a head or of trailers as they came, without a status line. A line that begins
  /// with a blank goes on with the value before it (RFC 9112, 5.2).
  package init(lines: [UInt8]) {
    fields = []
    lines.withUnsafeBytes { lines in
      var rest = lines[...]
      while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        let line = HeaderText.trimmed(rest[..<end], isLineEnd: true)
        rest = rest[end...].dropFirst()
        guard let first = line.first else { continue }
        if HeaderText.isBlank(first), let last = fields.popLast() {
          let value = last.valueBytes + [UInt8(ascii: " ")] + HeaderText.trimmed(line)
          fields.append(HeaderField(nameBytes: last.nameBytes, valueBytes: value))
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
          fields.append(
            HeaderField(
              nameBytes: Array(HeaderText.trimmed(line[..<colon])),
              valueBytes: Array(HeaderText.trimmed(line[(colon + 1)...]))
            )
          )
        }
      }
    }
  }

  /// The header lines as they go out, each with its line end.
  package var lines: [UInt8] {
    fields.flatMap { $0.nameBytes + Array(": ".utf8) + $0.valueBytes + Array("\r\n".utf8) }
  }

  /// The value of the first line of that name, in any case.
  package subscript(name: String) -> String? {
    fields.first { $0.isNamed(name) }?.value
  }

  /// The values of all lines of that name.
  package func values(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  package mutating func add(_ name: String, _ value: String) {
    fields.append(HeaderField(name, value))
  }

  package static func + (left: HeaderFields, right: HeaderFields) -> HeaderFields {
    HeaderFields(left.fields + right.fields)
  }

  /// Without the lines of these names.
  /// - Parameter names: in lower case.
  package func without(_ names: Set<String>) -> HeaderFields {
    HeaderFields(fields.filter { !names.contains($0.name.lowercased()) })
  }
}

/// Bytes of a head as text.
package enum HeaderText {
  /// UTF-8 where it is that, else Latin-1, which any bytes are.
  package static func string(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(UnicodeScalar(byte)) }
    return String(text)
  }

  package static func small(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  package static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Without blanks at either end; with `isLineEnd` only without what ends a line.
  package static func trimmed<Bytes: BidirectionalCollection<UInt8>>(
    _ bytes: Bytes,
    isLineEnd: Bool = false
  ) -> Bytes where Bytes.SubSequence == Bytes {
    var bytes = bytes
    func isDropped(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "\r") || (!isLineEnd && isBlank(byte))
    }
    while let last = bytes.last, isDropped(last) { bytes.removeLast() }
    while !isLineEnd, let first = bytes.first, isDropped(first) { bytes.removeFirst() }
    return bytes
  }
}
