@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookConsole
@testable import HookSupport

extension CommandLineTests {
  /// Where a run of `tail` stopped, and what the next one has missed.
  @Suite(.timeLimit(.minutes(1))) struct TailStateTests {
    private static let hook = RecordID("h")

    @Test("the file brings back what was written, and holds nothing else")
    func file() throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      func state(_ forward: String = "") -> TailState {
        TailState(server: "http://s", employer: "e", forward: forward, directory: "\(folder)/new")
      }
      var first = state()
      #expect(first.before() == nil)
      first.start(RecordID("quiet"), at: TailMark())
      let secret = Payload(bytes: Array("[\"secret\"]".utf8))
      var mark = TailMark()
      mark.pass(
        Delivery(
          id: RecordID("d"),
          name: "Zoë",
          created: Timestamp(seconds: 1_795_490_139.767),
          payload: secret
        )
      )
      first.pass(mark, of: RecordID("h"))
      try first.save()
      var second = state()
      #expect(second.before() == first.marks)
      #expect(second.before()?[RecordID("h")]?.seconds == 1_795_490_139.767)
      #expect(state("http://127.0.0.1:1").before() == nil)
      // A run that watches one webhook leaves the others where they were.
      second.start(RecordID("quiet"), at: TailMark(seconds: 5))
      try second.save()
      let marks = try #require(state().before())
      #expect(marks[RecordID("quiet")]?.seconds == 5)
      #expect(marks[RecordID("h")] == first.marks[RecordID("h")])
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/new")
      #expect(files.count == 1)
      let path = "\(folder)/new/\(files[0])"
      let text = String(
        decoding: FileManager.default.contents(atPath: path) ?? Data(),
        as: UTF8.self
      )
      #expect(!text.contains("secret") && !text.contains("Zoë"))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
      // What is no such file is none, and is written anew.
      for broken in ["", "{}", #"{"webhooks":5}"#, #"{"webhooks":{"h":["x"]}"#] {
        try Data(broken.utf8).write(to: URL(fileURLWithPath: path))
        #expect(state().before()?.isEmpty != false)
      }
      try second.save()
      #expect(state().before()?.count == 1)
    }

    @Test("where it cannot be written is said without an error of Foundation's")
    func nowhere() {
      let state = TailState(server: "s", employer: "e", forward: "", directory: "/dev/null/x")
      let failure = #expect(throws: Failure.self) { try state.save() }
      #expect(failure?.description.contains("/dev/null/x/tail-") == true)
    }
  }

  @Suite(.timeLimit(.minutes(1))) struct TailHistoryTests {
    @Test("what several webhooks missed is told by time, each webhook in its own order")
    func merged() {
      func found(_ id: String, _ seconds: Double?) -> FoundDelivery {
        let created = seconds.map { Timestamp(seconds: $0) }
        let delivery = Delivery(id: RecordID(id), created: created)
        return FoundDelivery(webhook: RecordID("h"), event: nil, delivery: delivery, source: nil)
      }
      let lists = [[found("a", 1), found("c", 3)], [found("b", 2), found("d", 4)], []]
      #expect(TailHistory.merged(lists).map(\.delivery.id.description) == ["a", "b", "c", "d"])
    }
  }
}
