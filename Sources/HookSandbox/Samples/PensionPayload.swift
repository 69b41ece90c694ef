import HookJSON

/// The API's `Pension`: somebody's membership of a pension scheme.
enum PensionPayload {
  /// `contribution` in percent, as it is written; `end` for a membership that has ended.
  static func make(
    _ person: Person,
    contribution: String = "5.00",
    end: String? = nil
  ) -> JSON {
    [
      "id": "4d5a9c3b-1f47-4c58-8a3c-0a2b6b0f9e11",
      "contributionLevelType": "UserDefined",
      "startDate": .string(person.started),
      "memberReferenceNumber": .string("M-\(person.payrollCode)-0042"),
      "overrideContributions": true,
      "employeeContribution": .number(contribution),
      "employeeContributionIsPercentage": true,
      "employerContribution": .number("3.00"),
      "employerContributionIsPercentage": true,
      "employerContributionTopUpPercentage": .number("0.125"),
      "pensionSchemeId": .string(scheme),
      "workerGroupId": .string(group),
      "forcedTier": .null,
      "endDate": .text(end),
      "reasonForLeaving": .text(end.map { _ in "Left the company" }),
      "joinReason": "Automatic",
      "pensionScheme": [
        "id": .string(scheme),
        "name": "Beehive Workplace Pension",
        "pensionRule": "ReliefAtSource",
        "qualifyingScheme": true,
        "disableAeLetters": false,
        "subtractBasicRateTax": true,
        "payMethod": "DirectDebit",
        "provider": [
          "id": "0c9d4f6e-6e29-4f0b-9f35-3b1df1c1a5d2",
          "name": "Beehive Pensions",
          "accountNo": "BP-7781",
          "csvFormat": "Papdis",
        ],
      ],
      "workerGroup": [
        "id": .string(group),
        "workerGroupId": .string(group),
        "name": "All staff",
        "employeeContribution": .number("5.00"),
        "employeeContributionIsPercentage": true,
        "employerContribution": .number("3.00"),
        "employerContributionIsPercentage": true,
        "pensionablePayDefinition": "QualifyingEarnings",
        "customThreshold": false,
        "lowerLimit": .number("520.00"),
        "upperLimit": .number("4189.00"),
      ],
      "isAeQualifyingScheme": true,
      "autoEnrolled": true,
      "aeStatusAtJoining": "Eligible",
      "employee": [
        "id": .string(person.id),
        "name": .string(person.name),
        "metadata": ["payrollCode": .string(person.payrollCode)],
        "url": .string("/employees/\(person.id)"),
      ],
    ]
  }

  private static let scheme = "8f1c9f5d-9b62-4b44-a3f7-3b8f8a4a2f60"
  private static let group = "a2f0b3f1-5f6d-4f4f-8a0c-6d2f7f3c9b71"
}
