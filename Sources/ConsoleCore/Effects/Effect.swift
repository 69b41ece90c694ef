import Foundation
import HookHTTP
import HookJSON
import HookModel
import HookSupport

/// What the state wants done outside of it, by who carries it out.
package enum Effect: Sendable {
  case api(APIEffect)
  case feed(FeedEffect)
  case endpoint(EndpointEffect)
  case payload(PayloadEffect)
  case file(FileEffect)
  case terminal(TerminalEffect)
  /// Come back soon: the state has more to do than it may do at once.
  case goOn

  /// Whether it posts something, of which a result tells the end.
  var isPost: Bool {
    switch self {
    case .endpoint(.post), .endpoint(.forward): true
    default: false
    }
  }
}

/// A call of the API.
package enum APIEffect: Sendable {
  /// Fetch what the payload pane is to show.
  case load(Document.Source)
  case change(WebhookChange)
  case create(WebhookDraft)
  case delete(Webhook)
  /// Fire an event in the sandbox.
  case fire(WebhookEvent)
  case employers
  /// Ask how a source responds.
  case sourceSettings(RecordID)
  /// Set how a source responds.
  case respond(RecordID, SourceSettings)
  /// Delete all sources of a capture with their requests.
  case deleteAllSources
  /// Delete a captured request of a source.
  case deleteRequest(RecordID, of: RecordID)
  /// Fetch how a delivery of a webhook was tried.
  case attempts(RecordID, of: RecordID)
}

/// What the feed is told.
package enum FeedEffect: Sendable {
  /// The webhook that is selected; `nil` for all.
  case select(RecordID?)
  /// Fetch deliveries before those that are known, of the first of these webhooks that has any.
  case older([RecordID])
  case refresh
}

/// A POST to an endpoint.
package enum EndpointEffect: Sendable {
  case post(PostRequest)
  /// Post a delivery on to a local URL.
  case forward(RecordID, of: RecordID, to: HTTPURL)
  /// Post many, one after the other.
  /// - Parameter signsAgain: see `PostRequest`.
  case postAll([MarkedDelivery], to: HTTPURL, signsAgain: Bool)
  /// Begin no more of those.
  case stopPosting
}

/// A delivery that is marked, with its webhook.
package struct MarkedDelivery: Sendable, Hashable {
  package let id: RecordID
  package let webhook: RecordID
}

/// Work on payloads, beside the loop.
package enum PayloadEffect: Sendable {
  /// Search the payload that is open, and give up an older search.
  case find(PayloadSearchJob, PayloadSearch)
  case stopFinding
  case compare(Document, with: Document)
  /// The same of two deliveries, the older first.
  case compareDeliveries(MarkedDelivery, with: MarkedDelivery)
  /// Learn what payloads look like.
  case learnShape(ShapeSource)
  case checkShape(Document, PayloadShape)
  /// Check the signature of an exchange's request.
  case checkSignature(ExchangeRecord)
}

/// A file to be written.
package enum FileEffect: Sendable {
  case save(ShownPayload, path: String)
  /// The records of deliveries as a JSON array, which `send --file` reads.
  case saveAll([MarkedDelivery], path: String)
  case saveEdited([UInt8], path: String)
  /// As HAR, the oldest first.
  case saveHAR([Exchange], path: String, withSecrets: Bool)
}

/// What needs the terminal.
package enum TerminalEffect: Sendable {
  case repaint
  /// Take the mouse, or leave it to the terminal.
  case mouse(Bool)
  case copy(CopyRequest)
  /// Indented: as the tree shows it, not as it came.
  case page(ShownPayload, indented: Bool)
  case edit(EditRequest)
}

/// A body to be posted to an endpoint by hand.
package struct PostRequest: Sendable {
  package let title: String
  package let url: HTTPURL
  package let body: Body
  /// From the editor: kept until an endpoint accepts it.
  var isEdited = false
  /// Whether a captured request gets a new signature; otherwise it has the one that it came with.
  package var signsAgain = false

  /// The delivery that it is; `nil` if it is none.
  var delivery: RecordID? {
    switch body {
    case .bytes(_, let delivery): delivery
    case .delivery(let id, _): id
    case .sample: nil
    }
  }

  package enum Body: Sendable {
    case bytes([UInt8], delivery: RecordID?)
    case delivery(RecordID, of: RecordID)
    case sample(WebhookEvent)
  }
}

/// A text for the clipboard.
package struct CopyRequest: Sendable {
  /// What it is, for the notice: `whole payload`.
  package let title: String
  package let text: String
}

/// A payload as it was fetched, ready to be shown.
package struct Document: Sendable {
  package enum Source: Sendable, Hashable {
    case delivery(RecordID, of: RecordID)
    case sample(WebhookEvent)
    case exchange(ExchangeRecord.ID, ExchangePart)
  }

  /// A body of an exchange, or all of it as JSON.
  package enum ExchangePart: String, Sendable, Hashable {
    case request, response, whole

    var text: String {
      switch self {
      case .request: "request"
      case .response: "response"
      case .whole: "exchange"
      }
    }
  }

  package let source: Source
  /// The webhook of a delivery.
  var webhook: RecordID? { if case .delivery(_, let webhook) = source { webhook } else { nil } }
  /// `nil` for a sample.
  package let delivery: Delivery?
  /// `nil` for a delivery without one.
  package let payload: Payload?
  /// When it came to be; `nil` if that is not known.
  let created: Timestamp?

  /// - Parameter created: `nil` for the time of the delivery.
  package init(
    source: Source,
    delivery: Delivery? = nil,
    payload: Payload? = nil,
    created: Timestamp? = nil
  ) {
    self.source = source
    self.delivery = delivery
    self.payload = payload
    self.created = created ?? delivery?.created
  }
}
