/// Which header values are secret, and what is shown in place of each. Every other value is shown as it is.
/// Signatures are not secret: people look at headers to compare them.
package enum HeaderSecrets {
  /// Stands for a secret.
  package static let mark = "••••"

  /// One header and how its value is shown.
  private struct Rule: Sendable {
    let name: String
    let shown: @Sendable (String) -> String
  }

  private static let rules = [
    Rule(name: "Authorization", shown: scheme),
    Rule(name: "Proxy-Authorization", shown: scheme),
    Rule(name: "Cookie", shown: cookies),
    Rule(name: "Set-Cookie", shown: cookieWithAttributes),
  ]

  /// Attributes of a cookie that are shown (RFC 6265, 4.1).
  private static let attributes: Set<String> = [
    "domain", "expires", "httponly", "max-age", "partitioned", "path", "priority", "samesite",
    "secure",
  ]

  /// The header with its secrets replaced: `Basic ••••`, `session=••••`.
  package static func masked(_ field: HeaderField) -> HeaderField {
    guard let rule = rule(field) else { return field }
    return HeaderField(nameBytes: field.nameBytes, valueBytes: Array(rule.shown(field.value).utf8))
  }

  /// The headers with their secrets replaced.
  package static func masked(_ fields: HeaderFields) -> HeaderFields {
    HeaderFields(fields.fields.map { masked($0) })
  }

  /// The name of the shell variable that stands for a secret value, such as `AUTHORIZATION`; `nil` if the
  /// value is not secret.
  package static func variable(_ field: HeaderField) -> String? {
    rule(field).map { $0.name.uppercased().replacing("-", with: "_") }
  }

  private static func rule(_ field: HeaderField) -> Rule? {
    rules.first { field.isNamed($0.name) }
  }

  /// Keeps the scheme if one stands before the credentials (RFC 9110, 11.4).
  private static func scheme(_ value: String) -> String {
    guard let end = value.firstIndex(of: " "), value[..<end].utf8.allSatisfy(isSchemeByte) else {
      return mark
    }
    return "\(value[..<end]) \(mark)"
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Keeps the name of each cookie.
  private static func cookies(_ value: String) -> String {
    parts(value).map { cookie($0) }.joined(separator: "; ")
  }

  /// Keeps the cookie's name and its attributes. Of several cookies in one line the values are hidden, too:
  /// an attribute whose value has an equals sign in it may hold the next cookie.
  private static func cookieWithAttributes(_ value: String) -> String {
    parts(value).enumerated().map { position, part in
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      let isAttribute = sides.count <= 2 && attributes.contains(sides[0].lowercased())
      return position > 0 && isAttribute ? String(part) : cookie(part)
    }.joined(separator: "; ")
  }

  private static func cookie(_ part: Substring) -> String {
    part.firstIndex(of: "=").map { "\(part[..<$0])=\(mark)" } ?? mark
  }

  private static func parts(_ value: String) -> [Substring] {
    value.split(separator: ";").compactMap { part in
      let part = part.drop { $0 == " " }
      return part.isEmpty ? nil : part
    }
  }
}
