import Foundation

/// A server's certificate, as a client sees it.
struct CertificateProbe: Sendable {
  /// `TLSv1.3`
  let version: String
  let subject: String
  let issuer: String
  /// Seconds since 1970; nil where it could not be read.
  let notBefore: Double?
  let notAfter: Double?
  /// Why it is not trusted; nil where it is.
  let problem: String?

  /// Shakes hands over an open connection and looks.
  /// - Returns: nil where there is no TLS library.
  static func look(_ file: Int32, host: String) throws -> CertificateProbe? {
    guard let ssl = SSLLibrary() else { return nil }
    guard let context = ssl.newContext(ssl.method()) else { return nil }
    defer { ssl.freeContext(context) }
    _ = ssl.useSystemRoots(context)
    guard let session = ssl.new(context) else { return nil }
    defer { ssl.free(session) }
    // SSL_set_tlsext_host_name is a macro around this.
    _ = host.withCString { ssl.control(session, 55, 0, $0) }
    _ = ssl.setHost(session, host)
    guard ssl.setFile(session, file) == 1, ssl.connect(session) == 1 else {
      throw Failure(.unreachable, "the server does not speak TLS there")
    }
    guard let certificate = ssl.certificate(session) else { return nil }
    defer { ssl.freeCertificate(certificate) }
    let verdict = ssl.verdict(session)
    return CertificateProbe(
      version: ssl.version(session).map { String(cString: $0) } ?? "TLS",
      subject: name(ssl.subject(certificate), ssl),
      issuer: name(ssl.issuer(certificate), ssl),
      notBefore: seconds(ssl.notBefore(certificate), ssl),
      notAfter: seconds(ssl.notAfter(certificate), ssl),
      problem: verdict == 0 ? nil : ssl.verdictText(verdict).map { String(cString: $0) }
    )
  }

  /// The organisation, else the common name.
  private static func name(_ name: UnsafeMutableRawPointer?, _ ssl: SSLLibrary) -> String {
    let (commonName, organisation): (Int32, Int32) = (13, 17)
    for part in [organisation, commonName] {
      var text = [CChar](repeating: 0, count: 256)
      guard ssl.nameText(name, part, &text, 256) > 0 else { continue }
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    return "no name"
  }

  private static func seconds(_ time: UnsafeMutableRawPointer?, _ ssl: SSLLibrary) -> Double? {
    var parts = tm()
    return ssl.time(time, &parts) == 1 ? Double(timegm(&parts)) : nil
  }
}
