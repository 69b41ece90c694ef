import COpenSSL
import Glibc

/// The TLS of a connection.
package struct ConnectionSecurity: Sendable, Equatable {
  /// `TLSv1.3`
  package let version: String
  /// `nil` if the other side showed none.
  package let certificate: Certificate?

  package init(version: String, certificate: Certificate?) {
    (self.version, self.certificate) = (version, certificate)
  }

  /// - Parameter session: OpenSSL's object of a connection that is open now.
  init(session: UnsafeMutableRawPointer) {
    version = hc_ssl_version(session).map { String(cString: $0) } ?? "TLS"
    certificate = hc_ssl_certificate(session).map(Certificate.init)
  }
}

/// A certificate, as far as people ask for it.
package struct Certificate: Sendable, Equatable {
  /// The organisation, else the common name.
  package let subject: String
  /// Whose signature it carries: the same of the issuer.
  package let issuer: String
  /// Seconds since 1970; `nil` if it cannot be read.
  package let notBefore: Double?
  package let notAfter: Double?

  package init(subject: String, issuer: String, notBefore: Double?, notAfter: Double?) {
    self.subject = subject
    self.issuer = issuer
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  package init(_ certificate: OpaquePointer) {
    subject = Self.name(X509_get_subject_name(certificate))
    issuer = Self.name(X509_get_issuer_name(certificate))
    notBefore = Self.seconds(X509_get0_notBefore(certificate))
    notAfter = Self.seconds(X509_get0_notAfter(certificate))
  }

  private static func name(_ name: OpaquePointer?) -> String {
    for part in [NID_organizationName, NID_commonName] {
      var text = [CChar](repeating: 0, count: 256)
      guard X509_NAME_get_text_by_NID(name, part, &text, Int32(text.count)) > 0 else { continue }
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    return "no name"
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Double? {
    var parts = tm()
    return ASN1_TIME_to_tm(time, &parts) == 1 ? Double(timegm(&parts)) : nil
  }
}
