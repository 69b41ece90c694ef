import HookHTTP
import HookJSON

/// A request as it is kept in a file: as it went over the wire, or as an entry of a HAR file.
struct RequestFile {
  let headers: HeaderFields
  let body: [UInt8]

  /// - Parameter entry: of a HAR file with several, counted from 1.
  /// - Throws: a usage error with line and column where the file is broken.
  init(_ path: String, entry: Int?) throws {
    let file = try InputFile.read(path)
    let bytes = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file
    // A request begins with a method, which has no brace.
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      do {
        let request = try HAR.request(entry, in: bytes)
        (headers, body) = (request.headers, request.body)
      } catch {
        let hint = entry == nil && error.description.hasSuffix("name one") ? "\ntry: --entry 1" : ""
        throw Failure.usage("\(path): \(error)\(hint)")
      }
      return
    }
    guard entry == nil else {
      throw Failure.usage("\(path) is not a HAR file: --entry cannot be used with it")
    }
    (headers, body) = try Self.request(bytes, path)
  }

  /// The body without its chunks (RFC 9112, 7.1).
  private static func body(
    _ bytes: [UInt8],
    from start: Int,
    _ headers: HeaderFields,
    _ path: String
  )
    throws -> [UInt8]
  {
    let body = Array(bytes[start...])
    let codings = headers.values("Transfer-Encoding").joined(separator: ",").lowercased()
    if codings.split(separator: ",").last?.trimmingBlanks == "chunked" {
      do {
        return try ChunkedBody.decoded(body)
      } catch {
        let lines = bytes[..<(start + error.offset)].split(
          separator: UInt8(ascii: "\n"),
          omittingEmptySubsequences: false
        )
        throw Failure.usage(
          "\(path): line \(lines.count), column \(lines[lines.count - 1].count + 1): \(error.problem)",
          hint: "try: without the Transfer-Encoding line if the body is not in chunks any more"
        )
      }
    }
    if let length = headers["Content-Length"].flatMap({ Int($0) }), length > body.count {
      throw Failure.usage(
        "\(path): the body ends after \(body.count) of the \(length) bytes of its Content-Length"
      )
    }
    return body
  }

  private static func request(_ bytes: [UInt8], _ path: String) throws -> (HeaderFields, [UInt8]) {
    var position = 0
    var number = 0
    var fields = HeaderFields()
    while true {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n"))
      let whole = bytes[position..<(end ?? bytes.count)]
      let line = whole.last == UInt8(ascii: "\r") ? whole.dropLast() : whole
      number += 1
      func wrong(_ column: Int, _ why: String) -> Failure {
        Failure.usage("\(path): line \(number), column \(column): \(why)")
      }
      if number == 1 {
        guard line.split(separator: UInt8(ascii: " ")).count == 3 else {
          throw wrong(1, "not a request line, such as POST /hooks HTTP/1.1")
        }
      } else if line.isEmpty, end != nil {
        let start = position + whole.count + 1
        return (fields, try body(bytes, from: start, fields, path))
      } else if line.isEmpty || end == nil {
        throw wrong(line.count + 1, "the headers must end with an empty line")
      } else if !HeaderText.isBlank(line[line.startIndex]),
        line.firstIndex(of: UInt8(ascii: ":")).map({ $0 > line.startIndex }) != true
      {
        throw wrong(1, "not a header line: it has no name and colon")
      } else {
        fields = fields + HeaderFields(lines: Array(line))
      }
      guard let end else { throw wrong(line.count + 1, "the file ends before the headers do") }
      position = end + 1
    }
  }
}
