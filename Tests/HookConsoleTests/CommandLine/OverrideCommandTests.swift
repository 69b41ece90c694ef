@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

extension CommandLineTests {
  /// `--set`, `--unset` and `--add`, and saved payloads.
  @Suite(.timeLimit(.minutes(1))) struct OverrideCommandTests {
    private func body(_ world: World) -> String {
      String(decoding: world.receiver.requests.last?.body ?? [], as: UTF8.self)
    }

    @Test("fire changes the data it is given, in the order of the options")
    func fire() async throws {
      try await World.open { world in
        _ = try await world.hook()
        let fired = try await world.run(
          "fire",
          "Employee_Created",
          "--data",
          "-",
          "--unset",
          "$[0].gross",
          "--add",
          "gross=1.50",
          "--set",
          "[0].pay.code=007",
          "--set=pay.code=\"007\"",
          "--set",
          "name=Zoë = 1",
          input: #"{"name":"x", "gross":1234.50, "pay":{"code":1}}"#
        )
        #expect(fired.code == 0, "\(fired.err)")
        await world.sandbox.idle()
        #expect(body(world) == #"[{"name":"Zoë = 1", "pay":{"code":"007"}, "gross":1.50}]"#)
      }
    }

    @Test("fire and send --sample change the event's sample")
    func sample() async throws {
      try await World.open { world in
        let hook = try await world.hook()
        let sample = try await world.run("sample", "Employee_Created", "--json").json
        let name = try #require(sample?["firstName"] ?? sample?.children.first)
        let path = try #require(name.index.key(of: name.number))
        #expect(
          try await world.run("fire", "Employee_Created", "--set", "\(path)=\"Ada\"").code == 0
        )
        await world.sandbox.idle()
        #expect(body(world).contains("\"\(path)\":\"Ada\""))
        let sent = try await world.run("send", hook, "--sample", "--set", "$[0].\(path)=Eve")
        #expect(sent.code == 0, "\(sent.err)")
        #expect(body(world).contains("\"\(path)\":\"Eve\""))
        let wrong = try await world.run("send", hook, "--sample", "--unset", "\(path)x")
        #expect(wrong.code == 2)
        #expect(wrong.err.contains("did you mean $.\(path)?"), "\(wrong.err)")
        #expect(world.receiver.requests.count == 2)
      }
    }

    @Test(
      "what is not a change, or not one of a sample, is refused",
      arguments: [
        ["send", "x", "--delivery", "last", "--set", "a=1"],
        ["send", "x", "--file", "f", "--add", "a=1"],
        ["send", "x", "--sample", "--set", "a"], ["send", "x", "--sample", "--unset", "a..b"],
        ["fire", "Employee_Created", "--add", "[0=1"],
      ]
    )
    func wrong(_ arguments: [String]) async throws {
      try await World.open { world in
        let ended = try await ChildProgram.run(arguments, environment: world.environment)
        #expect(ended.code == 2)
        #expect(world.receiver.requests.isEmpty)
      }
    }

    @Test("a payload is found by its name in the folder that was chosen for payloads")
    func saved() async throws {
      try await World.open { world in
        let url = world.receiver.url
        let configuration = ".config/hookconsole/config.json"
        _ = try world.write(#"{"payloads": "saved"}"#, to: configuration)
        _ = try world.write("[1]", to: ".config/hookconsole/saved/one.json")
        _ = try world.write("[2]", to: ".config/hookconsole/saved/two")
        for (name, sent) in [("one", "[1]"), ("one.json", "[1]"), ("two", "[2]")] {
          let ended = try await world.run("send", "--file", name, "--to", url)
          #expect(ended.code == 0, "\(ended.err)")
          #expect(body(world) == sent)
        }
        let unknown = try await world.run("send", "--file", "three", "--to", url)
        #expect(unknown.code == 2)
        let folder = "\(world.folder)/.config/hookconsole/saved"
        #expect(
          unknown.err.contains("looked for: three, \(folder)/three, \(folder)/three.json"),
          "\(unknown.err)"
        )
        _ = try world.write(#"{"payloads": "~/mine"}"#, to: configuration)
        _ = try world.write("[3]", to: "mine/three.json")
        #expect(try await world.run("send", "--file", "three", "--to", url).code == 0)
        #expect(body(world) == "[3]")
      }
    }
  }
}
