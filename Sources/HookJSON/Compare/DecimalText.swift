/// The value of a number as its digits say it, whatever its size: `1.50`, `1.5` and `15e-1` are one.
struct DecimalText: Equatable {
  private let isNegative: Bool
  /// Without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The power of ten of the last digit.
  private let exponent: Int

  /// - Parameter bytes: a JSON number.
  /// - Returns: `nil` where the exponent itself is out of all reason.
  init?(_ bytes: some Sequence<UInt8>) {
    var digits: [UInt8] = []
    var exponent = 0
    var isNegative = false
    var isFraction = false
    var power: [UInt8]?
    for byte in bytes {
      switch byte {
      case JSONByte.zero...JSONByte.nine where power != nil: power?.append(byte)
      case JSONByte.zero...JSONByte.nine:
        if isFraction { exponent -= 1 }
        if byte != JSONByte.zero || !digits.isEmpty { digits.append(byte) }
      case JSONByte.point: isFraction = true
      case JSONByte.e, 0x45: power = []
      case JSONByte.minus where power == nil: isNegative = true
      default: power?.append(byte)
      }
    }
    if let power {
      guard let value = Int(String(decoding: power, as: UTF8.self)), abs(value) < 1 << 40 else {
        return nil
      }
      exponent += value
    }
    while digits.last == JSONByte.zero {
      digits.removeLast()
      exponent += 1
    }
    self.isNegative = isNegative && !digits.isEmpty
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
  }
}
