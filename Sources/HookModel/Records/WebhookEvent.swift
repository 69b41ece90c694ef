/// What a webhook is subscribed to (the API's `WebhookEvent`).
///
/// The set is open: a name that is not among `known` is kept, shown as it is and sent back unchanged.
public struct WebhookEvent: Hashable, Sendable {
  /// The API's own name, such as `Employee_Created`.
  public let name: String
  /// The name for people: `Payrun_StateChanged` reads "Payrun State Changed". A path is shown as it is.
  public let title: String

  /// - Parameter name: the API's own name, known or not.
  public init(name: String) {
    self.name = name
    title = Self.title(of: name)
  }

  /// The event at an index of the API's enumeration; some servers send the index for the name.
  public init?(index: Int) {
    guard Self.known.indices.contains(index) else { return nil }
    self = Self.known[index]
  }

  /// The events of the API's description, in its order, which is also that of their indices.
  public static let known: [WebhookEvent] = [
    "Employee_Created", "Employee_Updated", "Employee_Deleted",
    "Payrun_Finalised", "Payrun_StateChanged",
    "PensionMembership_Created", "PensionMembership_Updated", "PensionMembership_Deleted",
    "JobCompleted",
  ].map(WebhookEvent.init(name:))

  private static func title(of name: String) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) { return name }
    var title = ""
    var previous: Character = " "
    for character in name {
      if character == "_" {
        title.append(" ")
      } else {
        if character.isUppercase, previous.isLowercase { title.append(" ") }
        title.append(character)
      }
      previous = character
    }
    return title
  }
}
