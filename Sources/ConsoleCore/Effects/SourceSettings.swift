import HookHTTP

/// How a source of a capture responds; what is empty is as the endpoint is set up.
package struct SourceSettings: Sendable, Equatable {
  /// Status codes, or what goes wrong instead: `500`, `reset`; one after the other, the last one stays.
  package var steps: [String]
  /// Seconds before each response.
  package var delay: Double?
  /// Added to each response.
  package var headers: HeaderFields
  package var body: String

  package init(
    steps: [String] = [],
    delay: Double? = nil,
    headers: HeaderFields = [],
    body: String = ""
  ) {
    self.steps = steps
    self.delay = delay
    self.headers = headers
    self.body = body
  }
}
