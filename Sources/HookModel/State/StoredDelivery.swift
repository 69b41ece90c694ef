import Foundation

/// A delivery as the timeline keeps it, without its payload: 72 bytes and its texts, so that a
/// million of them fit into 150 MB with all that finds and orders them.
///
/// The members stand so that none leaves a gap before the next one.
struct StoredDelivery: Sendable {
  /// Zero where the id is no UUID; the text is then among the store's odd ids.
  let uuid: UUID
  /// Seconds since 1970 by which it is ordered; of a delivery without a time, when it was learnt of.
  let moment: Double
  /// Breaks ties between deliveries of one moment: larger is newer.
  let sequence: Int
  var name: TextArena.Location
  var state: State
  var message: TextArena.Location
  var attempts: UInt16
  var statusCode: Int32
  let webhook: UInt32
  var url: UInt32
  var status: UInt32

  /// What is known of the time, which itself is the moment, and of the delivery.
  struct State: OptionSet, Sendable {
    let rawValue: UInt8
    static let hasMoment = State(rawValue: 1)
    static let hasTime = State(rawValue: 2)
    static let hasOffset = State(rawValue: 4)
    static let hasOddID = State(rawValue: 8)
    /// Its slot is free.
    static let isGone = State(rawValue: 16)
  }
}
