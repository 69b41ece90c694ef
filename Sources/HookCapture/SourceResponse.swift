import Foundation
import HookHTTP
import HookJSON
import HookServer

/// How a source responds: in the way of the endpoint, where nothing else is said.
package struct SourceResponse: Sendable, Equatable {
  /// One after the other, the last one again and again; empty for those of the endpoint.
  package var steps: [ResponseStep] = []
  /// Seconds before the response; `nil` for those of the endpoint.
  package var delay: Double?
  /// Added to the response.
  package var headers: HeaderFields = []
  /// The body of the response; empty for none.
  package var body: [UInt8] = []

  package init(
    steps: [ResponseStep] = [],
    delay: Double? = nil,
    headers: HeaderFields = [],
    body: [UInt8] = []
  ) {
    self.steps = steps
    self.delay = delay
    self.headers = headers
    self.body = body
  }

  /// - Throws: `ServerError` that says what cannot be sent.
  func check() throws {
    for case .status(let status) in steps where !(200...599).contains(status) {
      throw ServerError("cannot respond with the status \(status)", isOfConfiguration: true)
    }
    if let delay, !(0...86_400).contains(delay) {
      throw ServerError("cannot respond after \(delay) seconds", isOfConfiguration: true)
    }
    for field in headers.fields where !field.isSendable {
      throw ServerError("cannot send the header \(field.name)", isOfConfiguration: true)
    }
  }

  // MARK: In the file

  /// As it is kept: JSON, empty where nothing is said.
  var record: String {
    guard self != SourceResponse() else { return "" }
    let members: [(String, JSON)] = [
      ("steps", .string(steps.map(\.text).joined(separator: ","))),
      ("delay", delay.map { .number("\($0)") } ?? .null),
      ("headersBase64", .string(Data(headers.lines).base64EncodedString())),
      ("bodyBase64", .string(Data(body).base64EncodedString())),
    ]
    return String(decoding: JSON.object(members).bytes, as: UTF8.self)
  }

  init(record: String) {
    guard !record.isEmpty, let node = try? JSONNode(Array(record.utf8)) else { return }
    func bytes(_ name: String) -> [UInt8] {
      node[name]?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) } ?? []
    }
    steps = (node["steps"]?.string ?? "").split(separator: ",").compactMap { ResponseStep($0) }
    delay = node["delay"].flatMap { Double(String(decoding: $0.bytes, as: UTF8.self)) }
    headers = HeaderFields(lines: bytes("headersBase64"))
    body = bytes("bodyBase64")
  }
}

extension HeaderField {
  /// Whether it can stand in a head: a name, and no line end or NUL.
  fileprivate var isSendable: Bool {
    !nameBytes.isEmpty && nameBytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
      && valueBytes.allSatisfy { ![0, 10, 13].contains($0) }
  }
}
