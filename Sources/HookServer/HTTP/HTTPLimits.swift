/// What one client may take.
package struct HTTPLimits: Sendable {
  /// Connections at the same time; a stalled one costs only itself. Together with those that go
  /// out they stay below 1024, the usual number of open files.
  package var connections: UInt32 = 400
  /// Bytes of memory for one connection, which bounds the request line and the headers.
  package var memory = 64 * 1024
  /// Seconds after which a silent connection is closed.
  package var idle: UInt32 = 60
  /// Seconds after which a request that is not complete is dropped, however often a byte comes; a long body
  /// has more, by `slowest`.
  package var arrival = 90.0
  /// Bytes of a body that come in a second at least.
  package var slowest = 8 * 1024

  /// Bytes of a body.
  package var body = 16 * 1024 * 1024
  /// Bytes of all bodies at the same time, from their arrival to the end of the response.
  package var bodies = 512 * 1024 * 1024

  package init() {}

  /// Bytes of a refused body that are read before the connection is cut.
  var discarded: Int { 16 * body }

  static let tooSlow = HTTPFailure(408, "the request came too slowly")

  static let tooMuch = HTTPFailure(
    503,
    "too many large requests at the same time; send it again later"
  )

  package var tooLarge: HTTPFailure {
    HTTPFailure(413, "the body is larger than \(body) bytes")
  }
}
