/// In which order the records of an export were made.
enum ExportOrder {
  /// The oldest first. Records of one time stay as the file has them, or the other way round where it has the
  /// newest first; where one of them has no time, all stay as they are.
  /// - Parameter isArray: whether the file is an array, as `deliveries --json` writes it, newest first; decides
  ///   where all are of one time.
  static func oldestFirst<Record>(
    _ records: [Record],
    isArray: Bool,
    created: (Record) -> Double?
  ) -> [Record] {
    let times = records.compactMap(created)
    guard times.count == records.count, let first = times.first, let last = times.last else {
      return records
    }
    let isNewestFirst = first == last ? isArray : first > last
    return records.indices.sorted { left, right in
      times[left] != times[right]
        ? times[left] < times[right] : (left < right) != isNewestFirst
    }.map { records[$0] }
  }
}
