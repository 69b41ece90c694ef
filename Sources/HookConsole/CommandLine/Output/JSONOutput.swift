import Foundation
import HookJSON
import HookModel

/// JSON on standard output: records as the server sent them, without the passwords of URLs.
///
/// Files and pipes get the server's own bytes. On a terminal what it would obey or not show is
/// written as an escape of JSON, which means the same.
enum JSONOutput {
  /// One record and a line end.
  static func record(_ bytes: [UInt8]) throws {
    try Output.write(fitForOutput(RecordPasswords.hidden(bytes)) + [0x0A])
  }

  /// One record on one line, for streams of records.
  static func line(_ bytes: [UInt8]) throws {
    try record(JSONLayout.singleLine(bytes))
  }

  /// One record on one line for another program, without the passwords of URLs.
  static func singleLine(_ bytes: [UInt8]) -> [UInt8] {
    RecordPasswords.hidden(JSONLayout.singleLine(bytes)) + [0x0A]
  }

  /// An array with one record after the other; nothing inside a record is changed.
  static func array(_ records: [[UInt8]]) throws {
    var array = JSONArrayOutput()
    for record in records { try array.add(record) }
    try array.end()
  }

  static func fitForOutput(_ bytes: [UInt8]) -> [UInt8] {
    isatty(STDOUT_FILENO) == 1 ? sanitised(bytes) : bytes
  }

  /// A JSON text in which no character is left that a terminal obeys: these stand only in strings,
  /// where an escape means the same.
  static func sanitised(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 > 0x7E || $0 < 0x20 }) else { return bytes }
    var result = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\n" || scalar == "\t" || !isHidden(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return Array(result.utf8)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

/// An array that is written record by record, so that an export of any length needs little memory.
struct JSONArrayOutput {
  /// How many were written.
  private(set) var count = 0

  mutating func add(_ record: [UInt8]) throws {
    let start: [UInt8] = Array((count == 0 ? "[\n" : ",\n").utf8)
    count += 1
    try Output.write(start + JSONOutput.fitForOutput(RecordPasswords.hidden(record)))
  }

  func end() throws {
    try Output.write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
  }
}
