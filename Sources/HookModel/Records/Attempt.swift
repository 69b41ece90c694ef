import HookHTTP
import HookJSON

/// One POST of a delivery, as the sandbox recorded it.
package struct Attempt: Sendable {
  /// From 1 on.
  package let number: Int
  package let exchange: Exchange

  package init(number: Int, exchange: Exchange) {
    (self.number, self.exchange) = (number, exchange)
  }

  /// `nil` if the record has no number or tells of no exchange.
  package init?(_ node: JSONNode) {
    guard let number = node["attempt"]?.int, let exchange = ExchangeJSON.exchange(node) else {
      return nil
    }
    self.init(number: number, exchange: exchange)
  }
}
