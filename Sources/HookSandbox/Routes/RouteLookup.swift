import HookServer

/// What the ids of a path name, or the 404 that says what is not there.
extension RouteCall {
  func employer(in database: Database) throws -> EmployerRecord {
    let id = try id("employerId", of: "employer")
    guard let employer = try database.employer(id) else {
      throw HTTPFailure(404, "no employer with this id")
    }
    return employer
  }

  func webhook(in database: Database) throws -> WebhookRecord {
    let employer = try employer(in: database)
    let id = try id("id", of: "webhook")
    guard let webhook = try database.webhook(id, of: employer.id) else {
      throw HTTPFailure(404, "no webhook with this id")
    }
    return webhook
  }
}
