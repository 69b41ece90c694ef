import CDispatch
import Foundation

/// What is done where Foundation's networking ends the program.
///
/// Up to Swift 6.3 URLSession on Linux traps on some answers: one that ends inside of its head, behind
/// the first line, and one that announces nearly 2⁶³ bytes (swift-corelibs-foundation, issue 5285).
/// Nothing above it can catch that. The console is opened anew; every other command ends with a
/// sentence and with 5.
///
/// Works in a signal handler, so it only uses what was made ready before and what POSIX allows there.
enum NetworkTrap {
  /// Set in the environment of a console that was opened anew: how often, within a short time.
  static let variable = "HOOKCONSOLE_REOPENED"

  /// The program and its arguments, and its environment with the variable set for a first time or for
  /// one time more.
  private struct Reopening {
    let arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    let again: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let start: time_t
  }

  nonisolated(unsafe) private static var reopening: Reopening?
  nonisolated(unsafe) private static var before: [sigaction] = []
  private static let traps = [SIGILL, SIGTRAP]
  /// A program that ran for so many seconds may be opened anew without counting.
  private static let shortRun = 10
  private static let mostReopenings = 3
  /// URLSession's queues: for what it does with libcurl, and for its tasks.
  private static let queues: [StaticString] = [
    "MultiHandle.isolation", "org.swift.URLSessionTask.WorkQueue",
  ]
  private static let sentence: StaticString =
    "hookconsole: an answer cannot be read: it ends inside of its head, or announces an impossible length\n"
  private static let device: StaticString = "/proc/self/exe"

  /// Looks after traps from now on; those that are not the network's go on as before.
  static func arm() {
    // Made here, so that nothing has to be made in the handler.
    _ = (isHere, sentence, device)
    for (place, trap) in traps.enumerated() {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        if NetworkTrap.isHere { NetworkTrap.end() }
        // The instruction traps once more, and whoever listened before is told.
        guard let place = NetworkTrap.traps.firstIndex(of: number) else { return }
        sigaction(number, &NetworkTrap.before[place], nil)
      }
      action.sa_flags = SA_ONSTACK
      before.append(sigaction())
      sigaction(trap, &action, &before[place])
    }
  }

  /// From now on the program is opened anew by `end`.
  static func allowReopening(environment: [String: String]) {
    var environment = environment
    let count = environment[variable].flatMap { Int($0) } ?? 0
    func block(_ words: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
      let block = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        .allocate(capacity: words.count + 1)
      for (place, word) in words.enumerated() { (block + place).initialize(to: strdup(word)) }
      (block + words.count).initialize(to: nil)
      return block
    }
    func variables(_ count: Int) -> [String] {
      environment[variable] = String(count)
      return environment.map { "\($0.key)=\($0.value)" }
    }
    reopening = Reopening(
      arguments: block(CommandLine.arguments),
      first: block(variables(1)),
      again: count < mostReopenings ? block(variables(count + 1)) : nil,
      start: time(nil)
    )
  }

  /// From now on `end` only ends the program.
  static func forbidReopening() {
    reopening = nil
  }

  /// True where the trap is one of URLSession's: our own code never runs on those queues.
  static var isHere: Bool {
    let label = dispatch_queue_get_label(nil)
    return queues.contains { strcmp(label, characters(of: $0)) == 0 }
  }

  private static func characters(of text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  /// Opens the program anew where that is allowed, else ends it.
  static func end() -> Never {
    if let reopening {
      let isShort = time(nil) - reopening.start < shortRun
      if let environment = isShort ? reopening.again : reopening.first {
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        execve(characters(of: device), reopening.arguments, environment)
      }
    }
    _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(ExitCode.unreachable.rawValue)
  }
}
