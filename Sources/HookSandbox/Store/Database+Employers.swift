import Foundation
import HookServer

extension Database {
  func employers() throws -> [EmployerRecord] {
    try rows("SELECT id, uuid, name, employees FROM employers ORDER BY id", read: Self.employer)
  }

  func employer(_ uuid: UUID) throws -> EmployerRecord? {
    try row(
      "SELECT id, uuid, name, employees FROM employers WHERE uuid = ?",
      .blob(uuid.bytes),
      read: Self.employer
    )
  }

  func add(employer name: String, employees: Int, uuid: UUID) throws {
    try run(
      "INSERT INTO employers (uuid, name, employees) VALUES (?, ?, ?)",
      .blob(uuid.bytes),
      .text(name),
      .int(Int64(employees))
    )
  }

  /// What is kept under a name, such as the API key.
  func setting(_ name: String) throws -> String? {
    try row("SELECT value FROM settings WHERE name = ?", .text(name)) { $0.text(0) }
  }

  func set(_ name: String, to value: String) throws {
    try run(
      "INSERT INTO settings (name, value) VALUES (?, ?)"
        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      .text(name),
      .text(value)
    )
  }

  private static func employer(_ row: Row) -> EmployerRecord {
    EmployerRecord(
      id: row.int(0),
      uuid: UUID(bytes: row.blob(1)) ?? UUID(),
      name: row.text(2),
      employees: Int(row.int(3))
    )
  }
}
