import Foundation

/// Nanoseconds of the clock that no one sets.
func now() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

func nanoseconds(_ work: () -> Void) -> Int {
  let start = now()
  work()
  return now() - start
}

/// With two digits behind the point.
func rounded(_ figure: Double) -> Double {
  (figure * 100).rounded() / 100
}

extension [Int] {
  /// The value below which a part of the values lies; of none 0.
  func quantile(_ part: Double) -> Int {
    let sorted = sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * part))]
  }
}

/// Prints one figure with its spread; `values` are nanoseconds unless `unit` says otherwise.
func report(_ name: String, _ values: [Int], unit: String = "ns") {
  print(
    "{\"name\":\"\(name)\",\"unit\":\"\(unit)\",\"runs\":\(values.count),"
      + "\"min\":\(values.min() ?? 0),\"median\":\(values.quantile(0.5)),"
      + "\"p99\":\(values.quantile(0.99)),\"max\":\(values.max() ?? 0)}"
  )
}

/// What the system says of this process' memory, in bytes.
enum Memory {
  /// Without the pages of files, such as the program.
  static func resident() -> Int { field("RssAnon") }

  private static func field(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) * 1024
  }
}

/// Keeps the optimizer from leaving out what nobody looks at.
@inline(never)
func keep<Value>(_ value: Value) {}

func bytes(ofFile path: String) -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else {
    complain("there is no file \(path)")
    exit(1)
  }
  return [UInt8](data)
}

func complain(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
}
