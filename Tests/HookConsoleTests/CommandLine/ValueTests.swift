import Foundation
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookSupport

extension CommandLineTests {
  /// How words of the command line are read.
  @Suite(.timeLimit(.minutes(1))) struct ValueTests {
    @Test("what is not a length of time is named, with what can be written")
    func durations() throws {
      #expect(try TimeLength.seconds("1.5h", option: "--timeout") == 5400)
      let failure = #expect(throws: Failure.self) {
        try TimeLength.seconds("5 s", option: "--timeout")
      }
      #expect(failure?.description.contains("--timeout 5 s is not a length of time") == true)
    }

    @Test("what is not a time is named, with what can be written")
    func noMoments() {
      let failure = #expect(throws: Failure.self) {
        try DeliveryQuery.since("yesterday", now: 0, zone: .gmt)
      }
      #expect(failure?.description.contains("--since yesterday is not a time") == true)
      #expect(failure?.description.contains("1.5h") == true)
    }

    @Test("--since takes what the screen shows with that very time, when clocks change, too")
    func changingClocks() throws {
      let zone = try #require(TimeZone(identifier: "Europe/London"))
      let times = TimeText(zone: zone, now: 1_793_000_000)
      var query = DeliveryQuery()
      // 2026-10-25 00:30 UTC is 01:30 in London, and so is 01:30 UTC.
      query.since = try DeliveryQuery.since("2026-10-25T01:30", now: 0, zone: zone)
      for (hour, offset) in [(0.0, "+01:00"), (1.0, "+00:00")] {
        let time = Timestamp(seconds: 1_792_886_400 + hour * 3600 + 1800)
        #expect(times.full(time) == "2026-10-25 01:30:00 \(offset)")
        #expect(!query.isTooOld(Delivery(id: RecordID("a"), created: time)))
      }
      let before = Timestamp(seconds: 1_792_886_400 + 1799)
      #expect(query.isTooOld(Delivery(id: RecordID("a"), created: before)))
    }

    @Test(
      "events, as people write them",
      arguments: ["Employee_Created", "employee_created", "employee created", "EmployeeCreated"]
    )
    func events(_ text: String) throws {
      #expect(try EventName.read(text).name == "Employee_Created")
    }

    @Test("an event that is nearly one is named; one that is far from all is kept")
    func otherEvents() throws {
      let failure = #expect(throws: Failure.self) { try EventName.read("Employe_Created") }
      #expect(failure?.description.contains("did you mean Employee_Created?") == true)
      #expect(try EventName.read("Invoice_Paid").name == "Invoice_Paid")
      #expect(throws: Failure.self) { try EventName.read("") }
    }

    @Test(
      "codes and classes of codes",
      arguments: [
        ("410", 410, .failed, true), ("410", 411, .failed, false), ("5xx", 503, .failed, true),
        ("5XX", 500, .queued, true), ("5xx", 410, .failed, false), ("none", 0, .failed, true),
        ("none", 0, .queued, false), ("pending", 0, .queued, true), ("2xx,410", 410, .failed, true),
        ("2xx, 410", 410, .sent, true), ("2xx,410", 204, .sent, true),
        ("2xx,410", 500, .failed, false),
      ] as [(String, Int, TaskStatus, Bool)]
    )
    func codes(_ text: String, _ code: Int, _ status: TaskStatus, _ isTaken: Bool) throws {
      var query = DeliveryQuery()
      query.codes = try DeliveryQuery.codes(text)
      let delivery = Delivery(id: RecordID("a"), statusCode: code, taskStatus: status)
      #expect(query.takes(delivery) == isTaken)
    }

    @Test("what is no code", arguments: ["", "5x", "6xx", "41", "4100", "410,", "other", "ok"])
    func noCodes(_ text: String) {
      #expect(throws: Failure.self) { try DeliveryQuery.codes(text) }
    }

    @Test("a date counts with its whole day")
    func dates() {
      var query = DeliveryQuery()
      query.since = TimeBound(11 * 86_400 + 3600, in: .gmt)
      let day = Delivery(id: RecordID("a"), created: Timestamp("1970-01-12"))
      let before = Delivery(id: RecordID("a"), created: Timestamp("1970-01-11"))
      let unknown = Delivery(id: RecordID("a"))
      #expect(!query.isTooOld(day))
      #expect(query.isTooOld(before))
      #expect(!query.isTooOld(unknown))
    }

    @Test(
      "what was meant",
      arguments: [
        ("hoks", "hooks"), ("delivry", "delivery"), ("tial", "tail"), ("actvate", "activate"),
        ("HOOKS", "hooks"), ("xyzzy", nil), ("deliv", "deliveries"), ("e", nil),
      ] as [(String, String?)]
    )
    func nearest(_ word: String, _ name: String?) {
      let names = Program.commands.map(\.name).filter { !$0.isEmpty }
      #expect(Nearest.name(to: word, among: names) == name)
    }

    @Test(
      "URLs that something can be posted to",
      arguments: [
        ("http://127.0.0.1:3000/x", true), ("https://a.example", true), ("ftp://a.example", false),
        ("a.example", false), ("", false), ("http://", false), ("http://a b", false),
      ] as [(String, Bool)]
    )
    func targets(_ text: String, _ isGood: Bool) {
      #expect(((try? HTTPURL(typed: text, for: "--to")) != nil) == isGood)
    }

    @Test("ports", arguments: [("0", 0), ("8410", 8410), ("65536", nil), ("-1", nil), ("a", nil)])
    func ports(_ text: String, _ port: UInt16?) {
      #expect((try? PortNumber.read(text)) == port)
    }
  }
}
