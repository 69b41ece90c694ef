import Foundation
import HookSupport

/// The id of an employer, a webhook or a delivery.
///
/// The API's ids are UUIDs in upper or lower case: two that differ only in case are one id. A text
/// that is no UUID is kept as it came, so that a server with other ids still works.
public struct RecordID: Hashable, Sendable, Comparable, CustomStringConvertible {
  private enum Form: Hashable, Sendable {
    case uuid(UUID)
    case text(String)
  }

  private let form: Form

  /// - Parameter text: the id as a server, a path or a person writes it.
  public init(_ text: String) {
    form = UUID(text: text).map(Form.uuid) ?? .text(text)
  }

  /// The id as it is sent to the server: a UUID in lower case, any other text as it came.
  public var description: String {
    switch form {
    case .uuid(let uuid): uuid.text
    case .text(let text): text
    }
  }

  package init(_ uuid: UUID) {
    form = .uuid(uuid)
  }

  /// The id where it is of the form the API promises.
  package var uuid: UUID? {
    if case .uuid(let uuid) = form { uuid } else { nil }
  }

  /// Whether the ID has the form that the API promises.
  public var isUUID: Bool {
    if case .uuid = form { true } else { false }
  }

  /// The order is only there to be the same every time.
  public static func < (left: RecordID, right: RecordID) -> Bool {
    switch (left.form, right.form) {
    case (.uuid(let left), .uuid(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    case (.uuid, .text): true
    case (.text, .uuid): false
    }
  }
}
