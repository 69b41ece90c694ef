import Glibc
import HookServer
import HookSupport

/// Which hosts a request may be for. A page of a browser could otherwise send to us under a name of its
/// own that leads here (DNS rebinding).
struct HostRule: Sendable {
  private let names: Set<String>
  /// Whether other machines reach us under any address of ours.
  private let isEveryAddress: Bool

  /// - Parameters:
  ///   - names: `*` is any.
  ///   - address: the one that we listen on.
  init(_ names: [String], address: String) {
    self.names = Set((names + [address]).map { Host.normalised($0) })
    isEveryAddress = address == "0.0.0.0"
  }

  /// Why a request is refused; `nil` if it is not.
  func refusal(_ request: HTTPRequest) -> HTTPFailure? {
    guard !names.contains("*"), let host = request.header("Host") else { return nil }
    let name = Self.name(host)
    guard !names.contains(Host.normalised(name)), !Host.isLoopback(name) else { return nil }
    // No name leads here where the sender has written an address.
    if isEveryAddress, Self.isAddress(name) { return nil }
    let what = name.isEmpty ? "the Host header is empty" : "this is not \(name)"
    return HTTPFailure(421, "\(what)\ntry: --host \(Self.word(name))")
  }

  /// `abc.example` of `abc.example:8411`
  private static func name(_ host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }

  private static func isAddress(_ name: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, name, &address) == 1
  }

  /// As a word of a shell: a sender can write anything there.
  private static func word(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
    return isPlain && !name.hasPrefix("-") && !name.isEmpty ? name : ShellQuoting.posix(name)
  }
}
