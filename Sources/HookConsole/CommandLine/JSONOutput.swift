import HookModel

/// JSON on standard output: records as the server sent them.
enum JSONOutput {
  /// An array with one record a line; nothing inside a record is changed.
  static func array(_ records: [[UInt8]]) throws {
    var bytes = Array("[".utf8)
    for (index, record) in records.enumerated() {
      bytes += Array((index == 0 ? "\n" : ",\n").utf8) + record
    }
    bytes += Array((records.isEmpty ? "]\n" : "\n]\n").utf8)
    try Output.write(bytes)
  }
}
