/// A text to be found in UTF-8 bytes: in any letter case unless it has a capital itself.
public struct TextNeedle: Sendable, Hashable {
  /// What is looked for.
  public let text: String
  /// True where the letter case does not matter.
  public let ignoresCase: Bool
  /// The bytes in small letters, and what they are in capitals; the same where case matters.
  private let small: [UInt8]
  private let large: [UInt8]
  /// Letters past ASCII are found by either form of each byte and then looked at once more: this is
  /// what they must come to in small letters.
  private let checked: String?

  /// - Parameter ignoresCase: nil for "unless it has a capital".
  public init(_ text: String, ignoresCase: Bool? = nil) {
    self.text = text
    let ignoresCase = ignoresCase ?? !text.contains(where: \.isUppercase)
    self.ignoresCase = ignoresCase
    var small: [UInt8] = []
    var large: [UInt8] = []
    for character in text {
      let lower = Array((ignoresCase ? character.lowercased() : String(character)).utf8)
      let upper = Array((ignoresCase ? character.uppercased() : String(character)).utf8)
      small += lower
      // A letter whose capital has another length, such as ß, is found in this form only.
      large += upper.count == lower.count ? upper : lower
    }
    self.small = small
    self.large = large
    let needsCheck = zip(small, large).contains { $0 != $1 && $0 >= 0x80 }
    checked = needsCheck ? text.lowercased() : nil
  }

  /// True of a text without a sign, which is found everywhere.
  public var isEmpty: Bool { small.isEmpty }
  var count: Int { small.count }

  /// True where it stands somewhere in a text.
  public func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { first(in: $0, from: 0) != nil }
  }

  func isIn(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { first(in: $0, from: 0) != nil }
  }

  /// True of what may be a part of a UUID in small letters.
  var mayBeInID: Bool {
    small.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
  }

  /// The first place at or behind a place where the text stands.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard !small.isEmpty else { return start <= bytes.count ? start : nil }
    var first: Int?
    forEach(in: bytes, from: start) { place in
      first = place
      return nil
    }
    return first
  }

  /// Goes through the places at or behind a place where the text, which is not empty, stands.
  /// - Parameter body: takes a place and says from where to go on; nil ends it.
  @inline(__always)
  func forEach(
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    _ body: (Int) -> Int?
  ) {
    guard let base = bytes.baseAddress else { return }
    small.withUnsafeBufferPointer { small in
      large.withUnsafeBufferPointer { large in
        scan(base, bytes.count, from: start, small, large, body)
      }
    }
  }

  /// Looks at thirty-two places at a time: those where both the first and the last byte fit are
  /// candidates.
  @inline(__always)
  private func scan(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    from start: Int,
    _ small: UnsafeBufferPointer<UInt8>,
    _ large: UnsafeBufferPointer<UInt8>,
    _ body: (Int) -> Int?
  ) {
    let last = small.count - 1
    let first = BytePair(small[0], large[0])
    let final = BytePair(small[last], large[last])
    let end = count - last
    // Of so short a text the first and the last byte are all there is to look at.
    let isSure = last < 2 && first.isSure && final.isSure && checked == nil
    // Candidates before this place were passed over by the body.
    var from = start
    var place = start
    while place + 32 <= end {
      let low = first.fits(base + place) & final.fits(base + place + last)
      let high = first.fits(base + place + 16) & final.fits(base + place + last + 16)
      let any = low | high
      if any[0] | any[1] != 0 {
        var found = low.bits | high.bits << 16
        while found != 0 {
          let candidate = place + found.trailingZeroBitCount
          found &= found - 1
          guard isSure || fits(base + candidate, small, large) else { continue }
          guard let next = body(candidate) else { return }
          from = next
          found &= passing(next - place)
        }
      }
      place = max(place + 32, from)
    }
    while place < end {
      if fits(base + place, small, large) {
        guard let next = body(place) else { return }
        place = next
      } else {
        place += 1
      }
    }
  }

  @inline(__always)
  private func fits(
    _ place: UnsafePointer<UInt8>,
    _ small: UnsafeBufferPointer<UInt8>,
    _ large: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in 0..<small.count {
      let byte = place[offset]
      guard byte == small[offset] || byte == large[offset] else { return false }
    }
    guard let checked else { return true }
    let found = UnsafeBufferPointer(start: place, count: small.count)
    return String(decoding: found, as: UTF8.self).lowercased() == checked
  }

  /// One byte in either of two forms.
  private struct BytePair {
    private let small: SIMD16<UInt8>
    /// The bits in which the two forms differ.
    private let either: SIMD16<UInt8>

    init(_ small: UInt8, _ large: UInt8) {
      either = SIMD16(repeating: small ^ large)
      self.small = SIMD16(repeating: small | large)
    }

    /// True where `fits` is right of every byte.
    var isSure: Bool { either[0].nonzeroBitCount < 2 }

    /// All bits of each of sixteen bytes that is of one of the forms, or, where the forms differ in
    /// more than one bit, may be.
    @inline(__always)
    func fits(_ place: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
      let bytes = UnsafeRawPointer(place).loadUnaligned(as: SIMD16<UInt8>.self)
      let mask = (bytes | either) .== small
      return SIMD2(littleEndian: unsafeBitCast(mask, to: SIMD2<UInt64>.self))
    }
  }
}

/// Ones but for so many of the lowest bits.
@inline(__always)
private func passing(_ bits: Int) -> UInt32 {
  bits >= 32 ? 0 : bits <= 0 ? .max : .max &<< UInt32(truncatingIfNeeded: bits)
}

extension SIMD2<UInt64> {
  @inline(__always)
  fileprivate init(littleEndian words: SIMD2<UInt64>) {
    self.init(UInt64(littleEndian: words[0]), UInt64(littleEndian: words[1]))
  }

  /// One bit for each of sixteen bytes that are all ones or all zeros, the lowest for the first.
  @inline(__always)
  fileprivate var bits: UInt32 { Self.bits(self[0]) | Self.bits(self[1]) << 8 }

  /// The product gathers the lowest bit of each byte in the highest byte, in order.
  @inline(__always)
  private static func bits(_ bytes: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: ((bytes & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56)
  }
}
