import Foundation

/// The functions of OpenSSL that show a server's certificate, found when they are needed: nothing
/// else of the program wants the library, and its own requests check certificates without it.
struct SSLLibrary {
  typealias Pointer = UnsafeMutableRawPointer

  let method: @convention(c) () -> Pointer?
  let newContext: @convention(c) (Pointer?) -> Pointer?
  let useSystemRoots: @convention(c) (Pointer?) -> Int32
  let new: @convention(c) (Pointer?) -> Pointer?
  let setFile: @convention(c) (Pointer?, Int32) -> Int32
  let control: @convention(c) (Pointer?, Int32, Int, UnsafePointer<CChar>?) -> Int
  let setHost: @convention(c) (Pointer?, UnsafePointer<CChar>?) -> Int32
  let connect: @convention(c) (Pointer?) -> Int32
  let verdict: @convention(c) (Pointer?) -> Int
  let verdictText: @convention(c) (Int) -> UnsafePointer<CChar>?
  let version: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  let certificate: @convention(c) (Pointer?) -> Pointer?
  let issuer: @convention(c) (Pointer?) -> Pointer?
  let subject: @convention(c) (Pointer?) -> Pointer?
  let nameText: @convention(c) (Pointer?, Int32, UnsafeMutablePointer<CChar>?, Int32) -> Int32
  let notBefore: @convention(c) (Pointer?) -> Pointer?
  let notAfter: @convention(c) (Pointer?) -> Pointer?
  let time: @convention(c) (Pointer?, UnsafeMutablePointer<tm>?) -> Int32
  let freeCertificate: @convention(c) (Pointer?) -> Void
  let free: @convention(c) (Pointer?) -> Void
  let freeContext: @convention(c) (Pointer?) -> Void

  /// Nil where the library is not on this machine.
  init?() {
    let names = ["libssl.so.3", "libssl.so.1.1"]
    guard let library = names.lazy.compactMap({ name in dlopen(name, RTLD_NOW) }).first else {
      return nil
    }
    // The library stays open to the end of the program.
    func find<Function>(_ names: String...) -> Function? {
      names.lazy.compactMap { name in dlsym(library, name) }.first
        .map { unsafeBitCast($0, to: Function.self) }
    }
    guard let method: @convention(c) () -> Pointer? = find("TLS_client_method"),
      let newContext: @convention(c) (Pointer?) -> Pointer? = find("SSL_CTX_new"),
      let roots: @convention(c) (Pointer?) -> Int32 = find("SSL_CTX_set_default_verify_paths"),
      let new: @convention(c) (Pointer?) -> Pointer? = find("SSL_new"),
      let setFile: @convention(c) (Pointer?, Int32) -> Int32 = find("SSL_set_fd"),
      let control: @convention(c) (Pointer?, Int32, Int, UnsafePointer<CChar>?) -> Int =
        find("SSL_ctrl"),
      let setHost: @convention(c) (Pointer?, UnsafePointer<CChar>?) -> Int32 = find(
        "SSL_set1_host"
      ),
      let connect: @convention(c) (Pointer?) -> Int32 = find("SSL_connect"),
      let verdict: @convention(c) (Pointer?) -> Int = find("SSL_get_verify_result"),
      let verdictText: @convention(c) (Int) -> UnsafePointer<CChar>? =
        find("X509_verify_cert_error_string"),
      let version: @convention(c) (Pointer?) -> UnsafePointer<CChar>? = find("SSL_get_version"),
      let certificate: @convention(c) (Pointer?) -> Pointer? =
        find("SSL_get1_peer_certificate", "SSL_get_peer_certificate"),
      let issuer: @convention(c) (Pointer?) -> Pointer? = find("X509_get_issuer_name"),
      let subject: @convention(c) (Pointer?) -> Pointer? = find("X509_get_subject_name"),
      let nameText: @convention(c) (Pointer?, Int32, UnsafeMutablePointer<CChar>?, Int32) -> Int32 =
        find("X509_NAME_get_text_by_NID"),
      let notBefore: @convention(c) (Pointer?) -> Pointer? = find("X509_get0_notBefore"),
      let notAfter: @convention(c) (Pointer?) -> Pointer? = find("X509_get0_notAfter"),
      let time: @convention(c) (Pointer?, UnsafeMutablePointer<tm>?) -> Int32 =
        find("ASN1_TIME_to_tm"),
      let freeCertificate: @convention(c) (Pointer?) -> Void = find("X509_free"),
      let free: @convention(c) (Pointer?) -> Void = find("SSL_free"),
      let freeContext: @convention(c) (Pointer?) -> Void = find("SSL_CTX_free")
    else { return nil }
    self.method = method
    self.newContext = newContext
    useSystemRoots = roots
    self.new = new
    self.setFile = setFile
    self.control = control
    self.setHost = setHost
    self.connect = connect
    self.verdict = verdict
    self.verdictText = verdictText
    self.version = version
    self.certificate = certificate
    self.issuer = issuer
    self.subject = subject
    self.nameText = nameText
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.time = time
    self.freeCertificate = freeCertificate
    self.free = free
    self.freeContext = freeContext
  }
}
