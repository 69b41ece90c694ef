@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import HookSupport
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// What `Scripts/crash` does a hundred times and with more load.
  @Suite(.timeLimit(.minutes(1))) struct CrashTests {
    /// The program's sandbox, on a file that outlives it.
    private struct Crashing {
      let program: ChildProgram
      let client: HookClient

      static func start(_ data: String, _ environment: [String: String]) async throws -> Crashing {
        let program = try ChildProgram(
          ["sandbox", "--port", "0", "--json", "--data", data, "--retry", "10ms,10ms,10ms"],
          environment: environment
        )
        let line = try #require(await program.out.lines(1).first)
        let ready = JSONNode(try JSONIndex(JSONText(line.utf8)))
        let client = HookClient(
          address: try ServerAddress(try #require(ready["url"]?.string)),
          employer: RecordID(try #require(ready["employer"]?.string)),
          credentials: Credentials(key: try #require(ready["apiKey"]?.string)),
          retry: .never
        )
        return Crashing(program: program, client: client)
      }

      /// Raises events, several at a time, until the server is gone; those it acknowledged.
      func load(killAfter limit: Int) async -> [RecordID] {
        let acknowledged = Locked<[RecordID]>([])
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<4 {
            group.addTask {
              while let ids = try? await client.fire(
                WebhookEvent(name: "Employee_Created"),
                data: Array("{}".utf8)
              ) {
                let count = acknowledged.withLock { all in
                  all += ids
                  return all.count
                }
                // Others are under way at this moment, and deliveries, too.
                if count >= limit { program.signal(SIGKILL) }
              }
            }
          }
        }
        program.signal(SIGKILL)
        _ = await program.ended()
        return acknowledged.withLock { $0 }
      }
    }

    /// The numbers of the attempts that the receiver saw, by delivery, in the order in which they came.
    private func seen(by receiver: Receiver) -> [RecordID: [Int]] {
      receiver.requests.reduce(into: [:]) { seen, request in
        guard let id = request.header("webhook-id"),
          let number = request.header("Webhook-Attempt").flatMap({ Int($0) })
        else { return }
        seen[RecordID(id), default: []].append(number)
      }
    }

    /// The numbers of the attempts that are recorded, once nothing more happens to the delivery.
    private func recorded(_ id: RecordID, of webhook: RecordID, _ client: HookClient) async throws
      -> Set<Int>
    {
      while try await !client.delivery(id, of: webhook).taskStatus.isFinal {
        try Task.checkCancellation()
      }
      return Set(try await client.attempts(at: id, of: webhook).map(\.number))
    }

    @Test(
      "what is acknowledged arrives, however often the sandbox is killed, and each attempt is recorded or made again"
    )
    func losesNothing() async throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let environment = World.environment(folder)
      let receiver = try Receiver.start(ReceiverConfiguration())
      var acknowledged: Set<RecordID> = []
      for round in 0..<5 {
        let sandbox = try await Crashing.start("\(folder)/data", environment)
        if round == 0 {
          let draft = WebhookDraft(
            event: WebhookEvent(name: "Employee_Created"),
            url: receiver.url
          )
          _ = try await sandbox.client.create(draft)
        }
        acknowledged.formUnion(await sandbox.load(killAfter: 10 + 7 * round))
      }
      #expect(acknowledged.count >= 5 * 10)
      let last = try await Crashing.start("\(folder)/data", environment)
      // Waits for what is still queued; the time limit ends it where something is lost.
      while true {
        let requests = receiver.requests
        let arrived = Set(requests.compactMap { $0.header("webhook-id").map { RecordID($0) } })
        if acknowledged.isSubset(of: arrived) || Task.isCancelled { break }
        _ = await receiver.next(requests.count + 1)
      }
      let webhook = try #require(try await last.client.webhooks().first?.id)
      for id in seen(by: receiver).keys {
        let recorded = try await recorded(id, of: webhook, last.client)
        let seen = try #require(seen(by: receiver)[id])
        // What the endpoint saw and nothing else; one that is missing was made again.
        #expect(recorded.isSubset(of: seen))
        #expect(seen.last.map(recorded.contains) == true, "\(seen), recorded: \(recorded)")
      }
      last.program.signal(SIGTERM)
      _ = await last.program.ended()
      await receiver.stop()
    }
  }
}
