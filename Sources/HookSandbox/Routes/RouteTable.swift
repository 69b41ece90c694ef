import HookServer

/// Every call of the sandbox, and what is answered where no call fits.
struct RouteTable: Sendable {
  let routes: [Route]
  let services: RouteCall.Services

  static func all(_ services: RouteCall.Services) -> RouteTable {
    let routes =
      EmployerRoutes.all + WebhookRoutes.all + PayloadRoutes.all + AttemptRoutes.all
      + SampleRoutes.all
      + EventRoutes.all + DescriptionRoutes.all
    return RouteTable(routes: routes, services: services)
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard let segments = request.segments else {
      return .failure(400, "the path is not well encoded")
    }
    var allowed: [String] = []
    for route in routes {
      guard let parameters = route.parameters(of: segments) else { continue }
      // HEAD is GET without the body, which the server leaves out.
      let isMethod =
        route.method == request.method
        || (request.method == "HEAD" && route.method == "GET")
      guard isMethod else {
        allowed.append(route.method)
        if route.method == "GET" { allowed.append("HEAD") }
        continue
      }
      let call = RouteCall(request: request, parameters: parameters, services: services)
      do {
        return try await route.answer(call)
      } catch let failure as HTTPFailure {
        return failure.response
      } catch {
        return .failure(503, "\(error)")
      }
    }
    if allowed.isEmpty { return .failure(404, "there is nothing at this path") }
    let list = allowed.joined(separator: ", ")
    return .failure(
      405,
      "this path takes \(list) only",
      headers: ["Allow": list]
    )
  }
}
