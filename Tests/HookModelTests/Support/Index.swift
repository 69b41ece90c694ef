@testable import HookModel

/// The index of a text that the test knows to be JSON.
func index(_ text: String) throws -> JSONIndex {
  try JSONIndex(JSONText(text.utf8))
}

func node(_ text: String) throws -> JSONNode {
  JSONNode(try index(text))
}

extension JSONIndex {
  /// The bytes of a value as text.
  func source(_ value: Int) -> String {
    text.string(range(of: value))
  }
}
