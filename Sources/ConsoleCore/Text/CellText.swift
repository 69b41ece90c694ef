/// What stands in one cell: a scalar and up to four that combine with it, as many as ncurses keeps; or
/// nothing. Kept as numbers, so a canvas is copied and compared without counting references.
package struct CellText: Hashable, Sendable, ExpressibleByUnicodeScalarLiteral {
  package static let empty = CellText()
  /// How many scalars combine with the first.
  package static let mostCombining = 4

  /// Twenty-one bits each: the first scalar in the lowest and two behind it, then two more.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  private static let width: UInt64 = 21
  private static let mask: UInt64 = 1 << width - 1

  private init() {}

  package init(_ scalar: Unicode.Scalar) {
    low = UInt64(scalar.value)
  }

  package init(unicodeScalarLiteral scalar: Unicode.Scalar) {
    self.init(scalar)
  }

  package var isEmpty: Bool { low == 0 }

  /// Lets a scalar combine with the first one; none more than the most.
  mutating func combine(_ scalar: Unicode.Scalar) {
    let value = UInt64(scalar.value)
    for shift in [Self.width, 2 * Self.width] where low >> shift & Self.mask == 0 {
      low |= value << shift
      return
    }
    for shift in [0, Self.width] where high >> shift & Self.mask == 0 {
      high |= value << shift
      return
    }
  }

  /// The first scalar; `nil` of an empty text.
  package var first: Unicode.Scalar? {
    isEmpty ? nil : Unicode.Scalar(UInt32(low & Self.mask))
  }

  /// The scalars in order.
  package var scalars: [Unicode.Scalar] {
    [low, low >> Self.width, low >> (2 * Self.width), high, high >> Self.width].compactMap {
      let value = UInt32($0 & Self.mask)
      return value == 0 ? nil : Unicode.Scalar(value)
    }
  }

  /// Whether nothing combines with the first scalar.
  package var isSingle: Bool { low <= Self.mask }
}

extension String {
  /// A text that stood in cells.
  package init(_ cells: some Sequence<CellText>) {
    self.init()
    for cell in cells {
      if cell.isSingle {
        if let scalar = cell.first { unicodeScalars.append(scalar) }
      } else {
        unicodeScalars.append(contentsOf: cell.scalars)
      }
    }
  }
}
