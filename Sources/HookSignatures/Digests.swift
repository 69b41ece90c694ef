import COpenSSL
import HookHTTP

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
  /// The 32 bytes of the digest.
  package static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    let message = Array(bytes)
    guard OpenSSLLibrary.isReady,
      EVP_Digest(message, message.count, &digest, &length, EVP_sha256(), nil) == 1
    else {
      fatalError("OpenSSL has no SHA-256")
    }
    return digest
  }
}

/// HMAC with SHA-256 (RFC 2104).
package enum HMAC {
  /// The 32 bytes of the code.
  package static func code(_ message: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    let message = Array(message)
    guard OpenSSLLibrary.isReady,
      COpenSSL.HMAC(
        EVP_sha256(),
        key,
        Int32(key.count),
        message,
        message.count,
        &code,
        &length
      ) != nil
    else { fatalError("OpenSSL has no HMAC with SHA-256") }
    return code
  }
}

/// Comparison of secrets.
package enum ConstantTime {
  /// Whether the two are equal; takes the same time wherever they differ.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
