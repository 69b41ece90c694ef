import CSIMD

/// The stretch of a text around characters that are not ASCII, folded as `TextFolding` does, part by
/// part.
///
/// Not thread-safe, and gone with the search that made it.
final class FoldedWindow {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isJSON: Bool
  private let overlap: Int

  /// The folded bytes of this part, beginning with the end of the part before it.
  private var folded: UnsafeMutablePointer<UInt8>?
  /// For each of them where its character begins in the text.
  private var offsets: UnsafeMutablePointer<Int>?
  private var count = 0
  /// The next character.
  private var offset = 0
  /// ASCII characters in a row up to here.
  private var run = 0
  private var isPastSpecial = false
  private var isAtEnd = true
  /// The first character that is left for later, and how much was folded from there on.
  private var boundary: Int?
  private var countPastBoundary = 0

  private static let partSize = 1 << 10
  /// A window ends after so many ASCII characters at least: beginning another one costs as much.
  private static let shortestRun = 16

  /// - Parameters:
  ///   - isJSON: whether escapes stand for characters.
  ///   - needle: the bytes of what is looked for.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isJSON: Bool, needle: Int) {
    self.bytes = bytes
    self.isJSON = isJSON
    overlap = needle - 1
  }

  deinit {
    folded?.deallocate()
    offsets?.deallocate()
  }

  /// Begins at a character.
  func begin(at start: Int) {
    if folded == nil {
      let capacity = Self.partSize + overlap + TextFolding.mostBytes
      folded = .allocate(capacity: capacity)
      offsets = .allocate(capacity: capacity)
    }
    (count, offset, run, isPastSpecial, isAtEnd) = (0, start, 0, false, false)
    (boundary, countPastBoundary) = (nil, 0)
  }

  /// Folds the next part.
  /// - Parameter stop: no match that begins there or later is asked for.
  /// - Returns: the folded bytes; `nil` if there are no more.
  func next(before stop: Int) -> UnsafeBufferPointer<UInt8>? {
    guard !isAtEnd, let folded, let offsets else { return nil }
    let dropped = max(0, count - overlap)
    if dropped > 0 {
      count -= dropped
      folded.update(from: folded + dropped, count: count)
      offsets.update(from: offsets + dropped, count: count)
    }
    while !isAtEnd, count < Self.partSize + overlap {
      if offset >= stop, boundary == nil { boundary = offset }
      guard offset < bytes.count, boundary == nil || countPastBoundary < overlap else {
        isAtEnd = true
        break
      }
      take(folded, offsets)
      if isPastSpecial, run >= max(overlap, Self.shortestRun) {
        isAtEnd = true
        // What begins in the run can go on after it.
        boundary = min(boundary ?? .max, offset - overlap)
      }
    }
    return UnsafeBufferPointer(start: folded, count: count)
  }

  /// Where to go on: matches that begin before this offset are in the parts.
  var reached: Int {
    boundary ?? offset
  }

  /// The bytes of the text that a range of the folded bytes stands for.
  func range(of range: Range<Int>) -> Range<Int> {
    guard let offsets else { return range }
    let start = offsets[range.lowerBound]
    return start..<max(start, range.upperBound < count ? offsets[range.upperBound] : offset)
  }

  @inline(__always)
  private func take(_ folded: UnsafeMutablePointer<UInt8>, _ offsets: UnsafeMutablePointer<Int>) {
    let byte = bytes[offset]
    let before = count
    if byte < 0x80, !isJSON || byte != JSONByte.backslash {
      folded[count] = TextFolding.lowercased(byte)
      offsets[count] = offset
      count += 1
      offset += 1
      run += 1
    } else {
      let (scalar, length) = Self.character(at: offset, in: bytes, isJSON)
      TextFolding.fold(scalar) { byte in
        folded[count] = byte
        offsets[count] = offset
        count += 1
      }
      offset += length
      run = 0
      isPastSpecial = true
    }
    if boundary != nil { countPastBoundary += count - before }
  }

  /// The character or, in JSON, the escape at an offset, and its bytes.
  @inline(__always)
  static func character(
    at offset: Int,
    in bytes: UnsafeBufferPointer<UInt8>,
    _ isJSON: Bool
  ) -> (Unicode.Scalar, length: Int) {
    isJSON && bytes[offset] == JSONByte.backslash
      ? JSONString.escaped(at: offset, in: bytes) : UTF8Sequence.scalar(at: offset, in: bytes)
  }

  /// The first byte of a range that is not ASCII or, in JSON, begins an escape; the end of the range
  /// if there is none.
  @inline(__always)
  static func firstSpecial(
    from start: Int,
    to end: Int,
    in bytes: UnsafeBufferPointer<UInt8>,
    _ isJSON: Bool
  ) -> Int {
    guard let base = bytes.baseAddress else { return end }
    var offset = start
    while offset + 32 <= end {
      let found =
        hc_find_special(base + offset, isJSON) | hc_find_special(base + offset + 16, isJSON) << 16
      guard found == 0 else { return offset + found.trailingZeroBitCount }
      offset += 32
    }
    while offset < end, bytes[offset] < 0x80, !isJSON || bytes[offset] != JSONByte.backslash {
      offset += 1
    }
    return offset
  }
}
