import HookJSON
import HookServer
import HookSupport

/// The sandbox's own OpenAPI description: the API's calls under the API's names, and what the
/// sandbox adds and answers beside.
enum Description {
  /// One call of one path.
  struct Operation: Sendable {
    let route: (method: String, path: String)
    let id: String
    let summary: String
    var parameters: [String] = []
    /// The name of the body's schema.
    var body: String?
    let success: (status: Int, text: String, schema: JSON?)
    /// The refusals beside those that every call has.
    var refusals: [Int] = []
  }

  static func make(url: String) -> JSON {
    [
      "openapi": "3.0.3",
      "info": [
        "title": "HookConsole sandbox",
        "version": .string(Product.version),
        "description": """
        The webhooks of the Staffology API, for trying things out on one's own machine. \
        Deliveries are made for real. What is under /sandbox is the sandbox's own.
        """,
      ],
      "servers": [["url": .string(url)]],
      "security": [["Basic": []]],
      "paths": .object(paths),
      "components": [
        "securitySchemes": ["Basic": ["type": "http", "scheme": "basic"]],
        "parameters": DescriptionSchemas.parameters,
        "schemas": DescriptionSchemas.schemas,
      ],
    ]
  }

  private static var paths: [(String, JSON)] {
    var order: [String] = []
    var calls: [String: [(String, JSON)]] = [:]
    for operation in DescriptionOperations.all {
      let path = operation.route.path
      if calls[path] == nil { order.append(path) }
      calls[path, default: []].append((operation.route.method.lowercased(), json(operation)))
    }
    return order.map { path in
      let names = path.split(separator: "/").filter { $0.hasPrefix("{") }
      let parameters = names.map { name -> JSON in
        ["$ref": .string("#/components/parameters/\(name.dropFirst().dropLast())")]
      }
      return (path, .object([("parameters", .array(parameters))] + (calls[path] ?? [])))
    }
  }

  private static func json(_ operation: Operation) -> JSON {
    var members: [(String, JSON)] = [
      ("operationId", .string(operation.id)),
      ("summary", .string(operation.summary)),
    ]
    if !operation.parameters.isEmpty {
      let references = operation.parameters.map { name -> JSON in
        ["$ref": .string("#/components/parameters/\(name)")]
      }
      members.append(("parameters", .array(references)))
    }
    if let body = operation.body {
      let schema: JSON = ["schema": DescriptionSchemas.reference(body)]
      let types = ["application/json", "text/json", "application/json-patch+json"]
      members.append(
        ("requestBody", ["required": true, "content": .object(types.map { ($0, schema) })])
      )
    }
    members.append(("responses", responses(operation)))
    return .object(members)
  }

  private static func responses(_ operation: Operation) -> JSON {
    var success: [(String, JSON)] = [("description", .string(operation.success.text))]
    if operation.success.status == 201 {
      success.append(
        ("headers", ["Location": ["description": "Where it is", "schema": ["type": "string"]]])
      )
    }
    if let schema = operation.success.schema {
      success.append(("content", ["application/json": ["schema": schema]]))
    }
    let refusals = (operation.refusals + [401, 421, 503]).sorted().map { status -> (String, JSON) in
      let content: JSON = ["application/json": ["schema": DescriptionSchemas.reference("Failure")]]
      let text = texts[status] ?? ""
      return (String(status), ["description": .string(text), "content": content])
    }
    return .object([(String(operation.success.status), .object(success))] + refusals)
  }

  private static let texts: [Int: String] = [
    400: "Something of the request is wrong; the message names it",
    401: "The API key is missing or wrong",
    404: "There is nothing with this id",
    413: "The body is larger than \(HTTPLimits().body) bytes",
    415: "The body is not JSON by its Content-Type",
    421: "The Host is not the loopback",
    503: "The data file could not be read or written",
  ]
}
