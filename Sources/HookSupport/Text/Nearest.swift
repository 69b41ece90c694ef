/// Finds what somebody meant to type.
package enum Nearest {
  /// The name that differs least, where it differs by little.
  package static func name(to word: String, among names: [String]) -> String? {
    let ranked = names.map { ($0, distance(word, $0)) }.sorted { $0.1 < $1.1 }
    guard let (name, difference) = ranked.first, difference <= max(1, name.count / 3) else {
      return names.first { word.count >= 4 && $0.hasPrefix(word) }
    }
    return name
  }

  /// How many characters must be added, left out, changed or swapped.
  package static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.lowercased()), Array(right.lowercased()))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
