import Foundation
import Glibc
import HookHTTP
import HookJSON
import HookSupport

@testable import HookCapture
@testable import HookServer

/// Any bytes as a captured request: over a connection, and as a body of each kind.
enum FuzzCapture {
  private static let receiver: Receiver = {
    var configuration = ReceiverConfiguration()
    configuration.capture = CaptureConfiguration(path: nil, keep: .count(100))
    configuration.steps = [.status(204)]
    guard let receiver = try? Receiver.start(configuration) else { fatalError("no receiver") }
    return receiver
  }()

  private static let types = [
    "", "application/json", "application/x-www-form-urlencoded", "text/plain",
    "multipart/form-data; boundary=x", "application/octet-stream",
  ]

  /// First byte: the Content-Type, and whether it goes over a connection; the rest: a body, or a raw request.
  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    if first >= 192 { return send(rest) }
    let type = types[Int(first) % types.count]
    let headers: HeaderFields = [
      "Content-Type": type, "Content-Encoding": first & 64 == 0 ? "" : "gzip",
    ]
    let shown = ReadableBody(headers, rest)
    require(String(validating: shown.bytes, as: UTF8.self) != nil, "what is shown is text")
    switch shown.kind {
    case .json, .jsonLines, .form, .multipart:
      require((try? JSONIndex(JSONText(shown.bytes))) != nil, "a tree is JSON")
    case .text, .hex: break
    }
    let request = HTTPRequest(method: "POST", targetBytes: rest, headers: headers, body: rest)
    require(!CaptureTitle.of(request).contains(where: \.isNewline), "a title is one line")
    _ = Challenge.response(to: request)
    let host = HTTPRequest(
      method: "POST",
      targetBytes: [],
      headers: HeaderFields([HeaderField(nameBytes: Array("Host".utf8), valueBytes: rest)])
    )
    _ = HostRule([], address: "0.0.0.0").refusal(host)
    head(rest, headers)
  }

  /// What a head of these bytes is kept as is what it was.
  private static func head(_ target: [UInt8], _ headers: HeaderFields) {
    guard !target.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) else { return }
    let request = HTTPRequest(method: "POST", targetBytes: target, headers: headers)
    let again = CapturedHead(CapturedHead(request).bytes)
    require(again?.target == target && again?.headers == headers, "a head is kept byte for byte")
  }

  /// Sends it raw and reads until the other side closes.
  private static func send(_ bytes: [UInt8]) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = receiver.port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    require(code == 0, "the receiver takes connections")
    _ = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(descriptor, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
  }
}
