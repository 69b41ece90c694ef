import ConsoleCore
import Foundation
import HookHTTP
import HookSignatures
import HookSupport

extension Subcommand {
  static let verify = Subcommand(
    "verify",
    "check the signature of a request, and say why it is wrong",
    arguments: ["[BODYFILE]"],
    example: "hookconsole verify --secret-file secret.txt --request request.http",
    notes: [
      "The request is a file as it went over the wire, or an entry of a HAR file (--request), or its"
        + " signature headers (--header) with its body in a file, or - for standard input.",
      "Schemes: Standard Webhooks, GitHub, Stripe, Slack. If the secret is right but the body was"
        + " changed, it says how: final newlines, line ends, layout and escapes of JSON, and more.",
      "It exits with 1 if the signature is not right, with 2 if a file cannot be read.",
    ],
    options: Option.signatures + [
      VerifyOptions.request.row, VerifyOptions.entry.row, VerifyOptions.header.row,
      VerifyOptions.at.row, .json,
    ]
  ) { invocation in
    guard let verifier = try invocation.verifier() else {
      throw Failure.usage("no secret", hint: "try: --secret-file FILE")
    }
    let request = try request(invocation)
    let now = try invocation.value(VerifyOptions.at) ?? Date().timeIntervalSince1970
    let signature = verifier.check(request.body, request.headers, now: Int64(now))
    if invocation.has(.json) {
      var object = JSONObject()
      object.add("right", .bool(signature.isRight))
      object.add("reason", signature.name)
      object.add("text", signature.description)
      if case .bodyChanged(let changes) = signature {
        object.add("changes", .array(changes.map { .string($0) }))
      }
      try JSONOutput.line(object.bytes)
      guard signature.isRight else { throw Failure(.failed, "the signature is not right") }
    } else {
      guard signature.isRight else { throw Failure(.failed, signature.description) }
      try Output.line(signature.description)
    }
  }

  private static func request(_ invocation: Invocation) throws -> (
    headers: HeaderFields, body: [UInt8]
  ) {
    let lines = try invocation.values(VerifyOptions.header)
    let entry = try invocation.value(VerifyOptions.entry)
    if let path = try invocation.value(VerifyOptions.request) {
      guard invocation.arguments.isEmpty, lines.isEmpty else {
        throw Failure.usage("--request cannot be used with --header or a body file")
      }
      let file = try RequestFile(path, entry: entry)
      return (file.headers, file.body)
    }
    guard entry == nil else { throw Failure.usage("--entry needs a --request FILE") }
    guard let path = invocation.arguments.first else {
      throw Failure.usage("no request", hint: "try: --request FILE, or --header and a body file")
    }
    return (HeaderFields(lines), try InputFile.read(path))
  }
}

/// The options of the command.
private enum VerifyOptions {
  static let request = TypedOption("request", "FILE", "a raw HTTP request, or a HAR file")
  static let entry = TypedOption("entry", "N", "the entry of a HAR file with several") { text in
    guard let number = Int(text), number > 0 else {
      throw Failure.usage("--entry \(text) is not a number from 1 on")
    }
    return number
  }
  static let header = TypedOption("header", "HEADER", "'Name: value'; may be repeated") { text in
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingBlanks
    guard parts.count == 2, !name.isEmpty, !text.contains(where: \.isNewline) else {
      throw Failure.usage("--header \(text) is not a header", hint: "try: 'Name: value'")
    }
    return HeaderField(name, parts[1].trimmingBlanks)
  }
  static let at = TypedOption(
    "at",
    "TIME",
    "check as of that time: seconds since 1970, or a date (default: now)"
  ) { text in
    if let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e12 { return seconds }
    let now = Date().timeIntervalSince1970
    guard let time = TimeExpression.point(text, now: now, zone: .current, .first) else {
      throw Failure.usage(
        "--at \(text) is not a time",
        hint: "try: 1700000000, or 2026-01-31T08:30"
      )
    }
    return time
  }
}
