@testable import HookSupport
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct KeyMapTests {
  private static func settings(_ keys: [(String, [String])]) -> [KeySetting] {
    keys.map { command, keys in
      func word(_ text: String) -> KeySetting.Word {
        KeySetting.Word(text: text, position: "at \(text)")
      }
      return KeySetting(command: word(command), keys: keys.map(word))
    }
  }

  @Test("keys of the configuration file take the place of the usual ones")
  func changes() throws {
    let map = try KeyMap(
      KeyTable.commands,
      Self.settings([("webhook.toggle", ["A", "F5", "Alt-a", "É"])])
    )
    #expect(map.command(for: .alt("a"), in: .webhooks)?.name == "webhook.toggle")
    #expect(map.command(for: .character("A"), in: .webhooks)?.name == "webhook.toggle")
    #expect(map.command(for: .function(5), in: .events)?.name == "webhook.toggle")
    #expect(map.command(for: .character("a"), in: .webhooks) == nil)
  }

  @Test("two commands can swap their keys")
  func swaps() throws {
    let map = try KeyMap(
      KeyTable.commands,
      Self.settings([("webhook.toggle", ["d"]), ("webhook.delete", ["a"])])
    )
    #expect(map.command(for: .character("d"), in: .webhooks)?.name == "webhook.toggle")
  }

  @Test(
    "what is wrong with them is named with its position and the way out",
    arguments: [
      (
        [("webhook.togle", ["a"])],
        #"at webhook.togle: unknown command "webhook.togle"\#ndid you mean webhook.toggle?"#
      ),
      ([("webhook.toggle", ["Hyper-x"])], #"at Hyper-x: unknown key "Hyper-x"\#ntry: a, Ctrl-f"#),
      (
        [("webhook.toggle", ["A", "d"])],
        "at d: d is already a key of webhook.delete\ntry: other keys"
      ),
      ([("search.next", ["A"]), ("tail", ["A"])], "at A: A is already a key of"),
      ([("tail", ["Ctrl-i"])], "at Ctrl-i: the key Ctrl-i cannot be typed: terminals send Tab"),
      ([("tail", ["Ctrl-M"])], "at Ctrl-M: the key Ctrl-M cannot be typed: terminals send Enter"),
      ([("tail", ["Ctrl-c"])], "cannot be typed: it interrupts the program"),
      ([("tail", ["Ctrl-1"])], "cannot be typed: terminals send Ctrl with a to z only"),
      ([("tail", ["Alt-["])], "Alt-[ cannot be typed: it begins the codes of other keys"),
      ([("tail", [" "])], #"the key " " cannot be typed: it has a name\#ntry: Space"#),
      ([("tail", ["👩‍👩‍👧"])], "cannot be typed: it is more than one character"),
      ([("tail", ["\u{1}"])], "cannot be typed: it is a control character"),
    ]
  )
  func refuses(_ keys: [(String, [String])], _ words: String) {
    let failure = #expect(throws: Problem.self) {
      try KeyMap(KeyTable.commands, Self.settings(keys))
    }
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
  }

  /// What the decoder makes of the bytes of a character; `nil` if that is not one key.
  private static func key(_ scalar: Unicode.Scalar) -> Key? {
    var decoder = InputDecoder()
    let inputs = decoder.take(Array(String(scalar).utf8), at: .now)
    guard inputs.count == 1, case .key(let key) = inputs[0] else { return nil }
    return key
  }

  /// The decoder is the measure: a key that it can come from can be typed, and no other.
  @Test("what the decoder makes of a character can be typed")
  func whatTheDecoderMakesOfACharacterCanBeTyped() {
    for value in UInt32(0)..<0x250 {
      guard let scalar = Unicode.Scalar(value), let key = Self.key(scalar) else {
        continue
      }
      let isSignal = [3, 17, 19, 26].contains(value)
      #expect((key.typingFault == nil) == !isSignal, "\(key.name)")
    }
    let typed = Set(
      (UInt32(0)..<0x250).compactMap(Unicode.Scalar.init).compactMap(Self.key)
    )
    for value in UInt32(0)..<0x250 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for key in [Key.character(Character(scalar)), .control(Character(scalar))] {
        #expect(key.typingFault != nil || typed.contains(key), "\(key.name.debugDescription)")
      }
    }
  }
}
