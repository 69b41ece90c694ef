/// What lies over the panes and takes the keys.
enum Overlay: Sendable, Equatable {
  case help(top: Int)
}
