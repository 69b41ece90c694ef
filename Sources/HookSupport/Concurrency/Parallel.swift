/// Several requests at once, answers in the order of the questions.
package enum Parallel {
  /// - Parameter width: how many run at once.
  package static func map<Input: Sendable, Result: Sendable>(
    _ inputs: [Input],
    width: Int = 6,
    _ body: @escaping @Sendable (Input) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results: [Result?] = Array(repeating: nil, count: inputs.count)
      for (index, input) in inputs.enumerated() {
        if index >= width, let (done, result) = try await group.next() { results[done] = result }
        group.addTask { (index, try await body(input)) }
      }
      for try await (done, result) in group { results[done] = result }
      return results.compactMap { $0 }
    }
  }
}
