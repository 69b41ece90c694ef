import HookSupport

/// One change of a payload, as a person asks for it: `--set gross=1200.50`.
package struct JSONOverride: Sendable, Equatable {
  /// What becomes of the value at the path.
  package enum Action: Sendable, Equatable {
    /// Replaces a value that is there. JSON, byte for byte.
    case set([UInt8])
    /// Removes a value that is there, with its key.
    case unset
    /// Replaces the value, or makes it where none is, with the objects on the way to it. JSON, byte for
    /// byte.
    case add([UInt8])
  }

  /// Where: see `JSONLookup` for what a short path means.
  package let path: JSONPath
  package let action: Action

  package init(_ action: Action, at path: JSONPath) {
    self.action = action
    self.path = path
  }

  /// Reads `path=value`. The value is JSON if it reads as such, otherwise a text.
  /// - Throws: `Problem` that says what is wrong with it.
  package static func set(typed text: String) throws(Problem) -> JSONOverride {
    let (path, value) = try assignment(text)
    return JSONOverride(.set(value), at: path)
  }

  /// Reads `path=value`, as `set(typed:)` does.
  /// - Throws: `Problem` that says what is wrong with it.
  package static func add(typed text: String) throws(Problem) -> JSONOverride {
    let (path, value) = try assignment(text)
    return JSONOverride(.add(value), at: path)
  }

  /// Reads a path.
  /// - Throws: `Problem` that says what is wrong with it.
  package static func unset(typed text: String) throws(Problem) -> JSONOverride {
    JSONOverride(.unset, at: try JSONPath(typed: text))
  }

  private static func assignment(_ text: String) throws(Problem) -> (JSONPath, [UInt8]) {
    var reader = JSONPathReader(Substring(text))
    let path = try reader.path()
    guard reader.rest.first == "=" else {
      throw Problem("no value for \(text)", hint: "try: \(text)=VALUE")
    }
    return (path, value(String(reader.rest.dropFirst())))
  }

  private static func value(_ text: String) -> [UInt8] {
    guard let index = try? JSONIndex(JSONText(text.utf8)) else {
      return Array(JSONString.encode(text).utf8)
    }
    return index.text[index.range(of: 0)]
  }
}
