import Foundation
import Testing
@testable import HookSandbox
@testable import HookServer
@testable import HookSignatures

@Suite(.timeLimit(.minutes(1))) struct SandboxTests {
  @Test("numbers that one cannot wait for are refused") func numbersThatOneCannotWaitForAreRefused()
  {
    let changes: [@Sendable (inout SandboxConfiguration) -> Void] = [
      { $0.retryDelays = [5, -1] }, { $0.retryDelays = [.nan] }, { $0.retryDelays = [.infinity] },
      { $0.retryDelays = [1e30] }, { $0.timeout = 0 }, { $0.timeout = .nan },
      { $0.timeout = 1e300 }, { $0.demoInterval = 0 }, { $0.demoInterval = .infinity },
    ]
    for change in changes {
      var configuration = SandboxConfiguration()
      change(&configuration)
      #expect(throws: ServerError.self) { try Sandbox.start(configuration) }
    }
    var configuration = SandboxConfiguration()
    configuration.signingSecret = "short"
    #expect(throws: SecretError.self) { try Sandbox.start(configuration) }
  }

  @Test("a key is made each time") func aKeyIsMadeEachTime() async throws {
    let first = try Sandbox.start(SandboxConfiguration())
    let second = try Sandbox.start(SandboxConfiguration())
    #expect(first.apiKey != second.apiKey)
    #expect(first.apiKey.count == 40)
    #expect(first.port != second.port)
    #expect(first.url == "http://127.0.0.1:\(first.port)")
    #expect(first.receiver == nil)
    await first.stop()
    await second.stop()
  }

  @Test("a stop may come twice and ends a wait for idleness")
  func aStopMayComeTwiceAndEndsAWaitForIdleness() async throws {
    try await withReceiver {
      $0.delay = 3600
    } test: { receiver in
      let sandbox = try Sandbox.start(SandboxConfiguration())
      let test = TestSandbox(
        sandbox: sandbox,
        client: Client(url: sandbox.url, apiKey: sandbox.apiKey)
      )
      _ = try await test.webhook(url: receiver.url)
      try await test.fire()
      try await test.fire()
      async let idle: Void = sandbox.idle()
      await sandbox.stop()
      await sandbox.stop()
      await idle
    }
  }

  @Test("the demo retries soon unless told otherwise") func theDemoRetriesSoonUnlessToldOtherwise()
  {
    var configuration = SandboxConfiguration()
    #expect(configuration.delays == [5, 30, 300, 1800, 7200])
    configuration.demo = true
    #expect(configuration.delays == [4, 8])
    configuration.retryDelays = [60]
    #expect(configuration.delays == [60])
    // Also where what was asked for is what is usual.
    configuration.retryDelays = [5, 30, 300, 1800, 7200]
    #expect(configuration.delays == [5, 30, 300, 1800, 7200])
  }
}
