import ConsoleCore
import Foundation
import HookSupport

extension Subcommand {
  static let delete = Subcommand(
    "delete",
    "delete a webhook: nothing more is sent to its URL",
    arguments: ["ID"],
    example: "hookconsole delete 3f0c5c1e --yes",
    notes: [
      "Without --yes it asks first, and in a script it refuses: a connected service may need the"
        + " webhook it created."
    ],
    options: [DeleteOptions.yes] + Option.connection
  ) { invocation in
    let client = try await invocation.client()
    let id = try await client.id(ofWebhook: invocation.arguments[0])
    if !invocation.has(DeleteOptions.yes) {
      guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
        throw Failure.usage(
          "nothing was deleted: no terminal to ask on",
          hint: "try: --yes"
        )
      }
      let webhook = try await client.webhook(id)
      let what = TerminalSafeText.sanitised(
        "\(webhook.event.title) to \(HTTPURL.shown(webhook.url))"
      )
      guard ask("delete the webhook \(what)? [y/N] ") else {
        throw Failure(.failed, "nothing was deleted")
      }
    }
    try await client.delete(id)
    Output.note("\(id) was deleted")
  }

  private static func ask(_ question: String) -> Bool {
    _ = WholeWrite.write(question.utf8, to: STDERR_FILENO)
    return ["y", "yes"].contains(
      (readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    )
  }
}

/// The options of the command.
private enum DeleteOptions {
  static let yes = Option("yes", "do not ask")
}
