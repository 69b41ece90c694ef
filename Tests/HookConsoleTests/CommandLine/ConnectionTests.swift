@testable import ConsoleCore
import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Which server, employer and key are meant.
  @Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    struct Row: Sendable, CustomTestStringConvertible {
      var options: [String: String] = [:]
      var environment: [String: String] = [:]
      var url: String?
      var employer: String?
      var key: KeySource?
      var testDescription: String { "\(options) \(environment)" }
    }

    private static let named: KeySource = .variable("HOOKCONSOLE_API_KEY")

    @Test(
      "options come before a named profile, that before the environment, that before the default",
      arguments: [
        Row(url: "https://work.example", employer: "w", key: .variable("WORK_KEY")),
        Row(
          options: ["employer": "x"],
          url: "https://work.example",
          employer: "x",
          key: .variable("WORK_KEY")
        ),
        Row(
          environment: ["HOOKCONSOLE_EMPLOYER": "x"],
          url: "https://work.example",
          employer: "x",
          key: .variable("WORK_KEY")
        ),
        Row(
          environment: ["HOOKCONSOLE_URL": "https://e.example", "HOOKCONSOLE_API_KEY": "k"],
          url: "https://e.example",
          key: named
        ),
        // Empty variables are as good as none.
        Row(
          environment: ["HOOKCONSOLE_URL": "", "HOOKCONSOLE_API_KEY": ""],
          url: "https://work.example",
          employer: "w",
          key: .variable("WORK_KEY")
        ),
        // The profile's key must not go to the environment's server.
        Row(environment: ["HOOKCONSOLE_URL": "https://e.example"], url: "https://e.example"),
        Row(
          options: ["profile": "home"],
          environment: ["HOOKCONSOLE_URL": "https://e.example", "HOOKCONSOLE_API_KEY": "k"],
          url: ServerAddress.standard,
          employer: "h",
          key: .file("key")
        ),
        Row(
          options: ["url": "https://o.example", "api-key-file": "f"],
          environment: ["HOOKCONSOLE_URL": "https://e.example", "HOOKCONSOLE_API_KEY": "k"],
          url: "https://o.example",
          key: .file("f")
        ),
        Row(
          options: ["profile": "work", "url": "https://o.example", "api-key-file": "f"],
          url: "https://o.example",
          employer: "w",
          key: .file("f")
        ),
        Row(
          options: ["profile": "work", "url": "https://work.example/"],
          url: "https://work.example/",
          employer: "w",
          key: .variable("WORK_KEY")
        ),
      ]
    )
    func choice(_ row: Row) throws {
      try ConfigurationHome.with { environment, folder in
        let invocation = Invocation(options: row.options.mapValues { [$0] }, arguments: [])
        let choice = try ConnectionChoice(
          invocation,
          environment: environment.merging(row.environment) { $1 }
        )
        #expect(choice.url == row.url)
        #expect(choice.employer == row.employer)
        #expect(choice.key == row.key)
        #expect(
          choice.folder
            == (row.key == .file("key") || row.key == .variable("WORK_KEY") ? folder : nil)
        )
      }
    }

    @Test("a key alone is not sent to whatever server there is")
    func keyAlone() throws {
      let none = Invocation(options: [:], arguments: [])
      let key = ["HOOKCONSOLE_API_KEY": "k"]
      try ConfigurationHome.with { environment, _ in
        let failure = #expect(throws: Failure.self) {
          try ConnectionChoice(none, environment: environment.merging(key) { $1 })
        }
        #expect(failure?.code == .usage)
        #expect(failure?.description.contains("the profile work") == true)
      }
      // Without a profile there is one server that it can be for.
      try ConfigurationHome.with(nil) { environment, _ in
        let choice = try ConnectionChoice(none, environment: environment.merging(key) { $1 })
        #expect(choice.url == nil && choice.key == Self.named)
      }
    }

    @Test("a profile's key goes to no other server")
    func otherServer() throws {
      try ConfigurationHome.with { environment, _ in
        let options = ["profile": ["work"], "url": ["https://evil.example"]]
        let failure = #expect(throws: Failure.self) {
          try ConnectionChoice(
            Invocation(options: options, arguments: []),
            environment: environment
          )
        }
        #expect(failure?.description.contains("is not sent to https://evil.example") == true)
      }
    }

    @Test("without anything there is no connection, with a part of one it is said what is missing")
    func nothing() throws {
      try ConfigurationHome.with(nil) { environment, _ in
        let none = Invocation(options: [:], arguments: [])
        let found = try Connection.find(none, environment: environment)
        #expect(found == nil)
        let half = environment.merging(["HOOKCONSOLE_URL": "https://a.example"]) { $1 }
        let failure = #expect(throws: Failure.self) {
          try Connection.find(none, environment: half)
        }
        #expect(failure?.description.contains("HOOKCONSOLE_API_KEY") == true)
        // A wrong URL is wrong with any key, and without one.
        for (url, says) in [
          ("foo", "server address"), ("http://a.example", "is not sent over http://"),
        ] {
          for keys in [[:], ["HOOKCONSOLE_API_KEY": "k"]] {
            let error = #expect(throws: APIError.self) {
              try Connection.find(
                Invocation(options: ["url": [url]], arguments: []),
                environment: environment.merging(keys) { $1 }
              )
            }
            #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
          }
        }
      }
      try ConfigurationHome.with { environment, _ in
        let options = Invocation(options: ["profile": ["open"]], arguments: [])
        let failure = #expect(throws: Failure.self) {
          try Connection.find(options, environment: environment)
        }
        #expect(failure?.description.contains("the profile open has no API key") == true)
      }
    }

    @Test("timeout, certificates and insecure come from the options, then from the profile")
    func network() throws {
      let text = """
        {"profiles": {"p": {"url": "https://a.example", "apiKey": "k", "timeout": "1.5s", "insecure": true}}}
        """
      try ConfigurationHome.with(text) { environment, _ in
        let profile = Invocation(options: ["profile": ["p"]], arguments: [])
        let connection = try #require(
          try Connection.find(profile, environment: environment, warns: false)
        )
        #expect(connection.timeout == 1.5)
        #expect(connection.trust.endpoints.isInsecure)
        // The key goes to no server whose certificate is not checked.
        #expect(!connection.trust.api.isInsecure)
        let option = Invocation(options: ["profile": ["p"], "timeout": ["2s"]], arguments: [])
        #expect(try Connection.find(option, environment: environment, warns: false)?.timeout == 2)
      }
    }

    @Test("a relative file of certificates starts at the folder of the configuration file")
    func certificates() throws {
      let text = """
        {"profiles": {"p": {"url": "https://a.example", "apiKey": "k", "cacert": "config.json"}}}
        """
      try ConfigurationHome.with(text) { environment, _ in
        let profile = Invocation(options: ["profile": ["p"]], arguments: [])
        do {
          _ = try Connection.find(profile, environment: environment, warns: false)
          Issue.record("the configuration file is no certificate")
        } catch {
          // It was found there, and read.
          #expect("\(error)".contains("/config.json contains no certificate"))
        }
      }
    }

    @Test("a key comes from a file, a variable, a command, and its first line is it")
    func keys() throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try Data(" secret \nmore\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/key"))
      let environment = ["HOME": folder, "KEY": "of-variable", "PATH": "/usr/bin:/bin"]
      let sources: [(KeySource, String)] = [
        (.file("\(folder)/key"), "secret"), (.file("~/key"), "secret"),
        (.variable("KEY"), "of-variable"), (.text("plain"), "plain"),
        (.command(["printf", "a key\\nlogin: x\\n"]), "a key"),
        (.command(["sh", "-c", "echo $KEY"]), "of-variable"),
        // More than a pipe holds.
        (.command(["sh", "-c", "echo k; head -c 200000 /dev/zero"]), "k"),
      ]
      for (source, key) in sources {
        #expect(try source.read(environment: environment) == key)
      }
      #expect(try KeySource.file("key").read(environment: [:], folder: folder) == "secret")
    }

    @Test("a key that does not come is named by its source, never by itself")
    func noKey() throws {
      let sources: [(KeySource, String)] = [
        (.file("/nowhere/key"), "/nowhere/key"), (.variable("NO_SUCH"), "the variable NO_SUCH"),
        (.command(["false"]), "false"), (.command(["/nowhere/command"]), "/nowhere/command"),
        (.command(["true"]), "the command true"),
      ]
      for (source, says) in sources {
        let failure = #expect(throws: Failure.self) {
          try source.read(environment: ["PATH": "/usr/bin:/bin"])
        }
        #expect(failure?.description.contains(says) == true)
      }
      #expect(!KeySource.text("secret").description.contains("secret"))
    }

    @Test("a warning where others can read a file with a key")
    func permissions() throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let path = "\(folder)/key"
      for (mode, isFine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
        _ = FileManager.default.createFile(
          atPath: path,
          contents: Data("k".utf8),
          attributes: [.posixPermissions: mode]
        )
        let file = KeySource.file(path).warning(environment: [:])
        let text = KeySource.text("k").warning(environment: [:], configuration: path)
        #expect((file == nil) == isFine)
        #expect((text == nil) == isFine)
        unlink(path)
      }
      #expect(KeySource.file(path).warning(environment: [:]) == nil)
      #expect(KeySource.variable("A").warning(environment: [:], configuration: path) == nil)
    }
  }
}
