import CGetopt
import Foundation
import HookSupport

/// Reads the arguments of a command with getopt_long.
enum OptionParser {
  /// getopt_long keeps its position in variables of the process: one at a time.
  private static let turn = NSLock()

  /// - Parameter arguments: those behind the command's name.
  /// - Throws: `Failure` that names what is wrong and what would be right.
  static func parse(_ arguments: [String], of command: Subcommand) throws -> Invocation {
    for (option, what, instead) in secretOptions
    where arguments.contains(where: { name($0) == option }) {
      throw Failure.usage(
        "a \(what) must not be in the arguments, where other users can see it",
        hint: "try: set \(instead)"
      )
    }
    let (options, order, rest) = try turn.withLock { try read(arguments, command) }
    if options[Option.help.name] != nil { return Invocation(options: options, arguments: rest) }
    let wanted = command.arguments
    let isOpen = wanted.last?.hasSuffix("…]") == true
    let least = wanted.filter { !$0.hasPrefix("[") }.count
    if rest.count < least {
      throw Failure.usage("\(wanted[rest.count]) is missing", hint: Usage.line(command))
    }
    if rest.count > wanted.count, !isOpen {
      let word = rest[wanted.count]
      throw Failure.usage(
        "unexpected argument: \(word)",
        hint: event(word, options, command) ?? Usage.line(command)
      )
    }
    return Invocation(options: options, arguments: rest, order: order)
  }

  /// What getopt_long would take for the beginning of an option with a file, so that an error would show
  /// the secret.
  private static let secretOptions = [
    ("--api-key", "key", "HOOKCONSOLE_API_KEY, or --api-key-file FILE"),
    ("--secret", "secret", "HOOKCONSOLE_SECRET, or --secret-file FILE"),
  ]

  private static func read(
    _ arguments: [String],
    _ command: Subcommand
  ) throws -> ([String: [String]], order: [String], [String]) {
    let names = command.options.map { strdup($0.name) }
    var words = (["hookconsole"] + arguments).map { strdup($0) } + [nil]
    let owned = words
    defer { for text in names + owned { free(text) } }
    var table = zip(command.options, names).map { item, name in
      option(
        name: name,
        has_arg: item.value == nil ? no_argument : required_argument,
        flag: nil,
        val: 1
      )
    }
    table.append(option(name: nil, has_arg: 0, flag: nil, val: 0))
    var found: [String: [String]] = [:]
    var order: [String] = []
    hc_getopt_begin()
    while true {
      var position: Int32 = -1
      let before = max(1, Int(hc_optind()))
      let answer = getopt_long(Int32(words.count - 1), &words, ":h", table, &position)
      if answer == -1 { break }
      let word = words[before].map { String(cString: $0) } ?? ""
      switch answer {
      case 1:
        let item = command.options[Int(position)]
        order.append(item.name)
        found[item.name, default: []].append(hc_optarg().map { String(cString: $0) } ?? "")
      case Int32(UInt8(ascii: "h")): found[Option.help.name] = [""]
      case Int32(UInt8(ascii: ":")):
        let last = name(wrong(words, Int(hc_optind()), word))
        throw Failure.usage("\(last) needs a value", hint: Usage.line(command))
      default:
        throw Failure.usage(unknown(wrong(words, Int(hc_optind()), word), command))
      }
    }
    let rest = words[Int(hc_optind())..<(words.count - 1)].compactMap {
      $0.map { String(cString: $0) }
    }
    return (found, order, rest)
  }

  /// The word that getopt_long did not know: the one it has just passed.
  private static func wrong(
    _ words: [UnsafeMutablePointer<CChar>?],
    _ next: Int,
    _ fallback: String
  ) -> String {
    guard next > 0, next <= words.count, let word = words[next - 1] else { return fallback }
    return String(cString: word)
  }

  /// The option for an event that was named without it; `nil` for any other word.
  private static func event(
    _ word: String,
    _ options: [String: [String]],
    _ command: Subcommand
  ) -> String? {
    guard let event = EventName.known(word), options["event"] == nil,
      command.options.contains(where: { $0.name == "event" })
    else { return nil }
    return "try: --event \(event.name)"
  }

  private static func name(_ word: String) -> String {
    String(word.prefix { $0 != "=" })
  }

  private static func unknown(_ word: String, _ command: Subcommand) -> String {
    let name = name(word)
    let known = command.options.map { "--\($0.name)" }
    if known.contains(name) { return "\(name) takes no value" }
    let near = Nearest.name(to: name, among: known).map { "did you mean \($0)?" }
    return "unknown option \(name)\n\(near ?? Usage.line(command))"
  }
}
