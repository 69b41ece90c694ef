import HookJSON

/// The API's `Employee`, as the events about employees carry it.
enum EmployeePayload {
  static func make(_ person: Person) -> JSON {
    [
      "id": .string(person.id),
      "personalDetails": personal(person),
      "employmentDetails": employment(person),
      "autoEnrolment": [
        "state": "Automatic",
        "stateDate": .string(person.started),
        "ukWorker": "Yes",
        "daysToDeferAssessment": 0,
        "postponementDate": .null,
        "deferByMonthsNotDays": false,
        "exempt": false,
        "aeExclusionCode": "NotKnown",
        "aePostponementLetterSent": false,
        "lastAssessment": [
          "assessmentDate": .string(person.started + "T00:00:00Z"),
          "employeeState": "Automatic",
          "age": 35,
          "ukWorker": "Yes",
          "payPeriod": "Monthly",
          "ordinal": 1,
          "earningsInPeriod": .number(person.pay),
          "qualifyingEarningsInPeriod": .number(person.pay),
          "aeExclusionCode": "NotKnown",
          "status": "Eligible",
          "reason": "Aged between 22 and State Pension Age, earnings above the trigger",
          "action": ["action": "Enrol", "actionCompleted": true, "requiredLetter": "B1"],
        ],
      ],
      "leaveSettings": [
        "useDefaultHolidayType": true,
        "useDefaultAllowanceResetDate": true,
        "allowanceResetDate": "2026-04-06",
        "useDefaultAllowance": true,
        "allowance": .number("28.0"),
        "adjustment": .number("0.5"),
        "allowanceUsed": .number("6.0"),
        "allowanceRemaining": .number("22.5"),
        "holidayType": "Days",
      ],
      "rightToWork": [
        "checked": true,
        "documentType": "Passport",
        "documentRef": .string("P" + person.niNumber.filter(\.isNumber)),
        "documentExpiry": "2031-05-30",
        "note": .null,
      ],
      "bankDetails": [
        "bankName": "Sample Bank",
        "bankBranch": .string(person.town),
        "bankReference": .string("PAY \(person.payrollCode)"),
        "accountName": .string(person.name.uppercased()),
        "accountNumber": "00012345",
        "sortCode": "20-00-00",
        "note": .null,
      ],
      "tags": [.string(person.department.lowercased())],
      "payOptions": pay(person),
      "status": .string(person.left == nil ? "Current" : "Former"),
      "aeNotEnroledWarning": false,
      "sourceSystemId": .null,
    ]
  }

  private static func personal(_ person: Person) -> JSON {
    [
      "address": [
        "line1": .string(person.street),
        "line2": .null,
        "line3": .string(person.town),
        "line4": .null,
        "postCode": .string(person.postCode),
        "country": "England",
      ],
      "maritalStatus": "Single",
      "title": .string(person.title),
      "firstName": .string(person.firstName),
      "middleName": .null,
      "lastName": .string(person.lastName),
      "email": .string(person.email),
      "emailPayslip": true,
      "passportNumber": .null,
      "photoUrl": .null,
      "telephone": "01225 496 0123",
      "mobile": "07700 900123",
      "dateOfBirth": .string(person.born),
      "statePensionAge": 68,
      "gender": .string(person.isFemale ? "Female" : "Male"),
      "niNumber": .string(person.niNumber),
    ]
  }

  private static func employment(_ person: Person) -> JSON {
    [
      "cisSubContractor": false,
      "payrollCode": .string(person.payrollCode),
      "jobTitle": .string(person.jobTitle),
      "onHold": false,
      "onFurlough": false,
      "isApprentice": false,
      "workplacePostcode": .string(person.postCode),
      "starterDetails": [
        "startDate": .string(person.started),
        "starterDeclaration": "B",
        "overseasEmployerDetails": ["overseasEmployer": false, "eeaCitizen": false],
        "pensionerPayroll": ["inReceiptOfPension": false, "bereaved": false, "amount": 0],
      ],
      "directorshipDetails": ["isDirector": false, "startDate": .null, "leaveDate": .null],
      "leaverDetails": [
        "hasLeft": .bool(person.left != nil),
        "leaveDate": .text(person.left),
        "isDeceased": false,
        "paymentAfterLeaving": false,
        "p45Sent": .bool(person.left != nil),
      ],
      "department": [
        "code": .string(person.department.uppercased()),
        "title": .string(person.department),
        "color": "2f6f8f",
        "employeeCount": 9,
      ],
      "roles": [],
    ]
  }

  private static func pay(_ person: Person) -> JSON {
    [
      "period": "Monthly",
      "ordinal": 1,
      "payAmount": .number(person.pay),
      "basis": "Monthly",
      "nationalMinimumWage": false,
      "payAmountMultiplier": 1,
      "baseHourlyRate": .number("16.9231"),
      "autoAdjustForLeave": true,
      "method": "Credit",
      "payCode": "BASIC",
      "withholdTaxRefundIfPayIsZero": false,
      "mileageVehicleType": "Car",
      "taxAndNi": [
        "niTable": "A",
        "secondaryClass1NotPayable": false,
        "postgradLoan": false,
        "studentLoan": "PlanTwo",
        "taxCode": .string(person.taxCode),
        "week1Month1": false,
      ],
      "fpsFields": [
        "offPayrollWorker": false,
        "irregularPaymentPattern": false,
        "nonIndividual": false,
        "hoursNormallyWorked": "MoreThan30",
      ],
      "regularPayLines": [
        [
          "value": .number("45.50"),
          "code": "CYCLE",
          "description": "Cycle to work",
          "isTaxable": false,
          "tags": [],
        ]
      ],
      "tags": [],
    ]
  }
}
