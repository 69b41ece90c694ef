import Foundation

/// Makes payloads of a size: an array of pay lines, the same each time, with what is met in such
/// texts: long and short strings, a few escapes and letters past ASCII, decimal numbers, nesting.
enum Payloads {
  /// - Parameter isPlain: ASCII without escapes.
  static func write(path: String, bytes wanted: Int, isPlain: Bool = false) {
    var random = SplitMix(state: 42)
    var text: [UInt8] = [UInt8(ascii: "[")]
    text.reserveCapacity(wanted + 1024)
    var number = 0
    while text.count < wanted - 1 {
      if number > 0 { text.append(UInt8(ascii: ",")) }
      text += Array(line(number, &random, isPlain).utf8)
      number += 1
    }
    text.append(UInt8(ascii: "]"))
    guard FileManager.default.createFile(atPath: path, contents: Data(text)) else { exit(1) }
  }

  private static let names = [
    "Amélie Hughes", "Priya Nair", "Tom \\\"Red\\\" Baker", "Zoë Ó Briain",
  ]

  private static let plainNames = ["Amelie Hughes", "Priya Nair", "Tom Red Baker", "Zoe O Briain"]

  private static func line(_ number: Int, _ random: inout SplitMix, _ isPlain: Bool) -> String {
    func money() -> String {
      let pence = random.next() % 1_000_000
      return "\(pence / 100).\(pence % 100 < 10 ? "0" : "")\(pence % 100)"
    }
    let name = (isPlain ? plainNames : names)[Int(random.next() % 4)]
    let end = isPlain ? " " : "\\n"
    let id = UUID(
      uuid: (
        0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, UInt8(number >> 24 & 255),
        UInt8(number >> 16 & 255),
        UInt8(number >> 8 & 255), UInt8(number & 255)
      )
    ).uuidString.lowercased()
    return """
      {"id": "\(id)", "employee": {"name": "\(name)", "niNumber": null, "active": true, \
      "tags": ["monthly", "uk", "\(random.next() % 9)"]}, "gross": \(money()), "tax": \(money()), \
      "net": -\(money()), "hours": \(random.next() % 200), "rate": 1.25e2, "lines": [\
      {"code": "BASIC", "value": \(money())}, {"code": "PENSION", "value": \(money())}, {}], \
      "note": "Paid on the last working day\(end)of the month; see line \(number)"}
      """
  }

  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
