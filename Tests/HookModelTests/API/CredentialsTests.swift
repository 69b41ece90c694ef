import Foundation
import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct CredentialsTests {
  @Test("the key is shown nowhere") func theKeyIsShownNowhere() throws {
    let credentials = Credentials(key: "s3cret-key")
    var dumped = ""
    dump(credentials, to: &dumped)
    let client = try HookClient.test(FakeTransport(200))
    for text in [
      "\(credentials)", String(reflecting: credentials), "\([credentials])", "\(client)",
      String(reflecting: client), dumped, "\(Mirror(reflecting: credentials).children.map { $0 })",
    ] {
      #expect(!text.contains("s3cret"))
      #expect(!text.contains(credentials.authorization.dropFirst(6)))
    }
  }

  @Test("the key is covered in what a server says") func theKeyIsCoveredInWhatAServerSays() {
    let credentials = Credentials(key: "s3cret-key")
    #expect(credentials.covering("key s3cret-key, again s3cret-key") == "key •••, again •••")
    #expect(credentials.covering("sent: \(credentials.authorization)") == "sent: Basic •••")
    #expect(Credentials(key: "").covering("all") == "all")
  }
}
