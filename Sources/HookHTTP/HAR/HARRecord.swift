import Foundation
import HookJSON

/// One entry of a HAR file that was read.
package struct HARRecord: Sendable {
  /// Its number in the file, counted from 1.
  package let number: Int
  /// The entry as it stands in the file.
  package let node: JSONNode

  /// The request of the entry.
  /// - Throws: `HARError` if method, URL or body are missing or cannot be read.
  package func request() throws(HARError) -> HARRequest {
    guard let request = node["request"], request.kind == .object else {
      throw HARError("entry \(number) has no request")
    }
    return HARRequest(
      method: try text("method", of: request),
      url: try text("url", of: request),
      headers: Self.headers(request["headers"]),
      body: try whole(try body(request["postData"]), of: request["bodySize"]?.int)
    )
  }

  private func text(_ key: String, of request: JSONNode) throws(HARError) -> String {
    guard let text = request[key]?.string, !text.isEmpty else {
      throw HARError("entry \(number): the request has no \(key)")
    }
    return text
  }

  /// A list of names and values, or an object, as some tools write it. HTTP/2's own fields (RFC 9113, 8.3)
  /// begin with a colon; they are not header lines and are left out.
  private static func headers(_ node: JSONNode?) -> HeaderFields {
    var fields = HeaderFields()
    for child in node?.children ?? [] {
      let key = child.index.key(of: child.number)
      guard let name = key ?? child["name"]?.string, !name.isEmpty, !name.hasPrefix(":"),
        let value = key == nil ? child["value"] : child
      else { continue }
      fields.add(name, value.string ?? String(decoding: value.bytes, as: UTF8.self))
    }
    return fields
  }

  /// - Parameter size: the bytes that went out, as the entry says; other tools write -1 or a wrong one, and
  ///   some count the bytes of a compressed body. A body of ours says that only its beginning was kept.
  private func whole(_ body: [UInt8], of size: Int?) throws(HARError) -> [UInt8] {
    let comment = node["request"]?["postData"]?["comment"]?.string ?? ""
    guard let size, size > body.count, comment.hasPrefix("the first ") else { return body }
    throw HARError(
      "entry \(number): only the first \(body.count) of the body's \(size) bytes were kept"
    )
  }

  /// The body as it went out: its text, in Base64 where the entry says so, or form fields.
  private func body(_ data: JSONNode?) throws(HARError) -> [UInt8] {
    let text = data?["text"]
    if let text, text.kind == .string, !(Self.utf8(text).isEmpty && Self.hasFields(data)) {
      let encoding = (data?["_encoding"] ?? data?["encoding"])?.string?.lowercased()
      guard encoding == "base64" else { return Self.utf8(text) }
      let bytes = Data(base64Encoded: Data(Self.utf8(text)), options: .ignoreUnknownCharacters)
      guard let bytes else { throw HARError("entry \(number): the request's body is not Base64") }
      return Array(bytes)
    }
    let fields = data?["params"]?.children ?? []
    if fields.contains(where: { $0["fileName"] != nil }) {
      throw HARError(
        "entry \(number): the request's body has files, which the file does not contain"
      )
    }
    return Array(fields.map(Self.field).joined(separator: "&").utf8)
  }

  private static func hasFields(_ data: JSONNode?) -> Bool {
    data?["params"]?.children.isEmpty == false
  }

  private static func utf8(_ node: JSONNode) -> [UInt8] {
    JSONString.decodeBytes(node.index.text, node.index.range(of: node.number))
  }

  /// A field of a form (application/x-www-form-urlencoded).
  private static func field(_ node: JSONNode) -> String {
    [node["name"], node["value"]].map { part in
      let text = part?.string ?? ""
      let escaped = text.addingPercentEncoding(withAllowedCharacters: formAllowed) ?? text
      return escaped.replacing("%20", with: "+")
    }.joined(separator: "=")
  }

  /// What stands for itself in a form.
  private static let formAllowed = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._"
  )
}

/// A request that a HAR file recorded.
package struct HARRequest: Sendable, Equatable {
  package let method: String
  /// As it was written: it need not be a URL that can be requested.
  package let url: String
  package let headers: HeaderFields
  /// The bytes of the body; empty if there was none. A tool that stored text in another encoding than UTF-8
  /// may have changed them.
  package let body: [UInt8]
}
