import Foundation
import HookServer

/// One call of the API: a method, a path, and what answers it.
struct Route: Sendable {
  typealias Answer = @Sendable (RouteCall) async throws -> HTTPResponse

  let method: String
  /// Such as `/employers/{employerId}/webhooks`.
  let path: String
  let answer: Answer
  private let segments: [String]

  init(_ method: String, _ path: String, answer: @escaping Answer) {
    self.method = method
    self.path = path
    self.answer = answer
    segments = path.split(separator: "/").map(String.init)
  }

  /// What stands in the path where the route has names; `nil` if the path is another.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var found: [String: String] = [:]
    for (segment, given) in zip(segments, path) {
      if segment.hasPrefix("{") {
        found[String(segment.dropFirst().dropLast())] = given
      } else if segment != given {
        return nil
      }
    }
    return found
  }
}

/// One request that reached a route, and what the routes work with.
struct RouteCall: Sendable {
  let request: HTTPRequest
  let parameters: [String: String]
  let services: Services

  /// What is behind the routes.
  struct Services: Sendable {
    let store: Store
    let dispatcher: Dispatcher
    /// Where the sandbox is reached, such as `http://127.0.0.1:8410`.
    let url: String
  }

  var store: Store { services.store }

  /// The ID of that name in the path. A text that is not an ID finds nothing.
  func id(_ name: String, of thing: String) throws -> UUID {
    guard let text = parameters[name], let id = UUID(text: text) else {
      throw HTTPFailure(404, "no \(thing) with this id")
    }
    return id
  }
}
