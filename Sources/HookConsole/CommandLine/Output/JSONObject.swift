import Foundation
import HookHTTP
import HookJSON

/// A JSON object of our own, for answers that are not records of the API.
struct JSONObject {
  private var members: [(String, JSON)] = []

  mutating func add(_ key: String, _ text: String?) {
    members.append((key, .text(text)))
  }

  mutating func add(_ key: String, _ number: Int) {
    members.append((key, .int(number)))
  }

  mutating func add(_ key: String, _ value: JSON) {
    members.append((key, value))
  }

  /// - Parameter raw: a JSON text.
  mutating func add(_ key: String, raw: String) {
    members.append((key, .raw(Array(raw.utf8))))
  }

  /// The body as it came: as text, else in Base64.
  mutating func add(body: [UInt8]) {
    if let text = String(validating: body, as: UTF8.self) {
      add("body", text)
    } else {
      add("bodyBase64", Data(body).base64EncodedString())
    }
  }

  mutating func add(headers: HeaderFields) {
    var object = JSONObject()
    for field in headers.fields { object.add(field.name, field.value) }
    add("headers", raw: object.text)
  }

  var bytes: [UInt8] { JSON.object(members).bytes }
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
