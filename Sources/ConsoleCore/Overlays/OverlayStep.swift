/// What a key did to an overlay.
enum OverlayStep<Root>: Sendable {
  case stay
  case close
  /// Closes it, then does this.
  case finish(@Sendable (inout Root) -> [Effect])
  /// Does this and stays.
  case act(@Sendable (inout Root) -> [Effect])
  /// Closes it, then does this; where that throws, it stays open and says why.
  case submit(@Sendable (inout Root) throws -> [Effect])
}
