import HookJSON
import HookSupport

/// What a person wants changed in a payload: `--set`, `--unset` and `--add`, in their order.
struct PayloadOverrides: Sendable {
  private let overrides: [JSONOverride]

  private static let rows = [
    TypedOption(
      "set",
      "PATH=VALUE",
      "replace what is at a path, such as $[0].gross=1200.50; may be repeated"
    ) { try JSONOverride.set(typed: $0) },
    TypedOption("unset", "PATH", "remove what is at a path; may be repeated") {
      try JSONOverride.unset(typed: $0)
    },
    TypedOption("add", "PATH=VALUE", "as --set, also where nothing is yet; may be repeated") {
      try JSONOverride.add(typed: $0)
    },
  ]

  static let options = rows.map(\.row)

  static let notes = [
    "PATH is what the payload shows: $[0].gross, [0].lines[2], employee.name, [0]['a.b']. VALUE is"
      + " JSON if it reads as JSON, otherwise a text; quote it twice to send digits as a text:"
      + " --set 'code=\"007\"'. The changes are made in the order given; all other bytes stay."
  ]

  init(_ invocation: Invocation) throws {
    overrides = try invocation.values(Self.rows)
  }

  var isEmpty: Bool { overrides.isEmpty }

  /// - Throws: `Problem` if a path is not there, which names the nearest one.
  func apply(to payload: [UInt8]) throws -> [UInt8] {
    try JSONOverride.apply(overrides, to: payload)
  }
}
