import Foundation
import HookModel

/// The words for what came of an effect.
enum ResultText {
  static func sentence(_ failure: ChangeFailure) -> String {
    switch failure {
    case .api(let error): "\(error)"
    case .elsewhere: "it was changed elsewhere in the meantime"
    }
  }

  static func sentence(_ failure: PostFailure) -> String {
    switch failure {
    case .api(let error): "\(error)"
    case .noPayload: "the delivery has no payload"
    }
  }

  /// Why an event could not be fired.
  static func notFired(_ error: APIError) -> String {
    if case .notFound = error.kind {
      return "only a sandbox can fire events: this server is not one"
    }
    return "\(error)"
  }

  static func fired(_ event: WebhookEvent, _ count: Int) -> String {
    "fired \(event.title): " + (count == 1 ? "1 delivery" : "\(count) deliveries")
  }

  static func saved(_ file: SavedFile) -> String {
    "saved\(file.isMasked ? " with masked values" : "") to \(file.path), \(file.byteCount) bytes"
  }

  /// The reason comes before a path that may be cut by the end of the line.
  static func notSaved(_ failure: SaveFailure) -> String {
    let reason =
      failure.code == EEXIST ? "this file exists already" : String(cString: strerror(failure.code))
    return "not saved, \(reason): \(failure.path)"
  }

  /// The terminal does not say whether it accepted a copy.
  static func copied(_ request: CopyRequest, to programs: [String]) -> String {
    programs.isEmpty
      ? "sent to the terminal's clipboard: \(request.title)"
      : "copied to \(programs.joined(separator: " and ")): \(request.title)"
  }
}
