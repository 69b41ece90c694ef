import Foundation
import HookJSON
import HookSupport
import Testing

@testable import HookHTTP

@Suite(.timeLimit(.minutes(1))) final class HARFileTests: Sendable {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("hookconsole-har-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var path: String { "\(folder)/out.har" }

  private func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func exchange(_ text: String) throws -> Exchange {
    try HARSample.exchange(body: Array(text.utf8))
  }

  @Test("is valid when it is created and after each entry") func valid() throws {
    let file = try HARFile(creating: path)
    #expect(try HAR.entries(in: bytes()).isEmpty)
    for number in 1...3 {
      try file.append(try exchange("[\(number)]"))
      let root = try JSONNode(bytes())
      #expect(root.at("log", "entries")?.children.count == number)
      #expect(try HAR.request(number, in: bytes()).body == Array("[\(number)]".utf8))
    }
    let log = try #require(try JSONNode(bytes())["log"])
    #expect(log["version"]?.string == "1.2")
    #expect(log.at("creator", "name")?.string == "HookConsole")
    #expect(log.at("creator", "version")?.string == Product.version)
  }

  @Test("only its owner can read it") func mode() throws {
    _ = try HARFile(creating: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test("says that it is masked, unless secrets were asked for", arguments: [false, true])
  func masked(_ withSecrets: Bool) throws {
    try HARFile(creating: path, withSecrets: withSecrets).append(try exchange("1"))
    let text = String(decoding: try bytes(), as: UTF8.self)
    #expect((try JSONNode(bytes()).at("log", "comment") == nil) == withSecrets)
    #expect(HARSample.secrets.allSatisfy { text.contains($0) == withSecrets })
  }

  /// However many bytes of the write were made before the program was killed.
  @Test("after a write that was cut off, the entries before it are there") func cut() throws {
    let file = try HARFile(creating: path)
    try file.append(try exchange("[1,\"Zoë\"]"))
    let before = try bytes()
    try file.append(try exchange("[true,null,\"\\u00e9 😀\"]"))
    let after = try bytes()
    let start = before.count - HARFile.closing.count
    for count in 0..<(after.count - start) {
      let written = Array(after[..<(start + count)])
      let now = written + before.dropFirst(written.count)
      let entries = try HAR.entries(in: now)
      // Only brackets may be missing.
      let isWhole = start + count >= after.count - HARFile.closing.count
      #expect(entries.count == (isWhole ? 2 : 1), "\(count)")
      #expect(try entries.first?.request().body == Array("[1,\"Zoë\"]".utf8))
    }
  }

  @Test("entries of several threads do not mix") func threads() throws {
    let file = try HARFile(creating: path)
    DispatchQueue.concurrentPerform(iterations: 50) { number in
      if let exchange = try? exchange("[\(number)]") { try? file.append(exchange) }
    }
    let bodies = try HAR.entries(in: bytes()).map {
      String(decoding: try $0.request().body, as: UTF8.self)
    }
    #expect(Set(bodies) == Set((0..<50).map { "[\($0)]" }))
  }

  @Test("an empty file is used") func empty() throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    try HARFile(creating: path).append(try exchange("1"))
    #expect(try HAR.entries(in: bytes()).count == 1)
  }

  @Test("a file with something in it is refused and stays") func existing() throws {
    let content = Data("x".utf8)
    _ = FileManager.default.createFile(atPath: path, contents: content)
    #expect {
      try HARFile(creating: path)
    } throws: {
      "\($0)".contains("out.har: File exists: nothing was overwritten")
    }
    #expect(try bytes() == Array(content))
  }

  @Test(
    "what cannot be rewritten is refused",
    arguments: [
      ("-", "not a file of its own"), ("/dev/null", "not a file of its own"),
      ("FOLDER", "not a file of its own"),
      ("FOLDER/pipe", "not a file of its own"), ("FOLDER/link", "cannot be written"),
      ("FOLDER/none/x.har", "cannot be created"),
    ]
  )
  func refused(_ path: String, _ reason: String) throws {
    mkfifo("\(folder)/pipe", 0o600)
    symlink("\(folder)/nothing", "\(folder)/link")
    #expect {
      try HARFile(creating: path.replacing("FOLDER", with: folder))
    } throws: {
      "\($0)".contains(reason)
    }
  }
}
