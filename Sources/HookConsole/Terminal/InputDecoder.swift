import ConsoleCore

/// Turns the bytes that a terminal sends into inputs.
///
/// A slow connection may cut a sequence anywhere. No part of one may run a command, so what follows a
/// cut is kept apart from keys by time: within `sequenceTimeout` it belongs to what came before.
struct InputDecoder {
  typealias Instant = ContinuousClock.Instant

  /// How long the rest of a sequence may take.
  static let sequenceTimeout = Duration.milliseconds(500)
  /// A paste that has stopped for so long has probably lost its end mark.
  static let pasteTimeout = Duration.seconds(2)

  private enum State {
    case ground
    /// An Esc came alone and was acted on; the rest of a sequence may still follow.
    case loneEscape
    /// Dropped: its ESC was acted on already, so it does nothing, except for the start of a paste.
    case sequence(EscapeSequence, isDropped: Bool)
    /// The first bytes of a character, after an ESC or not.
    case character([UInt8], isAlt: Bool)
    /// - Parameter isTold: the person knows that its end is missing.
    case paste(PasteReader, escape: Bool, isTold: Bool)
  }

  private let sequences: KeySequences
  private let afterEscape: Set<UInt8>
  private var state = State.ground
  private var last: Instant?
  private static let pasteStart = Array("[200~".utf8)

  init(_ sequences: KeySequences = KeySequences()) {
    self.sequences = sequences
    let seconds = sequences.all.filter { $0.count > 1 && $0[0] == 0x1B }.map { $0[1] }
    afterEscape = EscapeSequence.introducers.union(seconds)
  }

  /// When `take` must be called though nothing has arrived.
  var deadline: Instant? {
    guard let last else { return nil }
    switch state {
    case .ground, .loneEscape: return nil
    case .paste(_, escape: false, let isTold): return isTold ? nil : last + Self.pasteTimeout
    case .paste, .sequence, .character: return last + Self.sequenceTimeout
    }
  }

  /// Takes all that arrived at once; nothing if only time has passed.
  mutating func take(_ bytes: [UInt8], at now: Instant) -> [Input] {
    var inputs = expire(now)
    guard !bytes.isEmpty else { return inputs }
    last = now
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let new = take(byte, isLast: isLast, isAlone: bytes.count == 1)
      inputs += new
      // A text is taken whole or not at all: what came with a byte that is not UTF-8 is not typed.
      if case .problem = new.last {
        return inputs.filter { if case .key = $0 { false } else { true } }
      }
    }
    return inputs
  }

  // MARK: Time

  private mutating func expire(_ now: Instant) -> [Input] {
    guard let last else { return [] }
    if case .loneEscape = state, now - last > Self.sequenceTimeout { state = .ground }
    guard let deadline, now >= deadline else { return [] }
    defer { if case .paste = state {} else { state = .ground } }
    switch state {
    case .ground, .loneEscape: return []
    case .sequence(let sequence, let isDropped):
      // Only the byte after the ESC came: it was a key of its own.
      if sequence.bytes.count == 1 { return Self.key(sequence.bytes[0], isAlt: !isDropped) }
      // ESC in a reply whose end was lost.
      return sequence.bytes.last == 0x1B ? [.key(.escape)] : []
    case .character(let bytes, _): return [Self.notUTF8(bytes)]
    case .paste(var paste, escape: true, _):
      paste.endAtEscape()
      state = .ground
      return [paste.input, .problem("the end of the paste is missing: check what was inserted")]
    case .paste(let paste, escape: false, _):
      state = .paste(paste, escape: false, isTold: true)
      return [.problem("the paste has not ended: \(paste.count) bytes so far; try: Esc")]
    }
  }

  // MARK: Bytes

  private mutating func take(_ byte: UInt8, isLast: Bool, isAlone: Bool) -> [Input] {
    switch state {
    case .paste(var paste, _, let isTold):
      if paste.take(byte) {
        state = .ground
        return [paste.input]
      }
      state = .paste(paste, escape: byte == 0x1B && isAlone, isTold: isTold)
      return []
    case .loneEscape:
      state = .ground
      guard afterEscape.contains(byte) else { return ground(byte, isLast: isLast) }
      return begin(byte, isDropped: true)
    case .sequence(let sequence, let isDropped):
      return goOn(sequence, isDropped, byte, isLast: isLast)
    case .character(let bytes, let isAlt):
      // A byte that does not continue the character makes it invalid, and is not typed either.
      return character(bytes + [byte], isAlt: isAlt)
    case .ground: return ground(byte, isLast: isLast)
    }
  }

  private mutating func ground(_ byte: UInt8, isLast: Bool) -> [Input] {
    if byte == 0x1B {
      if isLast {
        state = .loneEscape
        return [.key(.escape)]
      }
      // With the next byte it begins a sequence or is Alt.
      state = .sequence(EscapeSequence(byte), isDropped: false)
      return []
    }
    if let key = sequences[[byte]] { return [.key(key)] }
    return byte < 0x80 ? Self.key(byte, isAlt: false) : character([byte], isAlt: false)
  }

  /// The byte after an ESC.
  private mutating func begin(_ byte: UInt8, isDropped: Bool) -> [Input] {
    if let key = sequences[[0x1B, byte]] {
      state = .ground
      return isDropped ? [] : [.key(key)]
    }
    if EscapeSequence.introducers.contains(byte) || sequences.isBeginning([0x1B, byte]) {
      state = .sequence(EscapeSequence(byte), isDropped: isDropped)
      return []
    }
    state = .ground
    return byte < 0x80 ? Self.key(byte, isAlt: true) : character([byte], isAlt: true)
  }

  private mutating func goOn(
    _ before: EscapeSequence,
    _ isDropped: Bool,
    _ byte: UInt8,
    isLast: Bool
  ) -> [Input] {
    if before.bytes == [0x1B] {
      guard byte == 0x1B else { return begin(byte, isDropped: false) }
      // Two of them: the first was Esc.
      return [.key(.escape)] + ground(byte, isLast: isLast)
    }
    var sequence = before
    let step = sequence.take(byte)
    let known = sequences[[0x1B] + before.bytes + [byte]]
    if step == .more, known == nil {
      state = .sequence(sequence, isDropped: isDropped)
      return []
    }
    if step == .foreign, known == nil { return breakOff(before, byte, isLast: isLast) }
    state = .ground
    if sequence.bytes == Self.pasteStart {
      state = .paste(PasteReader(), escape: false, isTold: false)
      return []
    }
    guard !isDropped else { return [] }
    if let known { return [.key(known)] }
    let report = MouseReport.input(sequence.bytes) ?? TerminalReply.input(sequence.bytes)
    return report.map { [$0] } ?? []
  }

  /// The sequence ends before a byte that does not belong to it.
  private mutating func breakOff(
    _ sequence: EscapeSequence,
    _ byte: UInt8,
    isLast: Bool
  ) -> [Input] {
    state = .ground
    // The ESC before the byte stands in the sequence: it began the next one.
    if sequence.bytes.last == 0x1B { return begin(byte, isDropped: false) }
    return ground(byte, isLast: isLast)
  }

  private mutating func character(_ bytes: [UInt8], isAlt: Bool) -> [Input] {
    state = .ground
    let length = bytes[0] < 0xC2 ? 0 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
    let isWhole = bytes.count >= length
    let isContinued = bytes.dropFirst().allSatisfy { (0x80..<0xC0).contains($0) }
    if isContinued, !isWhole, bytes[0] < 0xF5 {
      state = .character(bytes, isAlt: isAlt)
      return []
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return [Self.notUTF8(bytes)] }
    // C1 controls are not characters.
    guard scalar.value >= 0xA0 else { return [] }
    return [.key(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))]
  }

  private static func notUTF8(_ bytes: [UInt8]) -> Input {
    let hex = bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    return .problem("not UTF-8, not typed: \(hex); try: set the terminal to UTF-8")
  }

  // MARK: Keys

  /// The key of an ASCII character. With Alt only printable ones are keys.
  private static func key(_ byte: UInt8, isAlt: Bool) -> [Input] {
    if isAlt {
      return (0x21...0x7E).contains(byte) ? [.key(.alt(Character(UnicodeScalar(byte))))] : []
    }
    return key(byte).map { [.key($0)] } ?? []
  }

  private static func key(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x1B: .escape
    case 0x7F, 0x08: .backspace
    case 0x20: .space
    case 1...26: .control(Character(UnicodeScalar(byte + 0x60)))
    case 0..<0x20: nil
    default: .character(Character(UnicodeScalar(byte)))
    }
  }
}
