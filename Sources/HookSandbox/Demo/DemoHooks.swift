/// The webhooks that the demo makes, one for each way in which an endpoint can behave.
struct DemoHook: Sendable {
  /// Which employer: the index in the list.
  var employer = 0
  let event: HookEvent
  /// Where the demo's endpoint answers; `nil` for a port that nobody listens on.
  let path: String?
  var isActive = true
  /// What its history of the last day looks like.
  var past: [DemoPast] = []

  static let all = [
    DemoHook(event: .employeeCreated, path: "/crm/people", past: .init(repeating: .fine, count: 9)),
    DemoHook(
      event: .payrunFinalised,
      path: "/erp/payruns",
      past: [.fine, .fine, .recovered, .fine, .failed]
    ),
    DemoHook(event: .payrunStateChanged, path: "/ledger", past: .init(repeating: .fine, count: 6)),
    DemoHook(event: .jobCompleted, path: "/archive/jobs", past: .init(repeating: .fine, count: 5)),
    DemoHook(
      event: .pensionUpdated,
      path: "/pensions",
      past: [.fine, .throttled, .fine, .fine]
    ),
    DemoHook(
      event: .employeeUpdated,
      path: "/rota/staff",
      past: .init(repeating: .fine, count: 12)
    ),
    DemoHook(event: .employeeDeleted, path: nil, past: [.refused]),
    DemoHook(
      event: .pensionDeleted,
      path: "/old/pensions",
      isActive: false,
      past: [.fine, .fine, .gone]
    ),
    DemoHook(employer: 1, event: .employeeUpdated, path: "/rota/boatyard", past: [.fine, .fine]),
    DemoHook(employer: 2, event: .payrunFinalised, path: "/crm/dental", past: [.fine]),
  ]

  /// The discard port, which nothing answers on.
  static let deadEnd = "http://127.0.0.1:9/audit"
}

/// How a delivery of the demo's past went.
enum DemoPast: Sendable {
  case fine, recovered, failed, throttled, refused, gone

  var record: (state: DeliveryState, attempts: Int, code: Int, message: String) {
    switch self {
    case .fine: (.sent, 1, 200, "received")
    case .recovered: (.sent, 2, 200, "received")
    case .failed: (.failed, 3, 500, DemoEndpoint.failure)
    case .throttled: (.sent, 2, 200, "received")
    case .refused: (.failed, 3, 0, "connection refused")
    case .gone: (.failed, 1, 410, DemoEndpoint.gone)
    }
  }
}
