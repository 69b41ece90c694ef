import Foundation
import HookJSON
import HookModel

/// Where the runs of `tail` stopped: a small file for each server, employer and target, with the
/// times and ids of the newest deliveries. No payload is in it.
struct TailState: Sendable {
  /// How far this run has come, of each webhook that it watches.
  private(set) var marks: [RecordID: TailMark] = [:]
  private let path: String
  private let server: String
  private let employer: String
  private let forward: String

  /// - Parameter forward: where deliveries are forwarded to, without a password; empty of a run that only
  ///   prints. Each keeps its own mark.
  init(server: String, employer: String, forward: String, directory: String) {
    self.server = server
    self.employer = employer
    self.forward = forward
    let name = Self.digits("\(server)\n\(employer)\n\(forward)")
    path = "\(directory)/tail-\(name).json"
  }

  /// What the runs before have left, of all webhooks that any of them watched; `nil` if there is
  /// nothing to go on from.
  func before() -> [RecordID: TailMark]? {
    guard let data = FileManager.default.contents(atPath: path),
      let index = try? JSONIndex(JSONText(data)), let webhooks = JSONNode(index)["webhooks"],
      webhooks.kind == .object
    else { return nil }
    var marks: [RecordID: TailMark] = [:]
    for node in webhooks.children where node.kind == .object {
      guard let id = index.key(of: node.number) else { continue }
      marks[RecordID(id)] = TailMark(
        seconds: node["seconds"].flatMap { Double(String(decoding: $0.bytes, as: UTF8.self)) },
        ids: node["ids"]?.children.compactMap { $0.string.map { RecordID($0) } } ?? []
      )
    }
    return marks
  }

  mutating func start(_ webhook: RecordID, at mark: TailMark) {
    marks[webhook] = mark
  }

  mutating func pass(_ mark: TailMark, of webhook: RecordID) {
    marks[webhook, default: TailMark()].pass(mark)
  }

  /// Rewrites the file, whole or not at all, for its owner alone. What it has of webhooks that this
  /// run does not watch stays.
  func save() throws {
    let directory = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let draft = "\(path).\(getpid())"
    let all = (before() ?? [:]).merging(marks) { $1 }
    guard
      FileManager.default.createFile(
        atPath: draft,
        contents: Data(bytes(all)),
        attributes: [.posixPermissions: 0o600]
      ), rename(draft, path) == 0
    else {
      unlink(draft)
      throw Failure(.failed, "\(path) cannot be written; --missed will not know of this run")
    }
  }

  private func bytes(_ marks: [RecordID: TailMark]) -> [UInt8] {
    var webhooks = JSONObject()
    for (id, mark) in marks.sorted(by: { $0.key < $1.key }) {
      var object = JSONObject()
      object.add("seconds", raw: mark.seconds.map { "\($0)" } ?? "null")
      let ids = mark.ids.map { JSONString.encode($0.description) }
      object.add("ids", raw: "[\(ids.joined(separator: ","))]")
      webhooks.add(id.description, raw: object.text)
    }
    var whole = JSONObject()
    whole.add("server", server)
    whole.add("employer", employer)
    whole.add("forward", forward)
    whole.add("webhooks", raw: webhooks.text)
    return whole.bytes
  }

  /// A short name that is the same for the same text in every run (FNV-1a, 64 bits).
  private static func digits(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
