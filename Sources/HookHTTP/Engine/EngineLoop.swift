import CCurl

/// The engine's thread: starts what is asked for, lets libcurl work, and ends what takes too long.
final class EngineLoop {
  private let multi: UnsafeMutableRawPointer
  private var running: [Int: (transfer: Transfer, handle: EasyHandle)] = [:]
  /// By libcurl's pointer.
  private var numbers: [UnsafeMutableRawPointer: Int] = [:]
  private let sockets = EngineSockets()
  /// No limit of time is reached before this.
  private var nextDue = Double.infinity

  init(multi: UnsafeMutableRawPointer) {
    self.multi = multi
    let context = Unmanaged.passUnretained(sockets).toOpaque()
    _ = hc_curl_multi_set_socket_function(multi, Callbacks.socket, context)
  }

  /// - Parameter next: takes what was asked for since the last time.
  func run(next: () -> (starts: [Transfer], cancelled: Set<Int>)) -> Never {
    while true {
      let (starts, cancelled) = next()
      for transfer in starts { start(transfer) }
      for number in cancelled { end(number, .cancelled) }
      var count: Int32 = 0
      // Only transfers whose sockets are ready are looked at, and those that begin or whose time has come.
      for ready in sockets.ready() {
        curl_multi_socket_action(multi, ready.descriptor, ready.events, &count)
      }
      curl_multi_socket_action(multi, hc_curl_socket_timeout, 0, &count)
      finishCompleted()
      endLate()
      curl_multi_poll(multi, nil, 0, wait, nil)
    }
  }

  private func start(_ transfer: Transfer) {
    guard let handle = EasyHandle() else {
      return complete(transfer, .other("out of memory"))
    }
    guard handle.prepare(transfer, sockets) else {
      return complete(transfer, .url("it cannot be read"))
    }
    running[transfer.number] = (transfer, handle)
    numbers[handle.pointer] = transfer.number
    curl_multi_add_handle(multi, handle.pointer)
    if let due = transfer.due { nextDue = min(nextDue, due) }
  }

  private func finishCompleted() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle,
        let number = numbers[pointer], let (transfer, handle) = running[number]
      else { continue }
      let result = hc_curl_result(message)
      // Nothing was sent over a kept connection that turned out to be closed: it begins again.
      if result == CURLE_ABORTED_BY_CALLBACK, transfer.isStale, !transfer.hasBegun {
        release(number, handle)
        start(transfer)
        continue
      }
      let exchange = transfer.exchange(handle, result: result)
      release(number, handle)
      transfer.completion(exchange)
    }
  }

  private func endLate() {
    let now = MonotonicClock.now
    guard now >= nextDue else { return }
    for (number, entry) in running {
      if let seconds = entry.transfer.limitReached(at: now, sockets) {
        end(number, .timedOut(seconds))
      }
    }
    nextDue = running.values.compactMap(\.transfer.due).min() ?? .infinity
  }

  private func end(_ number: Int, _ kind: ExchangeFailure.Kind) {
    guard let (transfer, handle) = running[number] else { return }
    let exchange = transfer.exchange(handle, result: CURLE_OK, ending: kind)
    release(number, handle)
    transfer.completion(exchange)
  }

  /// Removing a handle whose transfer has not ended closes its connection.
  ///
  /// No handle serves twice: what `curl_easy_reset` of libcurl 7.88 leaves behind ends the program when
  /// the next response begins with a folded header line, and fails the POST after a failed one.
  private func release(_ number: Int, _ handle: EasyHandle) {
    curl_multi_remove_handle(multi, handle.pointer)
    running[number] = nil
    numbers[handle.pointer] = nil
  }

  /// A transfer that could not even begin.
  private func complete(_ transfer: Transfer, _ kind: ExchangeFailure.Kind) {
    transfer.completion(
      Exchange(
        request: transfer.request,
        sentHead: [],
        response: nil,
        failure: ExchangeFailure(kind, in: .name, mayHaveArrived: false),
        phases: ExchangePhases(),
        remoteAddress: nil,
        security: nil
      )
    )
  }

  /// Milliseconds that the thread may sleep; libcurl wakes it for its own reasons.
  private var wait: Int32 {
    guard nextDue.isFinite else { return 60_000 }
    return Int32(min(max(0, (nextDue - MonotonicClock.now) * 1000).rounded(.up), 60_000))
  }
}
