import HookModel

/// What the loop works through, one after the other.
package enum ConsoleEvent: Sendable {
  case input(Input)
  /// The terminal has another size.
  case resized
  /// The program was stopped and goes on: the screen is unknown.
  case resumed
  case news(FeedNews)
  case finished(EffectResult)
  /// What the state has begun is to go on.
  case goOn
  /// The state's deadline has passed.
  case tick
  /// SIGINT: Ctrl-C.
  case interrupted
  /// SIGQUIT, SIGTERM or SIGHUP, or a second SIGINT that finds the loop busy.
  case ended
  /// No program accepted a copy: it goes to the terminal itself.
  case copy(CopyRequest)
  /// SIGTSTP: the person wants the shell back for a while.
  case stopped

  package var isFailure: Bool { if case .finished(.failed) = self { true } else { false } }
}
