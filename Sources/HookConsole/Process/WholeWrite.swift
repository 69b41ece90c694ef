import Foundation

/// Writes all of it, also where another program has left the descriptor non-blocking.
enum WholeWrite {
  /// - Returns: `nil` once all is written, otherwise the error's number.
  static func write(_ bytes: some Sequence<UInt8>, to file: Int32) -> Int32? {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var request = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// Copies what comes from one file to another until it ends, a block at a time.
  /// - Returns: `nil` once all is copied, otherwise the error's number.
  static func copy(_ source: Int32, to file: Int32) -> Int32? {
    // A pipe that does not block would look empty before all has come.
    makeBlocking(source)
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &block, block.count)
      if count == 0 { return nil }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      if let error = write(block[..<count], to: file) { return error }
    }
  }

  /// Takes back the mode that a program has left on a file that it shared with this one.
  static func makeBlocking(_ file: Int32) {
    let flags = fcntl(file, F_GETFL)
    if flags >= 0, flags & O_NONBLOCK != 0 { _ = fcntl(file, F_SETFL, flags & ~O_NONBLOCK) }
  }
}
