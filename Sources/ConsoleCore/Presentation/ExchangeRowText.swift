import HookHTTP
import HookModel
import HookSupport

/// A row of a list of exchanges:
///
///     12:00:31  500   34 ms  forwarded  127.0.0.1:3000/hooks  Employee Created · Zoë Ellis
struct ExchangeRowText {
  /// Which attempt it was; empty for what this session sent.
  let number: String
  let time: String
  let code: (text: String, role: Role)
  let duration: String
  let origin: String
  let target: String
  let title: String
  /// Why there is no complete response; empty if there is one.
  let problem: String

  /// - Parameter title: what was sent, as it may be shown.
  init(_ record: ExchangeRecord, title: String, _ times: TimeText) {
    let exchange = record.exchange
    number = if case .attempt(_, let number) = record.id { String(number) } else { "" }
    time = times.medium(Timestamp(seconds: exchange.phases.startedAt))
    code = (
      exchange.statusCode == 0 ? CodeText.noResponse : String(exchange.statusCode),
      exchange.failure == nil
        ? CodeText.role(CodeClass(code: exchange.statusCode)) : .noResponse
    )
    duration = ResponseText.time(exchange.phases.end)
    origin = record.origin.rawValue
    let url = exchange.request.url
    target = url.authority + exchange.request.requestedTarget
    self.title = title
    problem = exchange.failure.map { "\($0)" } ?? ""
  }

  /// What a filter looks through.
  var searched: String { "\(code.text) \(origin) \(target) \(title) \(problem)" }
}
