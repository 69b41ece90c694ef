import Foundation
import HookSupport

/// A new file that only its owner can read.
enum PrivateFile {
  /// - Throws: `Problem` if it cannot be written, or if there is such a file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let error = file < 0 ? errno : WholeWrite.write(bytes, to: file)
    if file >= 0 { close(file) }
    guard let error else { return }
    throw Problem("temporary file not written: \(String(cString: strerror(error))): \(path)")
  }
}
