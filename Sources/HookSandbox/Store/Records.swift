import Foundation

/// An employer, as the store keeps it.
struct EmployerRecord: Sendable {
  let id: Int64
  let uuid: UUID
  let name: String
  let employees: Int
}

/// A webhook, as the store keeps it.
struct WebhookRecord: Sendable {
  let id: Int64
  let uuid: UUID
  let event: HookEvent
  let url: String
  let isActive: Bool
  let count: Int
}

/// How far a delivery has come. The raw values are those of the data file.
enum DeliveryState: Int64, Sendable {
  case queued, processing, sent, failed

  /// The API's own name.
  var name: String {
    switch self {
    case .queued: "Queued"
    case .processing: "Processing"
    case .sent: "Sent"
    case .failed: "Failed"
    }
  }
}

/// A delivery, as the store keeps it. The body is fetched only where it is shown or sent.
struct DeliveryRecord: Sendable {
  let id: Int64
  let uuid: UUID
  let name: String
  let url: String
  let created: Int64
  let state: DeliveryState
  let attempts: Int
  let code: Int
  let message: String?
  let body: Int64
}

/// A delivery that is to be posted.
struct Outgoing: Sendable {
  let id: Int64
  let uuid: UUID
  let webhook: Int64
  let url: String
  /// The tries that were made before.
  var attempts = 0
  /// What is sent, without the array around it. Nil where it must be fetched first.
  var body: [UInt8]?
}
