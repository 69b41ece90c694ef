import Foundation
import HookJSON
import HookModel
import HookSupport

/// What `send` is to post, and where to.
struct SendOrder {
  struct Item {
    let url: HTTPURL
    let body: [UInt8]
    let delivery: RecordID?
    let name: String
  }

  private let invocation: Invocation
  private let target: HTTPURL?
  private let overrides: PayloadOverrides

  /// - Throws: `Failure` where the options do not say one thing to send.
  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    target = try invocation.value(SendOptions.to)
    overrides = try PayloadOverrides(invocation)
    let isFile = invocation.has(SendOptions.file)
    if invocation.has(SendOptions.each), !isFile { throw Failure.usage("--each needs a --file") }
    if invocation.has(SendOptions.each), invocation.has(SendOptions.delivery) {
      throw Failure.usage("--each and --delivery cannot be used together")
    }
    if invocation.has(SendOptions.sample), isFile || invocation.has(SendOptions.delivery) {
      throw Failure.usage("--sample goes with neither --file nor --delivery")
    }
    if !overrides.isEmpty, !invocation.has(SendOptions.sample) {
      throw Failure.usage(
        "--set, --unset and --add need --sample: everything else goes out as it is"
      )
    }
    guard isFile || invocation.has(SendOptions.sample) || invocation.has(SendOptions.delivery)
    else {
      throw Failure.usage("nothing to send: name --delivery D, --sample or --file F")
    }
    if invocation.arguments.isEmpty, !isFile || target == nil {
      throw Failure.usage("ID is missing: only --file with --to goes without a webhook")
    }
  }

  /// The file of `--each`; `nil` without that option. A pipe is not read as it goes.
  func bulk() throws -> ExportFile? {
    guard invocation.has(SendOptions.each), let path = try invocation.value(SendOptions.file) else {
      for option in BulkOptions.all where invocation.has(option) {
        throw Failure.usage("--\(option.name) needs --each")
      }
      return nil
    }
    let options = try BulkOptions(invocation)
    let name = path == "-" ? "standard input" : path
    var status = stat()
    let isKnown = path == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(path, &status) == 0
    if isKnown, status.st_mode & S_IFMT != S_IFREG { return try piped(path, name, options) }
    guard path == "-" else { return try ExportFile(path, order: options.order) }
    return try ExportFile(descriptor: dup(STDIN_FILENO), name: name, order: options.order)
  }

  /// What comes through a pipe is kept in a file that has no name: it is gone through twice.
  private func piped(_ path: String, _ name: String, _ options: BulkOptions) throws -> ExportFile {
    if invocation.has(BulkOptions.order.row) || options.repeats > 1 {
      throw Failure.usage("--order and --repeat need a regular file")
    }
    let pipe = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    defer { if path != "-" { close(pipe) } }
    var template = Array(
      (FileManager.default.temporaryDirectory.path + "/hookconsole-XXXXXX").utf8CString
    )
    let file = mkstemp(&template)
    if file >= 0 { unlink(template) }
    guard file >= 0, pipe >= 0, WholeWrite.copy(pipe, to: file) == nil else {
      let reason = String(cString: strerror(errno))
      if file >= 0 { close(file) }
      throw Failure(.failed, "\(name) cannot be kept in a temporary file: \(reason)")
    }
    return try ExportFile(descriptor: file, name: name, order: options.order)
  }

  func items() async throws -> [Item] {
    if let path = try invocation.value(SendOptions.file) {
      let bytes = try SavedPayload.read(path, ProcessInfo.processInfo.environment)
      let url = try await url()
      guard let text = try invocation.value(SendOptions.delivery) else {
        // Standard input goes out whatever it is.
        if path != "-", let count = Export.count(in: bytes) {
          throw Failure.usage(
            "\(path) is an export of \(count == 1 ? "1 delivery" : "\(count) deliveries")",
            hint: "try: --each, or --delivery ID; to post the file itself: --file - < FILE"
          )
        }
        return [Item(url: url, body: bytes, delivery: nil, name: path)]
      }
      let export = try Export(bytes, path: path)
      return [try item(export.delivery(text), to: url)]
    }
    let client = try await invocation.client()
    let webhook = try await client.id(ofWebhook: invocation.arguments[0])
    if let text = try invocation.value(SendOptions.delivery) {
      let id = try await client.id(ofDelivery: text, of: webhook)
      let delivery = try await client.delivery(id, of: webhook)
      return [try item(delivery, to: try await url(client, webhook))]
    }
    let record = try await client.webhook(webhook)
    let sample = try await client.sample(of: record.event)
    let url = try target ?? HTTPURL(typed: record.url, for: "the webhook's URL")
    let body = try overrides.apply(to: sample.bytes)
    return [Item(url: url, body: body, delivery: nil, name: record.event.title)]
  }

  private func item(_ delivery: Delivery, to url: HTTPURL) throws -> Item {
    guard let payload = delivery.payload, payload.node?.isNull != true else {
      throw Failure(.failed, "the delivery \(delivery.id) has no payload")
    }
    return Item(
      url: url,
      body: payload.bytes,
      delivery: delivery.id,
      name: delivery.name ?? ""
    )
  }

  /// Where it goes.
  func url() async throws -> HTTPURL {
    if let target { return target }
    let client = try await invocation.client()
    return try await url(client, try await client.id(ofWebhook: invocation.arguments[0]))
  }

  private func url(_ client: HookClient, _ webhook: RecordID) async throws -> HTTPURL {
    if let target { return target }
    return try HTTPURL(typed: try await client.webhook(webhook).url, for: "the webhook's URL")
  }
}
