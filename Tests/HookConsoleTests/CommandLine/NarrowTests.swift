import Foundation
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

extension CommandLineTests {
  /// Forty columns are enough for everything that is printed for people.
  @Suite(.timeLimit(.minutes(1))) struct NarrowTests {
    private static let id = "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"

    private func fits(_ lines: [String], _ columns: Int = 40) -> Bool {
      lines.allSatisfy { TerminalSafeText($0).columns <= columns }
    }

    @Test("what is too wide for its line goes on below")
    func wrapped() {
      var table = TextTable([.whole, .wrapped])
      table.add(["url", "https://crm.example/a/long/way/to/the/hook"])
      table.add(["why", "the endpoint answered 410 Gone, which deactivates it"])
      #expect(
        table.lines(width: 40) == [
          "url  https://crm.example/a/long/way/to/t", "     he/hook",
          "why  the endpoint answered 410 Gone,", "     which deactivates it",
        ]
      )
      #expect(table.lines(width: nil).count == 2)
    }

    @Test("statistics go on below, between words") func statistics() {
      var statistics = DeliveryStatistics()
      for number in 0..<6 {
        statistics.add(
          Sample.delivery(
            number,
            "x",
            code: 0,
            .failed,
            ago: 60,
            attempts: number + 1
          )
        )
      }
      let times = TimeText(zone: .gmt, now: Sample.now)
      let whole = StatisticsText.lines("Title", statistics, times, columns: nil)
      let lines = StatisticsText.lines("Title", statistics, times, columns: 30)
      let texts = lines.map { $0.map(\.text).joined() }
      #expect(fits(texts, 30) && texts.count > whole.count)
      #expect(texts.contains { $0.contains("refused") })
    }

    @Test("of a delivery the name is left last") func deliveries() {
      var table = TextTable([.id, .whole, .right, .left, .right, .title], spare: [4, 3, 1])
      table.add([
        Self.id, "2026-11-27 12:00:00", "200", "Sent", "×1", "Employee Created · Zoë Ellis",
      ])
      let lines = table.lines(width: 40)
      #expect(fits(lines) && lines[0].hasSuffix("…Created · Zoë Ellis"), "\(lines)")
    }

    @Test("an id is not broken where it has space")
    func ids() {
      var table = TextTable([.whole, .wrapped])
      table.add(["id", Self.id])
      table.add(["active", "yes"])
      #expect(table.lines(width: 44) == ["id      \(Self.id)", "active  yes"])
      #expect(table.lines(width: 40) == ["id", "  \(Self.id)", "active", "  yes"])
    }

    @Test("where no column can give way each cell has a line of its own")
    func stacked() {
      var table = TextTable([.whole, .left], titles: ["id", "name"])
      table.add([Self.id, "Bluebird Bakery and Sons of Little Marlow"])
      #expect(
        table.lines(width: 40) == [
          Self.id, "  Bluebird Bakery and Sons of Little", "  Marlow",
        ]
      )
      #expect(table.lines(width: 60).count == 2)
    }

    @Test("a finding keeps its text together", arguments: [40, 59, 60, 80])
    func findings(_ columns: Int) {
      let text = "no file /home/zoe/.config/hookconsole/config.json; none is needed"
      let lines = Finding.good("configuration", text).lines(width: columns, paint: .none)
      #expect(fits(lines, columns))
      #expect(lines.map { $0.drop { $0 == " " } }.joined(separator: " ").contains("none is needed"))
      #expect(
        Finding.good("key", "short").lines(width: columns, paint: .none) == [
          "ok    key            short"
        ]
      )
      #expect(Finding.good("configuration", text).lines(width: nil, paint: .none).count == 1)
    }

    @Test("help", arguments: Program.commands)
    func help(_ command: Subcommand) {
      let text = Usage.help(command, columns: 40)
      // The example is there to be copied.
      let lines = text.components(separatedBy: "\nExample:")[0].split(separator: "\n")
      #expect(fits(lines.map(String.init)), "\(text)")
      #expect(
        fits(Usage.help(Program.commands, columns: 40).split(separator: "\n").map(String.init))
      )
    }

    @Test(
      "a locale that is not installed is said, with what is used instead",
      arguments: [
        ("en_GB.UTF-8", ["en_GB.UTF-8"], Finding.good("locale", "en_GB.UTF-8")),
        (
          "en_GB.UTF-8", ["C.UTF-8"],
          .note("locale", "en_GB.UTF-8 is not installed: C.UTF-8 is used instead")
        ),
        (
          "en_GB.utf8", [],
          .note(
            "locale",
            "en_GB.utf8 is not installed: ASCII is drawn instead; try: LC_ALL=C.UTF-8"
          )
        ),
        (
          "C", ["C", "C.UTF-8"],
          .note("locale", "C is not UTF-8: ASCII is drawn instead; try: LC_ALL=C.UTF-8")
        ),
        ("", [], .note("locale", "none is not UTF-8: ASCII is drawn instead; try: LC_ALL=C.UTF-8")),
      ] as [(String, [String], Finding)]
    )
    func locales(_ name: String, _ installed: [String], _ finding: Finding) {
      #expect(
        LocalChecks.locale(TerminalLocale(name: name, isInstalled: installed.contains)) == finding
      )
    }
  }
}
