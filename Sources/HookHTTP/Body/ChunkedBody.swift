/// A body in chunks as it goes over the wire (RFC 9112, 7.1). libcurl and libmicrohttpd undo it on their
/// connections; this is for a request that was kept in a file.
package enum ChunkedBody {
  /// What is wrong, and at which byte.
  package struct Problem: Error, Equatable {
    package let offset: Int
    package let problem: String
  }

  /// The bytes of all chunks. Extensions and trailers are passed over.
  package static func decoded(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    while true {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let digits = bytes[offset..<end].prefix { Character(Unicode.Scalar($0)).isHexDigit }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
        throw Problem(offset: offset, problem: "a chunk begins with its size in hexadecimal digits")
      }
      if size == 0 { return result }
      let start = end + 1
      guard start <= bytes.count, size <= bytes.count - start else {
        throw Problem(offset: bytes.count, problem: "the body ends inside a chunk of \(size) bytes")
      }
      result += bytes[start..<(start + size)]
      offset = start + size
      // The line of a chunk ends with CR LF; LF alone is met in files.
      if bytes.dropFirst(offset).first == UInt8(ascii: "\r") { offset += 1 }
      guard bytes.dropFirst(offset).first == UInt8(ascii: "\n") else {
        throw Problem(offset: offset, problem: "a line end was expected after the chunk")
      }
      offset += 1
    }
  }
}
