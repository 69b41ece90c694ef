import HookModel

/// What helps after an error of the API, on a line of its own.
enum ErrorHint {
  /// What was asked for, by the path of the call, `*` being any one part. The first that fits counts.
  private static let lists: [(path: String, sentence: String)] = [
    ("employers/*/webhooks/samples/*", EventName.list),
    ("employers/*/webhooks/*/payloads/*", "see: hookconsole deliveries"),
    ("employers/*/webhooks/*/payloads", "see: hookconsole hooks"),
    ("employers/*/webhooks/*", "see: hookconsole hooks"),
    ("employers/*/webhooks", "see: hookconsole employers"),
    ("sandbox/*/*/*", "only a sandbox can fire events"),
  ]

  static func sentence(_ error: APIError) -> String? {
    switch error.kind {
    case .unauthorised: "see: hookconsole doctor"
    case .notFound, .gone: list(error.call)
    default: nil
    }
  }

  /// - Parameter call: `GET /employers/…`
  private static func list(_ call: String) -> String? {
    let path = call.split(separator: " ").last?.split(separator: "/") ?? []
    return lists.first { row in
      let parts = row.path.split(separator: "/")
      return parts.count == path.count && zip(parts, path).allSatisfy { $0 == "*" || $0 == $1 }
    }?.sentence
  }
}
