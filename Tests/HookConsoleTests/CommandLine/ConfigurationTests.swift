@testable import ConsoleCore
import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// What the configuration file may say, and what is said where it cannot be read.
  @Suite(.timeLimit(.minutes(1))) struct ConfigurationTests {
    @Test("the file is read whole")
    func whole() throws {
      let configuration = try Configuration(Array(ConfigurationHome.file.utf8), path: "config.json")
      #expect(configuration.profiles.keys.sorted() == ["home", "open", "work"])
      #expect(configuration.defaultProfile == "work")
      #expect(configuration.theme == "light")
      #expect(configuration.keys.map(\.command.text) == ["webhook.toggle"])
      #expect(configuration.keys.first?.keys.map(\.text) == ["a", "Ctrl-t"])
      #expect(try Configuration(Array("{}".utf8), path: "x") == Configuration())
    }

    @Test("no file is no error, and a folder in its position is one")
    func missing() throws {
      try ConfigurationHome.with(nil) { environment, folder in
        let usual = try Configuration.load(environment: environment)
        #expect(usual == Configuration())
        try FileManager.default.createDirectory(
          atPath: "\(folder)/config.json",
          withIntermediateDirectories: true
        )
        #expect(throws: Failure.self) { try Configuration.load(environment: environment) }
      }
    }

    @Test(
      "what is wrong is named with its position",
      arguments: [
        (
          "{\n  \"profils\": {}\n}",
          #"line 2, column 3: unknown setting "profils"\#ndid you mean profiles?"#
        ),
        (
          "{\"x\": 1}",
          "line 1, column 2: unknown setting \"x\"\nknown settings: default, deliveries, keys, mouse, payloads, profiles, theme"
        ),
        (
          "{\"theme\": \"blue\"}",
          "line 1, column 11: theme must be auto, dark, light, high-contrast or terminal"
        ),
        ("{\"theme\": 1}", "line 1, column 11: theme must be a string"),
        ("{\"mouse\": \"no\"}", "line 1, column 11: mouse must be true or false"),
        (
          "{\"deliveries\": \"many\"}",
          "line 1, column 16: deliveries must be an integer of at least 100"
        ),
        (
          "{\"deliveries\": 1.5}",
          "line 1, column 16: deliveries must be an integer of at least 100"
        ),
        ("{\"keys\": {\"a\": []}}", "line 1, column 16: a must be a list of strings"),
        ("{\"keys\": {\"a\": [1]}}", "line 1, column 17: a must be a string"),
        ("[]", "line 1, column 1: the configuration must be an object"),
        ("{\"profiles\": []}", "line 1, column 14: profiles must be an object"),
        (
          "{\"profiles\": {\"é\": {\"uri\": \"x\"}}}",
          #"line 1, column 21: unknown setting "uri"\#ndid you mean url?"#
        ),
        (
          "{\"profiles\": {\"p\": {\"apiKeyEnv\": \"A\", \"apiKeyFile\": \"b\"}}}",
          "line 1, column 20: a profile can have one key only"
        ),
        (
          "{\"profiles\": {\"p\": {\"timeout\": \"soon\"}}}",
          "line 1, column 32: timeout must be a length of time"
        ),
        (
          "{\"profiles\": {\"p\": {\"timeout\": \"0s\"}}}",
          "line 1, column 32: timeout must be a length of time"
        ),
        ("{\"default\": \"a\"}", "line 1, column 13: unknown profile \"a\""),
        (
          "{\"profiles\": {\"abcd\": {}}, \"default\": \"abce\"}",
          "line 1, column 39: unknown profile \"abce\"\ndid you mean abcd?"
        ),
        ("{\"theme\": }", "line 1, column 11"),
        ("\u{FEFF}{\"theme\": }", "line 1, column 11"),
        ("\u{FEFF}{\"theme\": 1}", "line 1, column 11: theme must be a string"),
        (
          "{\"theme\": \"dark\",\n \"theme\": \"light\"}",
          #"line 2, column 2: "theme" is given twice"#
        ),
        (
          "{\"profiles\": {\"a\": {}, \"\\u0061\": {}}}",
          #"line 1, column 24: "a" is given twice"#
        ),
        (
          "{\"keys\": {\"tail\": [\"T\"], \"tail\": [\"T\"]}}",
          #"line 1, column 26: "tail" is given twice"#
        ),
        ("{\"keys\":\n {\"folow\": [\"T\"]}}", #"line 2, column 3: unknown command "folow"\#ndid"#),
        ("{\"keys\": {\"tail\": [\"T\", \"Ctrl-i\"]}}", "line 1, column 25: the key Ctrl-i cannot"),
        (
          "{\"keys\": {\"tail\": [\"d\"]}}",
          "line 1, column 20: d is already a key of webhook.delete"
        ),
        ("", "line 1, column 1"),
      ]
    )
    func wrong(_ text: String, _ says: String) {
      let failure = #expect(throws: Failure.self) {
        try Configuration(Array(text.utf8), path: "config.json")
      }
      #expect(failure?.code == .usage)
      #expect(
        failure?.description.hasPrefix("config.json: \(says)") == true,
        "\(failure?.description ?? "")"
      )
    }

    @Test(
      "a pipe, a link to nothing or a folder in place of the file is named at once",
      arguments: ["pipe", "link", "folder link", "file as folder", "device"]
    )
    func noOrdinaryFile(_ kind: String) throws {
      let home = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: home) }
      let folder = "\(home)/hookconsole"
      let file = "\(folder)/config.json"
      let says: String
      switch kind {
      case "folder link":
        #expect(symlink("\(home)/nowhere", folder) == 0)
        says = "\(folder) is a link to \(home)/nowhere, which does not exist"
      case "file as folder":
        #expect(FileManager.default.createFile(atPath: folder, contents: Data()))
        says = "\(folder) is not a folder"
      default:
        #expect(mkdir(folder, 0o700) == 0)
        let target = kind == "device" ? "/dev/null" : "/nowhere/config.json"
        #expect((kind == "pipe" ? mkfifo(file, 0o600) : symlink(target, file)) == 0)
        says =
          kind == "link"
          ? "\(file) is a link to \(target), which does not exist"
          : "\(file) is not a regular file"
      }
      let environment = ["XDG_CONFIG_HOME": home]
      let failure = #expect(throws: Failure.self) {
        try Configuration.load(environment: environment)
      }
      #expect(failure?.code == .usage)
      #expect(failure?.description.hasPrefix(says) == true, "\(failure?.description ?? "")")
      // The doctor says the same.
      #expect(LocalChecks.configuration(environment).grade == .bad)
    }

    @Test("a link to a file is followed")
    func link() throws {
      try ConfigurationHome.with { environment, folder in
        let real = "\(folder)/real.json"
        #expect(rename("\(folder)/config.json", real) == 0)
        #expect(symlink("real.json", "\(folder)/config.json") == 0)
        let configuration = try Configuration.load(environment: environment)
        #expect(configuration.theme == "light")
      }
    }
  }
}
