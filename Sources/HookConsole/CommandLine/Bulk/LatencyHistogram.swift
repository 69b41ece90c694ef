import Foundation

/// How long exchanges took, in buckets that grow by a twentieth: its memory does not grow.
struct LatencyHistogram: Sendable {
  private static let growth = 1.05
  private static let smallest = 0.000_01

  private var buckets: [Int] = []
  private(set) var count = 0
  private(set) var maximum = 0.0

  mutating func add(_ seconds: Double) {
    let bucket = max(0, Int(log(max(seconds, Self.smallest) / Self.smallest) / log(Self.growth)))
    if bucket >= buckets.count {
      buckets += [Int](repeating: 0, count: bucket + 1 - buckets.count)
    }
    buckets[bucket] += 1
    count += 1
    maximum = max(maximum, seconds)
  }

  /// The seconds within which that part of them ended, 0 to 1; a twentieth too much at most.
  func percentile(_ part: Double) -> Double {
    let wanted = Int((part * Double(count)).rounded(.up))
    var seen = 0
    for (bucket, number) in buckets.enumerated() where number > 0 {
      seen += number
      if seen >= wanted { return min(maximum, Self.end(of: bucket)) }
    }
    return maximum
  }

  private static func end(of bucket: Int) -> Double { smallest * pow(growth, Double(bucket + 1)) }

  /// Rows for people, each with its upper bound in seconds: three for each power of ten that there is.
  var rows: [(bound: Double, count: Int)] {
    let bounds = (-5...3).flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
    var rows = bounds.map { (bound: $0, count: 0) }
    for (bucket, number) in buckets.enumerated() where number > 0 {
      let end = Self.end(of: bucket)
      let row = bounds.firstIndex { $0 >= end * 0.999 } ?? bounds.count - 1
      rows[row].count += number
    }
    guard let first = rows.firstIndex(where: { $0.count > 0 }),
      let last = rows.lastIndex(where: { $0.count > 0 })
    else { return [] }
    return Array(rows[first...last])
  }
}
