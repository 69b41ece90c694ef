@testable import ConsoleCore
@testable import HookConsole

/// Any run of bytes through the decoder of the terminal's input, in batches as they may arrive: 0xFF ends
/// one, 0xFE lets time pass.
enum FuzzKeys {
  static func run(_ bytes: [UInt8]) {
    var now = InputDecoder.Instant.now
    var decoder = InputDecoder()
    func take(_ batch: [UInt8]) {
      for case .key(.character(let character)) in decoder.take(batch, at: now) {
        let isSafe = character.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        require(isSafe, "no control is a key of its own")
      }
    }
    var batch: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0xFF:
        take(batch)
        batch = []
      case 0xFE: now += .milliseconds(200)
      default: batch.append(byte)
      }
    }
    take(batch)
    // Whatever came before, the mark of an end, Esc and time lead out of it.
    _ = decoder.take(Array("\u{1B}[201~".utf8), at: now)
    for _ in 0..<2 {
      now += .seconds(3)
      _ = decoder.take([0x1B], at: now)
    }
    now += .seconds(3)
    _ = decoder.take([], at: now)
    require(decoder.take([0x71], at: now) == [.key(.character("q"))], "q is a key again")
  }
}
