/// `GET /openapi.json`: what the sandbox can do, for programs.
enum DescriptionRoutes {
  static let all = [
    Route("GET", "/openapi.json") { call in .json(Description.make(url: call.services.url)) }
  ]
}
