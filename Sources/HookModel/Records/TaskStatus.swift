/// How far a delivery has come (the API's `BackgroundTaskStatus`). The set is open.
public enum TaskStatus: Hashable, Sendable {
  case queued, processing, sent, failed
  /// A name that is not in the API's description, or none, as it came.
  case other(String)

  /// The API's enumeration in its order, which is also that of the indices some servers send.
  public static let known: [TaskStatus] = [.queued, .sent, .failed, .processing]

  /// - Parameter name: the API's name, in any case.
  public init(name: String) {
    self = Self.known.first { $0.name.lowercased() == name.lowercased() } ?? .other(name)
  }

  /// - Parameter index: the index in `known`; any other number is kept as its digits.
  public init(index: Int) {
    self = Self.known.indices.contains(index) ? Self.known[index] : .other(String(index))
  }

  /// The API's own name.
  public var name: String {
    switch self {
    case .queued: "Queued"
    case .processing: "Processing"
    case .sent: "Sent"
    case .failed: "Failed"
    case .other(let name): name
    }
  }

  /// Whether nothing more will happen to the delivery. Of an unknown status nothing is promised,
  /// so it is taken as final rather than asked for again for ever.
  public var isFinal: Bool {
    switch self {
    case .queued, .processing: false
    case .sent, .failed, .other: true
    }
  }
}
