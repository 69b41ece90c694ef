import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// How words of the command line are read.
  @Suite struct ValueTests {
    @Test(
      "lengths of time",
      arguments: [
        ("250ms", 0.25), ("15s", 15), ("5m", 300), ("2h", 7200), ("1d", 86_400), ("1.5h", 5400),
        ("7", 7), ("0s", 0), ("", nil), ("s", nil), ("-5s", nil), ("5 s", nil), ("5x", nil),
        ("inf", nil), ("nan", nil), ("1e400s", nil), ("99999999d", nil), ("0x10s", 16),
      ] as [(String, Double?)]
    )
    func durations(_ text: String, _ seconds: Double?) {
      #expect(HookConsole.Duration.seconds(text) == seconds)
    }

    @Test(
      "points in time",
      arguments: [
        ("2h", 992_800), ("1d", 913_600), ("90s", 999_910),
        ("1970-01-12T13:46:40Z", 1_000_000), ("1970-01-12T13:46:40+01:00", 996_400),
        // Without an offset the zone of whoever wrote it holds, here one hour ahead.
        ("1970-01-12", 11 * 86_400 - 3600), ("1970-01-12T01:00", 11 * 86_400),
      ] as [(String, Double)]
    )
    func moments(_ text: String, _ seconds: Double) throws {
      let zone = try #require(TimeZone(secondsFromGMT: 3600))
      #expect(try Moment.seconds(text, option: "--since", now: 1_000_000, zone: zone) == seconds)
    }

    @Test("a time that none is", arguments: ["", "yesterday", "5", "2026-13-01", "12:00", "-2h"])
    func noMoments(_ text: String) {
      #expect(throws: Failure.self) { try Moment.seconds(text, option: "--since", now: 0) }
    }

    @Test("a local time is right on both sides of a change of the clock")
    func changingClocks() throws {
      let zone = try #require(TimeZone(identifier: "Europe/London"))
      // 2026-03-29 01:00 UTC is when London goes ahead.
      let before = try Moment.seconds("2026-03-29T00:30", option: "", now: 0, zone: zone)
      let after = try Moment.seconds("2026-03-29T02:30", option: "", now: 0, zone: zone)
      #expect(after - before == 3600)
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
      query.since = 11 * 86_400 + 3600
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
      #expect(((try? TargetURL.read(text, option: "--to")) != nil) == isGood)
    }

    @Test("ports", arguments: [("0", 0), ("8410", 8410), ("65536", nil), ("-1", nil), ("a", nil)])
    func ports(_ text: String, _ port: UInt16?) {
      #expect((try? PortNumber.read(text)) == port)
    }
  }
}
