import Foundation

/// A delivery as the timeline keeps it, without its payload: 80 bytes and its texts, so that a
/// million of them fit into 200 MB with all that finds and orders them.
struct StoredDelivery: Sendable {
  /// Zero where the id is no UUID; the text is then among the store's odd ids.
  let uuid: UUID
  /// Seconds since 1970 by which it is ordered; of a delivery without a time, when it was learnt of.
  let moment: Double
  /// Breaks ties between deliveries of one moment: larger is newer.
  let sequence: Int
  var name: TextArena.Location
  var message: TextArena.Location
  var attempts: Int32
  var statusCode: Int32
  let webhook: UInt32
  var url: UInt32
  var status: UInt32
  let created: Created

  /// What was said of the time, which itself is the moment.
  struct Created: OptionSet, Sendable {
    let rawValue: UInt8
    static let known = Created(rawValue: 1)
    static let hasTime = Created(rawValue: 2)
    static let hasOffset = Created(rawValue: 4)
    static let oddID = Created(rawValue: 8)
  }
}
