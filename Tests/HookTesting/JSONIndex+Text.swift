@testable import HookJSON

/// The index of a text that the test knows to be JSON.
package func index(_ text: String) throws -> JSONIndex {
  try JSONIndex(JSONText(text.utf8))
}

package func node(_ text: String) throws -> JSONNode {
  JSONNode(try index(text))
}

extension JSONIndex {
  /// The bytes of a value as text.
  package func source(_ value: Int) -> String {
    text.string(range(of: value))
  }
}
