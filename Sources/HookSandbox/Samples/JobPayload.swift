import HookJSON

/// The API's answer about a background job (`Contract.JobResponse`).
enum JobPayload {
  static func make(
    id: String = "6a8f3a52-2c7e-4be2-9d2b-7c0f0a4f1b18",
    name: String = "Full Payment Submission, Month 8",
    type: String = "Report",
    employer: String = "5b0f6f8e-54ec-4c0c-a7c5-0a8f2d1f6b10",
    employerName: String = "Bluebird Bakery",
    date: String = "2026-11-24",
    errors: [String] = []
  ) -> JSON {
    [
      "id": .string(id),
      "employerId": .string(employer),
      "employerName": .string(employerName),
      "name": .string(name),
      "type": .string(type),
      "status": .string(errors.isEmpty ? "Completed" : "CompletedWithErrors"),
      "outputFormat": "Pdf",
      "requestedByName": "Aoife Byrne",
      "createdDate": .string(date),
      "updatedDate": .string(date),
      "executionStartTime": .string(date),
      "timeInQueue": 412,
      "executionTime": 1873,
      "result": [
        "file": [
          "fileName": "report.pdf",
          "uri": .string("https://files.example.com/jobs/\(id)/report.pdf"),
        ],
        "errors": .array(errors.map { .string($0) }),
        "metadata": .null,
      ],
    ]
  }
}
