@testable import ConsoleCore
import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Webhooks: list, show, make, change, delete.
  @Suite(.timeLimit(.minutes(1))) struct WebhookCommandTests {
    @Test("create prints the id, hook and hooks show it")
    func create() async throws {
      try await World.open { world in
        let id = try await world.hook("JobCompleted")
        #expect(RecordID(id).isUUID)
        let hook = try await world.run("hook", id)
        #expect(hook.code == 0)
        #expect(hook.lines.contains("event      Job Completed (JobCompleted)"))
        #expect(hook.lines.contains("triggered  0 times"))
        let hooks = try await world.run("hooks")
        #expect(
          hooks.lines == ["\(id)  active  Job Completed  0    \(world.receiver.url)/JobCompleted"]
        )
        #expect(hooks.err.isEmpty)
      }
    }

    @Test("--json gives the API's own fields")
    func json() async throws {
      try await World.open { world in
        let url = "\(world.receiver.url)/x"
        let made = try await world.run(
          "create",
          "--event",
          "employee updated",
          "--target",
          url,
          "--inactive",
          "--json"
        )
        let webhook = try #require(made.json)
        #expect(webhook["webhookEvent"]?.string == "Employee_Updated")
        #expect(webhook["active"]?.bool == false)
        #expect(webhook["url"]?.string == url)
        let hooks = try await world.run("hooks", "--json")
        #expect(hooks.json?.children.map { $0["id"]?.string } == [webhook["id"]?.string])
        let employers = try await world.run("employers", "--json")
        #expect(employers.json?.children.first?["id"]?.string == world.sandbox.employer)
      }
    }

    @Test("update, activate and deactivate change that and nothing else")
    func change() async throws {
      try await World.open { world in
        let id = try await world.hook()
        try await world.fire()
        let changed = try await world.run(
          "update",
          id,
          "--target",
          "https://new.example/x",
          "--json"
        )
        #expect(changed.json?["url"]?.string == "https://new.example/x")
        #expect(changed.json?["webhookEvent"]?.string == "Employee_Created")
        #expect(changed.json?["eventCount"]?.int == 1)
        let off = try await world.run("deactivate", id)
        #expect(off.lines == ["\(id)  inactive  Employee Created  https://new.example/x"])
        let again = try await world.run("deactivate", id)
        #expect(again.code == 0)
        #expect(again.err.contains("nothing sent"))
        let on = try await world.run("activate", id, "--json")
        #expect(on.json?["active"]?.bool == true)
        let event = try await world.run("update", id, "--event", "JobCompleted", "--json")
        #expect(event.json?["webhookEvent"]?.string == "JobCompleted")
        #expect(event.json?["url"]?.string == "https://new.example/x")
      }
    }

    @Test("delete asks nobody in a script: it refuses without --yes")
    func delete() async throws {
      try await World.open { world in
        let id = try await world.hook()
        let refused = try await world.run("delete", id, input: "y\n")
        #expect(refused.code == 2)
        #expect(try await world.run("hook", id).code == 0)
        let deleted = try await world.run("delete", id, "--yes")
        #expect(deleted.code == 0)
        #expect(deleted.out.isEmpty)
        #expect(try await world.run("hook", id).code == 4)
        #expect(
          try await world.run("hooks").err
            == "no webhooks; try: hookconsole create\n"
        )
      }
    }

    @Test("the beginning of an id is enough where it names one webhook")
    func beginnings() async throws {
      try await World.open { world in
        let id = try await world.hook()
        let short = try await world.run("hook", String(id.prefix(35)), "--json")
        #expect(short.json?["id"]?.string == id)
        let none = try await world.run("hook", "zzzz")
        #expect(none.code == 4)
        #expect(none.err.contains("no such webhook: zzzz"))
        let other = try await world.hook("JobCompleted")
        let both = String(zip(id, other).prefix { $0 == $1 }.map(\.0))
        if both.count >= 4 {
          let several = try await world.run("hook", both)
          #expect(several.code == 2)
          #expect(several.err.contains(id) && several.err.contains(other))
        }
      }
    }

    @Test("why a webhook went quiet is said")
    func gone() async throws {
      try await World.open(statuses: [410]) { world in
        let id = try await world.hook()
        try await world.fire()
        let hook = try await world.run("hook", id)
        #expect(hook.lines.contains("active     no"))
        #expect(hook.out.contains("the endpoint responded 410 Gone"))
      }
    }

    @Test("what cannot be sent is refused before it is sent")
    func refused() async throws {
      try await World.open { world in
        let id = try await world.hook()
        let wrong: [[String]] = [
          ["create", "--event", "JobCompleted"],
          ["create", "--target", "https://a.example"],
          ["create", "--event", "JobCompleted", "--target", "a.example"],
          ["create", "--event", "JobComplete", "--target", "https://a.example"],
          [
            "create", "--event", "JobCompleted", "--target",
            "https://a.example/\(String(repeating: "x", count: 300))",
          ],
          ["update", id],
          ["update", id, "--target", "ftp://a.example"],
        ]
        for arguments in wrong {
          let ended = try await ChildProgram.run(arguments, environment: world.environment)
          #expect(ended.code == 2, "\(arguments)")
          #expect(ended.out.isEmpty)
          #expect(ended.err.hasPrefix("hookconsole: "))
        }
        #expect(try await world.run("hooks", "--json").json?.children.count == 1)
      }
    }
  }
}
