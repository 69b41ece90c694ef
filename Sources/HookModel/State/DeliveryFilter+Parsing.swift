import Foundation
import HookJSON
import HookSupport

extension DeliveryFilter {
  /// What is wrong with a line that is to be a filter.
  public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The part of the line that is not understood.
    public let part: String
    /// A sentence about it.
    public let description: String
  }

  /// Reads a line such as `code:5xx event:Payrun_Finalised since:1h zoë`.
  ///
  /// A part is a word to be found, or `code:`, `status:`, `event:`, `active:`, `since:` or `until:`
  /// with a value; several values stand behind commas. Quotes keep blanks and colons together.
  /// - Parameters:
  ///   - now: seconds since 1970, from where `since:1h` counts back.
  ///   - zone: that of times without an offset, which is the one that the screen shows.
  public init(_ line: String, now: Double, zone: TimeZone) throws(Problem) {
    self.init()
    let clock = Clock(now: now, zone: zone)
    for part in try Self.parts(line) {
      if let key = part.key {
        try set(key, part.value, part.text, clock)
      } else {
        words.append(TextNeedle(part.value))
      }
    }
  }

  private struct Part {
    var text: String
    var key: String?
    var value: String
  }

  private struct Clock {
    let now: Double
    let zone: TimeZone

    func bound(_ text: String, _ occurrence: TimeExpression.Occurrence) -> TimeBound? {
      TimeBound(text, now: now, zone: zone, occurrence)
    }
  }

  private typealias Setter = @Sendable (inout DeliveryFilter, _ value: String, Clock) -> Bool

  /// What may stand before a colon: what a value should look like, and what it sets.
  private static let keys: [String: (form: String, set: Setter)] = [
    "code": (
      "410, 5xx, none or pending",
      { filter, value, _ in
        guard let code = code(value) else { return false }
        filter.codes.append(code)
        return true
      }
    ),
    "status": (
      "queued, processing, sent or failed",
      { filter, value, _ in
        filter.statuses.append(value)
        return true
      }
    ),
    "event": (
      "the name of an event or a part of it",
      { filter, value, _ in
        filter.events.append(value)
        return true
      }
    ),
    "active": (
      "yes or no",
      { filter, value, _ in
        let truth = ["yes": true, "true": true, "no": false, "false": false][value.lowercased()]
        filter.active = truth
        return truth != nil
      }
    ),
    "since": (
      TimeExpression.form,
      { filter, value, clock in
        filter.since = clock.bound(value, .first)
        return filter.since != nil
      }
    ),
    "until": (
      TimeExpression.form,
      { filter, value, clock in
        filter.until = clock.bound(value, .last)
        return filter.until != nil
      }
    ),
  ]

  private mutating func set(_ key: String, _ value: String, _ part: String, _ clock: Clock)
    throws(Problem)
  {
    guard let known = Self.keys[key] else {
      let names = Self.keys.keys.sorted().map { "\($0):" }.joined(separator: " ")
      throw Problem(
        part: part,
        description: "\(key): is not one of \(names); quote it to search for it as text"
      )
    }
    let values =
      ["since", "until", "active"].contains(key)
      ? [value] : value.split(separator: ",").map(String.init)
    guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty && known.set(&self, $0, clock) }) else {
      throw Problem(
        part: part,
        description: "\(part) is not valid; \(key): takes \(known.form)"
      )
    }
  }

  private static func code(_ value: String) -> Code? {
    let value = value == "---" ? CodeClass.none.rawValue : value.lowercased()
    if let kind = CodeClass(rawValue: value) { return .codes(kind) }
    guard value.utf8.count == 3, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(value).map { .code($0) }
  }

  /// Takes a line apart at its blanks, as far as they stand in no quotes.
  private static func parts(_ line: String) throws(Problem) -> [Part] {
    var parts: [Part] = []
    var part: Part?
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        part = part ?? Part(text: "", value: "")
        part?.text.append(character)
      } else if !isQuoted, character.isWhitespace {
        if let whole = part { parts.append(whole) }
        part = nil
      } else {
        var open = part ?? Part(text: "", value: "")
        open.text.append(character)
        let isKey =
          character == ":" && !isQuoted && open.key == nil && open.text.dropLast() == open.value
          && !open.value.isEmpty && open.value.allSatisfy(\.isLetter)
        if isKey {
          open.key = open.value.lowercased()
          open.value = ""
        } else {
          open.value.append(character)
        }
        part = open
      }
    }
    if isQuoted {
      let text = part?.text ?? line
      throw Problem(part: text, description: "\(text) has no closing quote")
    }
    if let whole = part { parts.append(whole) }
    return parts.compactMap { part in
      // An address is a text, although it begins like a key.
      if let key = part.key, part.value.hasPrefix("//") {
        return Part(text: part.text, value: "\(key):\(part.value)")
      }
      return part.key == nil && part.value.isEmpty ? nil : part
    }
  }
}
