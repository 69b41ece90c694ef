import Foundation
import HookHTTP
import HookJSON
import HookSupport

/// The body of a response as it comes: laid where it is to stay, so that a large one is not copied.
final class ReplyBody: BodySink {
  private enum State {
    case arriving(ArrivingText)
    case complete(JSONText)
  }

  private let state = Locked(State.arriving(ArrivingText()))

  func begin(expected: Int) {
    state.withLock { $0 = .arriving(ArrivingText(expected: expected)) }
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      if case .arriving(let text) = state { text.append(bytes) }
    }
  }

  /// The text, which takes no more.
  var text: JSONText {
    state.withLock { state in
      switch state {
      case .complete(let text): return text
      case .arriving(let arriving):
        let text = arriving.finish()
        state = .complete(text)
        return text
      }
    }
  }

  func finish() -> Data {
    let text = text
    // The data keeps the text for as long as it is there itself.
    return Data(
      bytesNoCopy: UnsafeMutableRawPointer(text.base),
      count: text.count,
      deallocator: .custom { _, _ in withExtendedLifetime(text) {} }
    )
  }
}
