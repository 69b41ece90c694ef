import HookModel

/// A line for each webhook: what is put into it is worked off one after the other and in its order,
/// while the lines of other webhooks go on by themselves.
actor WebhookLines<Element: Sendable> {
  private let work: @Sendable (Element) async throws -> Void
  private var lines: [RecordID: AsyncStream<Element>.Continuation] = [:]
  private var workers: [Task<Void, Never>] = []
  private var isStopping = false

  /// - Parameter work: throws only to end its line.
  init(_ work: @escaping @Sendable (Element) async throws -> Void) {
    self.work = work
  }

  func add(_ element: Element, of webhook: RecordID) {
    line(of: webhook).yield(element)
  }

  /// Ends the lines; what waits in them is left.
  /// - Parameter grace: how long what is under way may take to its own end.
  func stop(grace: Duration = .zero) async {
    isStopping = true
    for line in lines.values { line.finish() }
    let workers = workers
    let end = Task {
      try? await Task.sleep(for: grace)
      for worker in workers { worker.cancel() }
    }
    for worker in workers { await worker.value }
    end.cancel()
  }

  private func line(of webhook: RecordID) -> AsyncStream<Element>.Continuation {
    if let line = lines[webhook] { return line }
    let (elements, line) = AsyncStream.makeStream(of: Element.self)
    lines[webhook] = line
    workers.append(
      Task { [work] in
        for await element in elements {
          guard !isStopping, (try? await work(element)) != nil else { return }
        }
      }
    )
    return line
  }
}
