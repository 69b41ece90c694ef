@testable import HookConsole

/// Any run of bytes and of ncurses' codes through the decoder of the terminal's input, in batches as
/// they may arrive.
enum FuzzKeys {
  static func run(_ bytes: [UInt8]) {
    var codes: [[InputDecoder.Code]] = [[]]
    var place = 0
    while place < bytes.count {
      let rest = bytes[place...].prefix(3)
      place += 1
      switch bytes[place - 1] {
      case 0xFF: codes.append([])
      case 0xFE where rest.count > 1:
        codes[codes.count - 1].append(.key(256 + Int32(rest[place])))
        place += 1
      case 0xFD where rest.count > 2:
        codes[codes.count - 1].append(
          .character(UInt32(rest[place]) << 12 | UInt32(rest[place + 1]))
        )
        place += 2
      case 0xFC: codes[codes.count - 1].append(.key(InputDecoder.pasteStart))
      case 0xFB: codes[codes.count - 1].append(.key(InputDecoder.pasteEnd))
      case let byte: codes[codes.count - 1].append(.character(UInt32(byte)))
      }
    }
    var decoder = InputDecoder()
    for batch in codes {
      let inputs = decoder.take(batch)
      require(inputs.count <= batch.count, "a code is at most one input")
      for case .key(.character(let character)) in inputs {
        let harmless = character.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        require(harmless, "no control is a key of its own")
      }
    }
    // Whatever came before, the mark of an end and Esc lead out of it.
    _ = decoder.take([.key(InputDecoder.pasteEnd), .character(0x1B)])
    require(decoder.take([.character(0x71)]) == [.key(.character("q"))], "q is a key again")
  }
}
