import Foundation
import Glibc

/// A bare connection to the loopback, for requests that no proper client would make.
final class RawClient: Sendable {
  private let descriptor: Int32

  init(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit {
    close(descriptor)
  }

  /// False where the other side has closed.
  @discardableResult
  func send(_ text: String) -> Bool { send(bytes: Array(text.utf8)) }

  /// False where the other side has closed.
  @discardableResult
  func send(bytes: [UInt8]) -> Bool {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      bytes = bytes.dropFirst(sent)
    }
    return true
  }

  /// Nothing more is sent; what is responded can still be read.
  func finishSending() {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The number in the first line of an answer; 0 where the connection was closed without one.
  ///
  /// It waits on a thread of its own: the threads of the task pool are needed for the answer.
  func status() async -> Int {
    await withCheckedContinuation { done in
      Thread.detachNewThread { done.resume(returning: self.readStatus()) }
    }
  }

  /// The head of an answer.
  func head() async -> String {
    await withCheckedContinuation { done in
      Thread.detachNewThread { done.resume(returning: self.readHead()) }
    }
  }

  func readStatus() -> Int {
    let parts = readHead().split(separator: " ")
    return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  }

  /// What comes up to the end of the answer's head.
  private func readHead() -> String {
    var text = ""
    var byte: UInt8 = 0
    while !text.hasSuffix("\r\n\r\n"), recv(descriptor, &byte, 1, 0) == 1 {
      text.unicodeScalars.append(UnicodeScalar(byte))
    }
    return text
  }
}
