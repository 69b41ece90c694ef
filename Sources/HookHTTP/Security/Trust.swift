import COpenSSL
import Foundation

/// Whose certificates are accepted.
package struct Trust: Sendable, Equatable {
  /// The certificates of a file, in PEM, that are trusted beside the system's.
  private let additional: [UInt8]?
  /// Whether certificates are not checked at all.
  package let isInsecure: Bool

  private init(additional: [UInt8]?, isInsecure: Bool) {
    self.additional = additional
    self.isInsecure = isInsecure
  }

  /// The system's certificates, or those that SSL_CERT_FILE and SSL_CERT_DIR name.
  package static let system = Trust(additional: nil, isInsecure: false)
  /// Any certificate.
  package static let insecure = Trust(additional: nil, isInsecure: true)

  /// The system's certificates and those of a file's bytes.
  /// - Returns: `nil` if the bytes hold no certificate in PEM.
  package static func adding(_ bytes: [UInt8]) -> Trust? {
    guard OpenSSLLibrary.isReady, bytes.count < Int(Int32.max),
      hc_pem_certificates(bytes, Int32(bytes.count)) > 0
    else {
      return nil
    }
    return Trust(additional: bytes, isInsecure: false)
  }

  /// The file of the system's certificates that is read instead of libcurl's own; `nil` for that one.
  static let systemFile = variable("SSL_CERT_FILE")
  /// The folder of the same.
  static let systemFolder = variable("SSL_CERT_DIR")

  /// All certificates in PEM; `nil` where nothing is added to the system's.
  /// - Parameter usual: the file that libcurl reads unless it is told otherwise.
  func bundle(usual: String?) -> [UInt8]? {
    guard let additional else { return nil }
    let system = (Self.systemFile ?? usual).flatMap { FileManager.default.contents(atPath: $0) }
    return (system.map { Array($0) + [UInt8(ascii: "\n")] } ?? []) + additional
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
