import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Where a run of `tail` stopped, and what the next one has missed.
  @Suite struct TailStateTests {
    private static let hook = RecordID("h")

    @Test("the file brings back what was written, and holds nothing else")
    func file() throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      func state(_ forward: String = "") -> TailState {
        TailState(server: "http://s", employer: "e", forward: forward, directory: "\(folder)/new")
      }
      var first = state()
      let isKnown = first.load()
      #expect(!isKnown)
      first.start(RecordID("quiet"), at: TailMark())
      let secret = Payload(bytes: Array("[\"secret\"]".utf8))
      first.pass(
        Delivery(
          id: RecordID("d"),
          name: "Zoë",
          created: Timestamp(seconds: 1_795_490_139.767),
          payload: secret
        ),
        of: RecordID("h")
      )
      try first.save()
      var second = state()
      let isKnownNow = second.load()
      #expect(isKnownNow)
      #expect(second.marks == first.marks)
      #expect(second.marks[RecordID("h")]?.seconds == 1_795_490_139.767)
      var other = state("http://127.0.0.1:1")
      let isOtherKnown = other.load()
      #expect(!isOtherKnown)
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
    }
  }

  @Suite struct TailProgressTests {
    @Test("the mark passes nothing that is still open before")
    func order() {
      var progress = TailProgress()
      let hook = RecordID("h")
      for id in ["a", "b", "c"] { progress.begin(Delivery(id: RecordID(id)), of: hook) }
      progress.begin(Delivery(id: RecordID("x")), of: RecordID("other"))
      #expect(progress.finish(RecordID("b"), of: hook).isEmpty)
      #expect(progress.finish(RecordID("x"), of: RecordID("other")).count == 1)
      #expect(progress.finish(RecordID("a"), of: hook).map(\.id.description) == ["a", "b"])
      #expect(progress.open == 1)
      #expect(progress.finish(RecordID("a"), of: hook).isEmpty)
      #expect(progress.finish(RecordID("c"), of: hook).map(\.id.description) == ["c"])
      #expect(progress.open == 0)
    }

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
