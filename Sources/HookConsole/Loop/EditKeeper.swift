import Foundation
import HookSupport

/// Keeps an edited text that was neither sent nor saved when something else than the person ends the
/// program.
final class EditKeeper: Sendable {
  private let text = Locked<[UInt8]?>(nil)
  private let environment: [String: String]

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// - Parameter text: that is to be kept from now on; `nil` if there is none.
  func hold(_ text: [UInt8]?) {
    self.text.withLock { $0 = text }
  }

  /// Writes the text to a file that only its owner can read. Later calls do nothing.
  /// - Returns: a sentence that names the file, or says why there is none; `nil` if there is no text.
  func save() -> String? {
    let taken = text.withLock { text in
      defer { text = nil }
      return text
    }
    guard let taken else { return nil }
    do {
      let path = "\(try PrivateFolder(environment).path)/edited.json"
      try PrivateFile.write(taken, to: path)
      return "the edited text is kept: \(path)"
    } catch {
      return "the edited text is lost: \(error)"
    }
  }
}
