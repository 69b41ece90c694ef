/// Somebody on a payroll, as far as the payloads tell.
struct Person: Sendable {
  var id = "b7a1f2de-3f0e-4a5c-9a53-6f0a1c1d2e30"
  var title = "Ms"
  var firstName = "Zoë"
  var lastName = "Ellis"
  var isFemale = true
  var born = "1991-03-14"
  var started = "2021-09-06"
  var payrollCode = "BB017"
  var jobTitle = "Pâtissière"
  var department = "Kitchen"
  var street = "14 Camden Crescent"
  var town = "Bath"
  var postCode = "BA1 5HY"
  var niNumber = "JC123456A"
  var taxCode = "1257L"
  /// Monthly pay, as it is written.
  var pay = "2750.00"

  /// Left on that day; `nil` for somebody who is still there.
  var left: String?

  var name: String { "\(firstName) \(lastName)" }

  var email: String {
    let plain = "\(firstName).\(lastName)".lowercased()
      .unicodeScalars.map { Self.plain[$0] ?? String($0) }.joined()
    return plain.filter { $0.isASCII && ($0.isLetter || $0 == ".") } + "@example.com"
  }

  private static let plain: [UnicodeScalar: String] = [
    "ë": "e", "é": "e", "è": "e", "ö": "o", "ø": "o", "ł": "l", "ń": "n", "ñ": "n", "ü": "u",
    "á": "a", "å": "a", "ç": "c", "í": "i", "ş": "s", "ó": "o",
  ]
}
