import Foundation
import HookHTTP
import HookJSON
import Testing
@testable import HookCapture

/// Requests as providers send them, with their published payloads.
@Suite(.timeLimit(.minutes(1))) struct ProviderSampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ProviderSamples/github").standardized

  @Test(
    "GitHub, as JSON and as a form",
    arguments: [
      ("ping", "ping", "ping"), ("issues-opened", "issues", "issues opened"),
      ("push", "push", "push"), ("star-created", "star", "star created"),
      ("release-published", "release", "release published"),
    ]
  )
  func github(_ file: String, _ event: String, _ title: String) async throws {
    let payload = try String(
      contentsOf: Self.folder.appending(path: "\(file).json"),
      encoding: .utf8
    )
    let allowed = CharacterSet.alphanumerics
    let form = "payload=" + (payload.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
    let kinds: [(body: String, type: String, kind: ReadableBody.Kind)] = [
      (payload, "application/json", .json), (form, "application/x-www-form-urlencoded", .form),
    ]
    for (body, type, kind) in kinds {
      try await CaptureScene.run { receiver in
        let sent = try await CaptureScene.post(
          receiver,
          "/github",
          body,
          [
            "Accept": "*/*", "Content-Type": type, "User-Agent": "GitHub-Hookshot/0000000",
            "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958", "X-GitHub-Event": event,
          ]
        )
        #expect(sent.statusCode == 200)
        let found = try #require(try await receiver.newest())
        #expect(found.request.title == title)
        let request = found.exchanges[0].request
        #expect(request.body == Array(body.utf8))
        let shown = ReadableBody(request.headers, request.body ?? [])
        #expect(shown.kind == kind)
        let tree = try JSONNode(shown.bytes)
        let repository = (kind == .form ? tree["payload"] : tree)?["repository"]?["full_name"]
        #expect(repository?.string?.hasSuffix("/Hello-World") == true)
      }
    }
  }

  @Test(
    "Stripe, Slack, a form of Slack, and Staffology",
    arguments: [
      (
        #"{"id":"evt_1","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1"}}}"#,
        "application/json; charset=utf-8", "charge.succeeded"
      ),
      (
        #"{"token":"x","team_id":"T1","event":{"type":"app_mention","text":"hi"},"type":"event_callback"}"#,
        "application/json", "app_mention"
      ),
      (
        "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%5D%7D",
        "application/x-www-form-urlencoded", "block_actions"
      ),
      (
        #"[{"personalDetails":{"firstName":"Zoë","lastName":"Ellis"},"id":"e1"}]"#,
        "application/json", "Zoë Ellis"
      ),
    ]
  )
  func others(_ body: String, _ type: String, _ title: String) {
    #expect(CaptureTitle.of(["Content-Type": type], Array(body.utf8)) == title)
  }
}
