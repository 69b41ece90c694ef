import ConsoleCore
import Foundation
import HookSupport

/// The console's main loop: waits for keys, news and signals, brings the state up to date, paints.
///
/// It sleeps in `poll` while nothing happens, so an idle console takes no processor time.
final class ConsoleLoop {
  static let signals = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]

  private let terminal: any Terminal
  /// Whether the colours follow the terminal's background.
  private let adaptsTheme: Bool
  private let queue: EventQueue
  private var runner: EffectRunner
  private var console: Console
  /// Whether another program has the terminal.
  private let isAway = Locked(false)
  private let interrupts = Interrupts()
  private let keeper = EditKeeper()
  /// Whether something else than the person ended the program.
  private var isEnded = false
  /// What went wrong in another program and was not on the screen before the end.
  private(set) var unseenProblem: String?

  /// Takes the signals from now on.
  init(
    terminal: any Terminal,
    adaptsTheme: Bool,
    queue: EventQueue,
    runner: EffectRunner,
    state: ConsoleState
  ) {
    self.terminal = terminal
    self.adaptsTheme = adaptsTheme
    self.queue = queue
    self.runner = runner
    console = Console(state: state)
    let (isAway, interrupts, keeper) = (isAway, interrupts, keeper)
    Signals.listen(Self.signals) { number in
      // While another program has the terminal, its keys are meant for that one.
      if [SIGINT, SIGQUIT, SIGTSTP].contains(number), isAway.withLock({ $0 }) {
        if number == SIGINT { PagerProgram.interrupt() }
        if number == SIGTSTP { ForegroundJob.stop() }
        return
      }
      // A second one that finds the loop busy ends the program like any other signal.
      if number == SIGINT, interrupts.arrived() { return queue.post(.interrupted) }
      switch number {
      case SIGWINCH: queue.post(.resized)
      case SIGTSTP: queue.post(.stopped)
      case SIGCONT: queue.post(.resumed)
      default:
        PagerProgram.interrupt()
        ForegroundJob.end(SIGTERM)
        queue.post(.ended)
        Self.endSoon(128 + number, keeper)
      }
    }
  }

  /// However long a write to the terminal, a program in front or the server may take.
  private static func endSoon(_ code: Int32, _ keeper: EditKeeper) {
    let thread = Thread {
      Thread.sleep(forTimeInterval: 0.9)
      TerminalRescue.end(code, saying: keeper.save())
    }
    thread.stackSize = 256 * 1024
    thread.start()
  }

  /// Goes on with another session.
  func open(_ runner: EffectRunner, _ state: ConsoleState) {
    self.runner = runner
    console = Console(state: state)
    _ = queue.takeAll()
    interrupts.handled()
  }

  /// Runs until the person leaves, a signal ends it or the terminal is gone.
  /// - Returns: where to go on; `nil` if it is over.
  func run() -> Destination? {
    carryOut(console.start(size: terminal.size))
    if console.paint() { terminal.show(console.canvas) }
    var isOpen = true
    while isOpen, !console.isOver {
      var events: [ConsoleEvent] = []
      (events, isOpen) = wait()
      for event in events { take(event) }
      keeper.hold(console.state.deliveries.edited?.text)
      if console.paint() { terminal.show(console.canvas) }
      // It was shown with what came after it.
      if !console.isOver, events.contains(where: \.isFailure) { unseenProblem = nil }
    }
    if isEnded || !isOpen, let sentence = keeper.save() { unseenProblem = sentence }
    return console.state.session.next
  }

  /// Waits for something to happen.
  /// - Returns: what happened, and false once the terminal is gone.
  private func wait() -> ([ConsoleEvent], Bool) {
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: queue.wakeUp, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&sources, nfds_t(sources.count), timeout)
    guard ready >= 0 else { return ([], errno == EINTR) }
    guard ready > 0 else { return ([.tick] + terminal.readInput().map(ConsoleEvent.input), true) }
    let keys = sources[0].revents
    let isGone = keys & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    let inputs = keys & Int16(POLLIN) != 0 ? terminal.readInput() : []
    return (inputs.map(ConsoleEvent.input) + queue.takeAll(), !isGone)
  }

  /// In milliseconds; -1 waits for events only.
  private var timeout: Int32 {
    let input = terminal.inputDeadline.map { ($0 - .now) / Duration.milliseconds(1) }
    let screen = console.state.deadline.map { ($0 - Date().timeIntervalSince1970) * 1000 }
    guard let left = [input, screen].compactMap({ $0 }).min() else { return -1 }
    return Int32(min(max(0, left.rounded(.up)), 10_000))
  }

  private func take(_ event: ConsoleEvent) {
    switch event {
    case .resized:
      terminal.resize()
      console.resize(terminal.size)
    case .resumed:
      // The shell may have set the terminal's modes after we did.
      terminal.resume()
      console.resize(terminal.size)
    case .copy(let request): sendCopy(request)
    case .input(.background(let red, let green, let blue)):
      guard adaptsTheme else { return }
      terminal.use(Theme.forBackground(red: red, green: green, blue: blue))
      console.resize(terminal.size)
    case .stopped:
      terminal.suspend()
      Signals.stopHere()
      terminal.resume()
      console.resize(terminal.size)
    default:
      if case .ended = event { isEnded = true }
      carryOut(console.take(event))
      if case .interrupted = event, !console.isOver { interrupts.handled() }
    }
  }

  /// Hands the terminal to another program and takes it back.
  private func leave(_ body: () throws -> Void) {
    isAway.withLock { $0 = true }
    defer { isAway.withLock { $0 = false } }
    terminal.suspend()
    do {
      try body()
    } catch {
      unseenProblem = "\(error)"
      queue.post(.finished(.failed(error as? Problem ?? Problem("\(error)"))))
    }
    terminal.resume()
    console.resize(terminal.size)
  }

  private func copy(_ request: CopyRequest) {
    let programs = Clipboard.programs(ProcessInfo.processInfo.environment)
    guard !programs.isEmpty else { return sendCopy(request) }
    // They may wait for a display that does not answer.
    Thread.detachNewThread { [queue] in
      let taken = Clipboard.copy(request.text, to: programs)
      queue.post(
        taken.isEmpty
          ? .copy(request)
          : .finished(.copied(request, to: taken))
      )
    }
  }

  /// The terminal does not say whether it accepted it.
  private func sendCopy(_ request: CopyRequest) {
    switch Clipboard.sequence(request.text, ProcessInfo.processInfo.environment) {
    case .failure(let failure): queue.post(.finished(.failed(failure)))
    case .success(let sequence):
      guard let error = terminal.send(sequence) else {
        return queue.post(.finished(.copied(request, to: [])))
      }
      queue.post(.finished(.failed(Problem("not copied: \(String(cString: strerror(error)))"))))
    }
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      if let effect = runner.run(effect) { carryOut(effect) }
    }
  }

  private func carryOut(_ effect: TerminalEffect) {
    switch effect {
    case .repaint:
      terminal.resize()
      console.resize(terminal.size)
    case .copy(let request): copy(request)
    case .mouse(let isOn): terminal.setMouse(isOn)
    case .page(let payload, let indented):
      leave {
        try PagerProgram.show { payload.pieces(indented: indented) }
        if payload.isMasked {
          queue.post(.finished(.pagedMasked))
        }
      }
    case .edit(let request):
      leave {
        let text = try EditorProgram.edit(request.text)
        queue.post(.finished(.edited(EditedText(request, text))))
      }
    }
  }
}
