/// `GET /openapi.json`: what the sandbox can do, for programs.
enum DescriptionRoutes {
  static let path = "/openapi.json"

  static let all = [
    Route("GET", path) { call in .json(Description.make(url: call.services.url)) }
  ]
}
