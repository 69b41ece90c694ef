import Foundation

/// Where the content of a response's body goes as it comes, decoded; for bodies that are too large to be
/// kept twice.
package protocol BodySink: AnyObject, Sendable {
  /// The head is there: a body follows.
  /// - Parameter expected: the bytes that are announced; 0 if that is not known. It may be wrong.
  func begin(expected: Int)
  /// Called on the engine's thread, never twice at a time.
  func append(_ bytes: UnsafeRawBufferPointer)
  /// The content, which is complete; not copied.
  func finish() -> Data
}
