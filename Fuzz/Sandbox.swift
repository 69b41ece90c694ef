import Foundation
import HookHTTP
import HookSupport

@testable import HookModel
@testable import HookSandbox

/// Any bytes as a request to the sandbox's routes, and the two readers of JSON against each other.
enum FuzzSandbox {
  private static let sandbox: Sandbox = {
    var configuration = SandboxConfiguration()
    configuration.retryDelays = []
    guard let sandbox = try? Sandbox.start(configuration) else { fatalError("no sandbox") }
    return sandbox
  }()
  private static let table = RouteTable.all(sandbox.services)
  private static let gate = Gate(apiKey: "key")
  private static let methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]

  /// First byte: the method; up to a line feed: the path; the rest: the body.
  static func run(_ bytes: [UInt8]) {
    compare(bytes)
    guard let first = bytes.first else { return }
    let rest = bytes.dropFirst()
    let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
    var target = String(decoding: rest[..<end], as: UTF8.self)
    // `~` stands for what no fuzzer guesses.
    target = target.replacing("~", with: sandbox.employer)
    let body = Array(rest[end...].dropFirst())
    let method = methods[Int(first) % methods.count]
    let request = HTTPRequest(
      method: method,
      targetBytes: Array(target.utf8),
      headers: [
        "Content-Type": "application/json", "Host": target, "Authorization": "Basic \(target)",
      ],
      body: body
    )
    _ = gate.refusal(request)
    let table = table
    let done = DispatchSemaphore(value: 0)
    let answer = Locked<HTTPResponse?>(nil)
    Task {
      let response = await table.answer(request)
      answer.withLock { $0 = response }
      done.signal()
    }
    done.wait()
    guard let response = answer.withLock({ $0 }) else { fatalError("no answer") }
    require((200..<600).contains(response.status), "an answer has a status")
    require(response.status != 503, "a request does not break the store")
    let isJSON = response.headers.fields.contains { $0.value.hasPrefix("application/json") }
    if isJSON, !response.body.isEmpty {
      require((try? JSONIndex(JSONText(response.body))) != nil, "an answer is JSON")
    }
  }

  private static func compare(_ bytes: [UInt8]) {
    let view = try? JSONView(validating: bytes)
    let index = try? JSONIndex(JSONText(bytes))
    // The scanner allows no byte order mark and no more than a thousand levels.
    if let view {
      require(index != nil, "what the sandbox takes the console can read")
      look(view, 0)
    } else if index != nil {
      let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let isDeep = bytes.count { $0 == 0x5B || $0 == 0x7B } > JSONScanner.maximumDepth
      require(isMarked || isDeep, "what the console can read the sandbox takes")
    }
  }

  private static func look(_ view: JSONView, _ depth: Int) {
    _ = (view.string, view.int, view.bool)
    guard depth < 5 else { return }
    if let first = view.first { look(first, depth + 1) }
    for member in view.members.values { look(member, depth + 1) }
  }
}
