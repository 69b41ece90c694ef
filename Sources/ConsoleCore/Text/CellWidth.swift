/// How many terminal columns a scalar takes: the one owner of that answer.
///
/// Widths follow Unicode's East Asian Width (Wide and Fullwidth take two columns), as the C library
/// and the common terminals count them. Whatever takes no column of its own is decided by `TerminalSafeText`.
package enum CellWidth {
  /// 1 or 2. Only for scalars that stand in a cell of their own.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x1100 { return 1 }
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      let (first, last) = wide[middle]
      if value < first {
        high = middle - 1
      } else if value > last {
        low = middle + 1
      } else {
        return 2
      }
    }
    return 1
  }

  /// Whether a scalar came with a later version of Unicode than the table knows: the C library, which
  /// must agree, is not newer either.
  static func isTooNew(_ scalar: Unicode.Scalar) -> Bool {
    guard let age = scalar.properties.age else { return true }
    return (age.major, age.minor) > (unicode.major, unicode.minor)
  }
}
