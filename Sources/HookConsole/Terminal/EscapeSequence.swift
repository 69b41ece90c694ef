/// An escape sequence that is being read (ECMA-48), without the ESC before it: finds where it ends.
struct EscapeSequence {
  /// The result of one more byte.
  enum Step {
    case more
    case end
    /// The byte does not belong to the sequence: the sequence is broken off.
    case foreign
  }

  /// The bytes that begin a longer sequence: CSI, SS3, OSC and DCS. After any other byte the sequence
  /// is over.
  static let introducers: Set<UInt8> = [
    UInt8(ascii: "["), UInt8(ascii: "O"), UInt8(ascii: "]"), UInt8(ascii: "P"),
  ]
  /// A control sequence that is longer than this is garbage.
  private static let maximumLength = 64

  private(set) var bytes: [UInt8]

  init(_ introducer: UInt8) {
    bytes = [introducer]
  }

  mutating func take(_ byte: UInt8) -> Step {
    let step = step(byte)
    if step != .foreign { bytes.append(byte) }
    return step
  }

  private func step(_ byte: UInt8) -> Step {
    switch bytes[0] {
    case UInt8(ascii: "["): control(byte)
    case UInt8(ascii: "O"): singleShift(byte)
    case UInt8(ascii: "]"), UInt8(ascii: "P"): string(byte)
    default: .foreign
    }
  }

  private func control(_ byte: UInt8) -> Step {
    if bytes.starts(with: Self.oldMouse) {
      return byte < 0x20 ? .foreign : bytes.count == 4 ? .end : .more
    }
    // The Linux console sends `ESC [ [ A` for F1.
    if bytes == Self.linuxFunction { return (0x40...0x7E).contains(byte) ? .end : .foreign }
    if bytes.count == 1, [UInt8(ascii: "["), UInt8(ascii: "M")].contains(byte) { return .more }
    guard bytes.count < Self.maximumLength else { return .foreign }
    // rxvt ends keys with Shift in `$`, which is not a final byte.
    let hasDigits = bytes.count > 1 && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    switch byte {
    case UInt8(ascii: "$") where hasDigits: return .end
    case 0x20...0x3F: return .more
    case 0x40...0x7E: return .end
    default: return .foreign
    }
  }

  private static let oldMouse = Array("[M".utf8)
  private static let linuxFunction = Array("[[".utf8)

  private func singleShift(_ byte: UInt8) -> Step {
    switch byte {
    case 0x30...0x3B where bytes.count < Self.maximumLength: .more
    case 0x40...0x7E: .end
    default: .foreign
    }
  }

  /// A reply of the terminal; it ends with BEL, ST (`ESC \`), CAN or SUB.
  private func string(_ byte: UInt8) -> Step {
    if bytes.last == 0x1B { return byte == UInt8(ascii: "\\") ? .end : .foreign }
    return [0x07, 0x18, 0x1A].contains(byte) ? .end : .more
  }
}
