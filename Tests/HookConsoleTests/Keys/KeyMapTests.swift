import Testing

@testable import HookConsole

@Suite struct KeyMapTests {
  @Test("keys of the configuration file take the place of the usual ones")
  func changes() throws {
    let map = try KeyMap(keys: ["webhook.toggle": ["A", "F5", "Alt-a"]], in: "config.json")
    #expect(map.command(for: .alt("a"), in: .webhooks)?.name == "webhook.toggle")
    #expect(map.command(for: .character("A"), in: .webhooks)?.name == "webhook.toggle")
    #expect(map.command(for: .function(5), in: .events)?.name == "webhook.toggle")
    #expect(map.command(for: .character("a"), in: .webhooks) == nil)
  }

  @Test(
    "what is wrong with them is named with the way out",
    arguments: [
      (["webhook.togle": ["a"]], "did you mean webhook.toggle?"),
      (["webhook.toggle": ["Hyper-x"]], "there is no key Hyper-x"),
      (["webhook.toggle": ["d"]], "d for webhook.toggle belongs to webhook.delete already"),
    ]
  )
  func refuses(_ keys: [String: [String]], _ words: String) {
    #expect {
      try KeyMap(keys: keys, in: "config.json")
    } throws: { error in
      "\(error)".contains(words) && "\(error)".hasPrefix("config.json: keys:")
    }
  }
}
