import Foundation

@testable import HookJSON
import HookSupport
@testable import HookModel

/// The API's records read from any JSON: nothing may be too strange.
enum FuzzRecords {
  static func run(_ bytes: [UInt8]) {
    guard let index = try? JSONIndex(JSONText(bytes)) else { return }
    let node = JSONNode(index)
    let hook = RecordID("00000000-0000-4000-8000-000000000001")
    var state = HookState(limit: 20)
    var nodes = [node]
    if node.kind == .array { nodes += node.children.prefix(20) }
    let items = nodes.compactMap(Item.init)
    state.apply(.list([Item(id: hook)] + items), now: 0)
    for (number, node) in nodes.enumerated() {
      if let webhook = Webhook(node) { state.apply(.webhook(webhook), now: 0) }
      guard let delivery = Delivery(node) else { continue }
      let owner = number % 2 == 0 ? hook : items.first?.id ?? hook
      state.apply(.deliveries(owner, [delivery], isHistory: number % 3 == 0), now: Double(number))
      _ = delivery.payload?.rows?.count
      _ = delivery.payload?.asSent
    }
    let count = state.timeline.count()
    require(count <= 20, "the timeline keeps to its limit")
    for location in 0..<count {
      guard let entry = state.timeline.entry(at: location) else {
        fatalError("an entry is missing")
      }
      require(state.timeline.position(of: entry.delivery.id) == location, "an entry is where it is")
    }
    let text = String(decoding: bytes.prefix(60), as: UTF8.self)
    _ = (Timestamp(text), try? DeliveryFilter(text, now: 0, zone: .gmt))
  }
}
