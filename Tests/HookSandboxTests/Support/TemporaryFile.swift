import Foundation

/// A path in a folder of its own, which is removed after.
func withTemporaryFile(_ work: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await work(folder.appending(path: "data.db").path)
}
