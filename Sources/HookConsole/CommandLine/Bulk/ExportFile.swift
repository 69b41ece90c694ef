import Foundation
import HookJSON
import HookModel
import HookSupport

/// A file of deliveries that is read as it goes: an array of records or a record a line, as `deliveries --json`
/// and `tail --json` write them. Where each record stands is kept, never the records.
final class ExportFile: Sendable {
  /// A record that is to be sent.
  struct Entry: Sendable {
    let offset: Int
    let length: Int
    /// When it was made, in seconds since 1970; `nil` if the record does not say.
    let created: Double?
    fileprivate let id: UInt64
  }

  enum Order: String, CaseIterable, Sendable {
    case oldest, newest
  }

  /// What it is called in messages: its path, or `standard input`.
  let path: String
  private let file: Int32
  private(set) nonisolated(unsafe) var entries: [Entry]

  /// Bytes that are read at once.
  private static let block = 1 << 20

  /// Looks through a file by its path.
  /// - Throws: `Failure` if it is not a regular file, or has no deliveries, or is broken, with the record.
  convenience init(_ path: String, order: Order) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw Failure.usage("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    try self.init(descriptor: file, name: path, order: order)
  }

  /// Looks through an open file, which is closed at the end.
  init(descriptor: Int32, name: String, order: Order) throws {
    (path, file) = (name, descriptor)
    var found: (entries: [Entry], isArray: Bool)
    do {
      found = try Self.scan(file, path)
    } catch {
      close(file)
      throw error
    }
    entries = Self.sorted(found.entries, isArray: found.isArray, order)
    guard !entries.isEmpty else {
      throw Failure.usage("\(path) holds no deliveries; hookconsole deliveries --json writes them")
    }
  }

  deinit { close(file) }

  /// Each delivery once, as its last record has it, in the order in which they were made as far as that is
  /// known.
  private static func sorted(_ entries: [Entry], isArray: Bool, _ order: Order) -> [Entry] {
    var latest: [UInt64: Int] = [:]
    for (position, entry) in entries.enumerated() { latest[entry.id] = position }
    let once = ExportOrder.oldestFirst(
      latest.values.sorted().map { entries[$0] },
      isArray: isArray
    ) { $0.created }
    return order == .oldest ? once : once.reversed()
  }

  // MARK: Looking through

  private static func scan(_ file: Int32, _ path: String) throws -> (
    entries: [Entry], isArray: Bool
  ) {
    var entries: [Entry] = []
    var scanner = RecordScanner()
    var buffer = [UInt8](repeating: 0, count: block)
    var record: [UInt8] = []
    var offset = 0
    while true {
      let count = pread(file, &buffer, block, off_t(offset))
      guard count >= 0 else {
        throw Failure.usage("\(path) cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      for position in 0..<count {
        switch scanner.take(buffer[position]) {
        case .outside: break
        case .inside: record.append(buffer[position])
        case .end:
          record.append(buffer[position])
          let start = offset + position + 1 - record.count
          if let entry = try entry(record, at: start, path) { entries.append(entry) }
          record.removeAll(keepingCapacity: true)
        }
      }
      offset += count
    }
    guard record.isEmpty else { throw Failure.usage("\(path): the last record is cut off") }
    guard !scanner.isOpen else {
      throw Failure.usage(
        "\(path) is cut off after \(entries.count) records: its array does not end",
        hint: "try: to export it again, or to add ] to its end if these are all"
      )
    }
    return (entries, scanner.isArray)
  }

  private static func entry(_ bytes: [UInt8], at offset: Int, _ path: String) throws -> Entry? {
    do {
      let node = JSONNode(try JSONIndex(JSONText(bytes)))
      guard node["payload"] != nil, let delivery = Delivery(node) else { return nil }
      var hasher = Hasher()
      hasher.combine(delivery.id)
      return Entry(
        offset: offset,
        length: bytes.count,
        created: delivery.created?.seconds,
        id: UInt64(bitPattern: Int64(hasher.finalize()))
      )
    } catch {
      throw Failure.usage("\(path): the record at byte \(offset): \(error)")
    }
  }

  // MARK: Reading one

  /// The record as it stands in the file.
  func bytes(_ entry: Entry) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: entry.length)
    guard pread(file, &bytes, entry.length, off_t(entry.offset)) == entry.length else {
      throw Failure(.failed, "\(path) was changed while it was read")
    }
    return bytes
  }

  func delivery(_ entry: Entry) throws -> Delivery {
    guard let delivery = Delivery(try JSONNode(try bytes(entry))) else {
      throw Failure(.failed, "\(path) was changed while it was read")
    }
    return delivery
  }
}

/// Finds the objects of an array, or of a text with one object after the other, byte by byte.
private struct RecordScanner {
  enum Step { case outside, inside, end }

  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Whether the text is an array, and whether that has not ended yet.
  private(set) var isArray = false
  private(set) var isOpen = false

  mutating func take(_ byte: UInt8) -> Step {
    if depth == 0 {
      if byte == UInt8(ascii: "[") { (isArray, isOpen) = (true, true) }
      if byte == UInt8(ascii: "]") { isOpen = false }
      guard byte == UInt8(ascii: "{") else { return .outside }
      depth = 1
      return .inside
    }
    if isInString {
      isInString = isEscaped || byte != UInt8(ascii: "\"")
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      return .inside
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == 0 { return .end }
    default: break
    }
    return .inside
  }
}
