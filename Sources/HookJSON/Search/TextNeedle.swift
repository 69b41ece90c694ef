import CSIMD

/// A text to be found in UTF-8 bytes, whatever the case, the diacritics and the Unicode form on
/// either side: `jose` finds `JOSÉ`, and `é` finds `e` with U+0301.
///
/// Runs of ASCII are looked through as they stand, many bytes at a time; only around other
/// characters the text is folded.
package struct TextNeedle: Sendable, Hashable {
  /// What is looked for.
  package let text: String
  /// What it comes to, and the same in capitals.
  private let small: [UInt8]
  private let large: [UInt8]
  /// Whether a run of ASCII can hold it.
  private let isASCII: Bool
  /// A bit for each byte that is in it.
  private let members: SIMD4<UInt64>

  /// - Parameter text: in any case.
  package init(_ text: String) {
    self.text = text
    small = TextFolding.bytes(text)
    large = small.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
    isASCII = small.allSatisfy { $0 < 0x80 }
    members = small.reduce(into: SIMD4()) { $0[Int($1 >> 6)] |= 1 << UInt64($1 & 63) }
  }

  /// Whether there is nothing to find, which is found everywhere.
  package var isEmpty: Bool { text.isEmpty }

  /// Whether it stands somewhere in a text.
  package func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { first(in: $0, from: 0) != nil }
  }

  package func isIn(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { first(in: $0, from: 0) != nil }
  }

  /// What is looked for if it is one ASCII character.
  var character: hc_forms? {
    small.count == 1 && isASCII ? hc_forms(small[0], large[0]) : nil
  }

  /// Whether it can be a part of a UUID in lower case.
  package var mayBeInID: Bool {
    small.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
  }

  /// The bytes of the first match that begins at or after an offset.
  package func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    guard !isEmpty else { return start <= bytes.count ? start..<start : nil }
    var first: Range<Int>?
    forEach(in: bytes, from: start) { range in
      first = range
      return nil
    }
    return first
  }

  /// What bytes are looked through.
  package enum Form {
    /// UTF-8.
    case text
    /// UTF-8 in which `\u00eb` stands for `ë`, and so on.
    case json
    /// ASCII, or JSON that has no escapes.
    case plain
  }

  /// Goes through the matches in order.
  /// - Parameters:
  ///   - start: the first byte of a character or, in JSON, of an escape.
  ///   - stop: only matches that begin before it are reported.
  ///   - body: receives the bytes of a match and returns where to go on; `nil` ends it.
  /// - Returns: where to go on for matches that begin at or after `stop`.
  @discardableResult
  @inline(__always)
  package func forEach(
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    before stop: Int = .max,
    _ form: Form = .text,
    _ body: (Range<Int>) -> Int?
  ) -> Int {
    let stop = min(stop, bytes.count)
    guard let base = bytes.baseAddress, !small.isEmpty else { return max(start, stop) }
    return small.withUnsafeBufferPointer { small in
      large.withUnsafeBufferPointer { large in
        let forms = (small: small, large: large)
        return walk(base, bytes, from: start, before: stop, form, forms, body)
      }
    }
  }

  /// What is looked for, in lower and upper case.
  private typealias Forms = (small: UnsafeBufferPointer<UInt8>, large: UnsafeBufferPointer<UInt8>)

  @inline(__always)
  private func walk(
    _ base: UnsafePointer<UInt8>,
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    before stop: Int,
    _ form: Form,
    _ forms: Forms,
    _ body: (Range<Int>) -> Int?
  ) -> Int {
    let isJSON = form == .json
    let count = forms.small.count
    // Most texts need none.
    var window: FoldedWindow?
    // Matches before this offset were passed over by the body.
    var from = start
    var isOver = false
    @inline(__always)
    func report(_ range: Range<Int>) -> Int? {
      guard range.lowerBound < stop, let next = body(range) else {
        isOver = true
        return nil
      }
      from = max(from, next)
      return next
    }
    while from < stop, !isOver {
      // Blocks that stay in the processor's cache: each is looked at twice.
      let end = min(bytes.count, from + max(1 << 14, count * 4))
      let special =
        form == .plain ? end : FoldedWindow.firstSpecial(from: from, to: end, in: bytes, isJSON)
      if isASCII, special - from >= count {
        scan(base, special, from: from, forms) { report($0..<($0 + count)) }
      }
      if isOver { break }
      if special == end {
        from = max(from, end == bytes.count ? end : end - count + 1)
      } else if from <= special {
        let (scalar, length) = FoldedWindow.character(at: special, in: bytes, isJSON)
        let before = special > 0 && !isJSON ? bytes[special - 1] : 0x80
        if let byte = TextFolding.firstByte(of: scalar), !mayPass(byte, after: before, forms) {
          // No match goes through this character.
          from = special + length
          continue
        }
        let part = window ?? FoldedWindow(bytes, isJSON: isJSON, needle: count)
        window = part
        part.begin(at: max(from, special - count + 1))
        while !isOver, let folded = part.next(before: stop), let base = folded.baseAddress {
          scan(base, folded.count, from: 0, forms) { found in
            let range = part.range(of: found..<(found + count))
            // Passed over.
            guard range.lowerBound >= from else { return found + 1 }
            return report(range) == nil ? nil : found + 1
          }
        }
        from = max(from, part.reached)
      }
    }
    return max(from, stop)
  }

  /// Whether a match can begin with a folded byte or go through it.
  /// - Parameter before: the byte of the text before it; not ASCII if that says nothing.
  @inline(__always)
  private func mayPass(_ byte: UInt8, after before: UInt8, _ forms: Forms) -> Bool {
    guard isMember(byte) else { return false }
    guard before < 0x80, forms.small[0] != byte else { return true }
    let before = TextFolding.lowercased(before)
    return (1..<forms.small.count).contains {
      forms.small[$0] == byte && forms.small[$0 - 1] == before
    }
  }

  @inline(__always)
  private func isMember(_ byte: UInt8) -> Bool {
    members[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0
  }

  /// Looks at each offset where both the first and the last byte fit.
  @inline(__always)
  private func scan(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    from start: Int,
    _ forms: Forms,
    _ body: (Int) -> Int?
  ) {
    let (small, large) = forms
    let last = small.count - 1
    let first = hc_forms(small[0], large[0])
    let final = hc_forms(small[last], large[last])
    let end = count - last
    // Candidates before this offset were passed over by the body.
    var from = start
    var position = start
    while position + 32 <= end {
      var found = hc_find_pair(base + position, first, last, final)
      while found != 0 {
        let candidate = position + found.trailingZeroBitCount
        found &= found - 1
        // Of two bytes these are all there is to look at.
        guard last < 2 || fits(base + candidate, small, large) else { continue }
        guard let next = body(candidate) else { return }
        from = next
        found &= passing(next - position)
      }
      position = max(position + 32, from)
    }
    while position < end {
      if fits(base + position, small, large) {
        guard let next = body(position) else { return }
        position = next
      } else {
        position += 1
      }
    }
  }

  @inline(__always)
  private func fits(
    _ position: UnsafePointer<UInt8>,
    _ small: UnsafeBufferPointer<UInt8>,
    _ large: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in 0..<small.count {
      let byte = position[offset]
      guard byte == small[offset] || byte == large[offset] else { return false }
    }
    return true
  }
}

/// Ones but for so many of the lowest bits.
@inline(__always)
private func passing(_ bits: Int) -> UInt32 {
  bits >= 32 ? 0 : bits <= 0 ? .max : .max &<< UInt32(truncatingIfNeeded: bits)
}

extension hc_forms {
  /// A byte in lower and upper case: the two differ in one bit at most, so no other byte fits.
  @inline(__always)
  fileprivate init(_ small: UInt8, _ large: UInt8) {
    self.init(either: small ^ large, byte: small | large)
  }
}
