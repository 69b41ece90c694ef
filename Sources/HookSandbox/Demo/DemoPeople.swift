import HookSupport

/// Draws people who could work there.
enum DemoPeople {
  private static let women = [
    "Zoë", "Siân", "Amélie", "Priya", "Chloë", "Ngọc", "Ingrid", "Maëlle", "Fatima", "Róisín",
    "Ayşe", "Beatriz",
  ]
  private static let men = [
    "Søren", "José", "Łukasz", "Kwame", "Rhys", "André", "Jürgen", "Tomáš", "Hiroshi", "Owen",
    "Björn", "Mateo",
  ]
  private static let families = [
    "Ellis", "O’Connor", "Müller", "Nowak", "Patel", "García", "Björkman", "Adeyemi", "Nguyễn",
    "Lefèvre", "Hughes", "Kowalczyk", "Ferreira", "Okafor", "Lindqvist", "Byrne",
  ]
  private static let work = [
    ("Baker", "Kitchen"), ("Pâtissière", "Kitchen"), ("Shop Assistant", "Shop"),
    ("Delivery Driver", "Transport"), ("Night Baker", "Kitchen"), ("Bookkeeper", "Office"),
    ("Shop Manager", "Shop"),
  ]
  private static let streets = [
    "Camden Crescent", "Walcot Street", "Lansdown Road", "Bear Flat", "Larkhall Square",
  ]

  static func draw(_ random: inout SplitMix64) -> Person {
    let isFemale = Bool.random(using: &random)
    let (job, department) = random.pick(work)
    let year = Int.random(in: 1962...2004, using: &random)
    return Person(
      id: random.uuid().text,
      title: isFemale ? "Ms" : "Mr",
      firstName: random.pick(isFemale ? women : men),
      lastName: random.pick(families),
      isFemale: isFemale,
      born: day(of: year, &random),
      started: day(of: Int.random(in: max(2012, year + 17)...2026, using: &random), &random),
      payrollCode: "BB\(Int.random(in: 100...999, using: &random))",
      jobTitle: job,
      department: department,
      street: "\(Int.random(in: 1...140, using: &random)) \(random.pick(streets))",
      postCode: "BA1 \(Int.random(in: 1...7, using: &random))HY",
      niNumber: "JC\(Int.random(in: 100_000...999_999, using: &random))A",
      pay: Money(pence: Int.random(in: 165_000...420_000, using: &random) / 10 * 10).text
    )
  }

  private static func day(of year: Int, _ random: inout SplitMix64) -> String {
    let month = Int64.random(in: 1...12, using: &random)
    return CivilDate(year: Int64(year), month: month, day: .random(in: 1...28, using: &random)).text
  }
}
