import ConsoleCore

/// What the console needs of a terminal. ncurses is behind it when the program runs, memory in tests.
protocol Terminal: AnyObject {
  var size: Size { get }
  /// Makes the screen look like the canvas, writing only what changed.
  func show(_ canvas: Canvas)
  /// Takes over the size that the terminal has now; everything is painted again afterwards.
  func resize()
  /// Every key, mouse event and paste that has arrived. Does not wait.
  func readInput() -> [Input]
  /// When to read though nothing has arrived: what came is not whole, or may not be.
  var inputDeadline: ContinuousClock.Instant? { get }
  /// Hands the terminal to another program, until `resume`.
  func suspend()
  func resume()
  /// Paints with other colours from now on; everything is painted again.
  func use(_ theme: Theme)
  /// Takes the mouse, or leaves it to the terminal.
  func setMouse(_ isOn: Bool)
  /// Sends the terminal a sequence that does not change the screen.
  ///
  /// - Returns: `nil` once all is written, otherwise the error's number.
  func send(_ sequence: String) -> Int32?
  /// Gives the terminal back as it was. May be called twice.
  func close()
}
