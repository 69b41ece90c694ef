import Foundation
import HookHTTP
import HookJSON
import HookSupport

@testable import HookSandbox
@testable import HookServer

/// Any bytes as a request to the sandbox's routes.
enum FuzzSandbox {
  private static let sandbox: Sandbox = {
    var configuration = SandboxConfiguration()
    configuration.retryDelays = []
    guard let sandbox = try? Sandbox.start(configuration) else { fatalError("no sandbox") }
    return sandbox
  }()
  private static let table = RouteTable.all(sandbox.services)
  private static let authorizer = Authorizer(apiKey: "key")
  private static let methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]

  /// First byte: the method; up to a line feed: the path; the rest: the body.
  static func run(_ bytes: [UInt8]) {
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
    _ = authorizer.refusal(request)
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
}
