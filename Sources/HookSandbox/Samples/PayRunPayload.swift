import HookJSON
import HookSupport

/// The API's `PayRun` and `PayRunStateChange`.
enum PayRunPayload {
  /// A pay run as far as the payloads tell.
  struct Run: Sendable {
    /// Of the tax year, from April.
    var month = 8
    var year = 2026
    var employees = 14
    var gross = Money(pence: 39_641_50)
    var employeeIds = [Person().id]
  }

  static func finalised(_ run: Run) -> JSON {
    let month = (run.month + 2) % 12 + 1
    let year = run.month > 9 ? run.year + 1 : run.year
    let last =
      CivilDate(
        year: Int64(month == 12 ? year + 1 : year),
        month: Int64(month % 12 + 1),
        day: 1
      ).days - 1
    let end = CivilDate(days: last)
    let start = CivilDate(year: Int64(year), month: Int64(month), day: 1)
    return [
      "taxYear": .string("Year\(run.year)"),
      "taxMonth": .int(run.month),
      "payPeriod": "Monthly",
      "ordinal": 1,
      "period": .int(run.month),
      "startDate": .string(start.text),
      "endDate": .string(end.text),
      "paymentDate": .string(end.text),
      "employeeCount": .int(run.employees),
      "subContractorCount": 0,
      "nonRtiEmployeeCount": 0,
      "totals": totals(run),
      "state": "Finalised",
      "isClosed": true,
      "dateClosed": .string("\(end.text)T16:42:07.1234567Z"),
      "isRolledBack": false,
      "isLatestVersion": true,
      "version": 1,
      "entries": .array(
        run.employeeIds.map { id in
          ["id": .string(id), "name": .null, "metadata": .null, "url": .null]
        }
      ),
    ]
  }

  static func stateChange(_ state: String, reason: String, text: String, ids: [String]) -> JSON {
    [
      "state": .string(state),
      "reason": .string(reason),
      "reasonText": .string(text),
      "employeeUniqueIds": .array(ids.map { .string($0) }),
    ]
  }

  /// The sums hang together: what is taken off and what is left make up the gross.
  private static func totals(_ run: Run) -> JSON {
    let gross = run.gross
    let tax = gross.percent(14)
    let employeeNi = gross.percent(6)
    let employerNi = gross.percent(11)
    let pension = gross.percent(5)
    let employerPension = gross.percent(3)
    let loans = gross.percent(1)
    let net = gross - tax - employeeNi - pension - loans
    let zero = JSON.number("0.00")
    return [
      "basicPay": (gross - gross.percent(4)).json,
      "gross": gross.json,
      "grossForNi": gross.json,
      "grossForTax": (gross - pension).json,
      "employerNi": employerNi.json,
      "employeeNi": employeeNi.json,
      "tax": tax.json,
      "netPay": net.json,
      "adjustments": zero,
      "additions": gross.json,
      "deductions": (gross - net).json,
      "takeHomePay": net.json,
      "nonTaxOrNICPmt": zero,
      "studentLoanRecovered": loans.json,
      "postgradLoanRecovered": zero,
      "pensionableEarnings": gross.json,
      "pensionablePay": gross.json,
      "employeePensionContribution": pension.json,
      "employerPensionContribution": employerPension.json,
      "ssp": zero,
      "smp": zero,
      "spp": zero,
      "totalCost": (gross + employerNi + employerPension).json,
      "starters": 1,
      "leavers": 0,
      "nilPaid": 0,
    ]
  }
}

/// An amount of money, which keeps its pence.
struct Money: Sendable {
  var pence: Int

  /// With two digits, as payroll writes it: `1234.50`.
  var text: String {
    let rest = pence % 100
    return "\(pence / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  var json: JSON { .number(text) }

  func percent(_ part: Int) -> Money { Money(pence: pence * part / 100) }

  static func + (left: Money, right: Money) -> Money { Money(pence: left.pence + right.pence) }
  static func - (left: Money, right: Money) -> Money { Money(pence: left.pence - right.pence) }
}
