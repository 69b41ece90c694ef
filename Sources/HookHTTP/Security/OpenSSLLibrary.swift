import COpenSSL

/// The library as it is set up before its first use, by us or by libcurl.
package enum OpenSSLLibrary {
  /// Whether it is ready. It is not torn down when the process exits: a thread may still be using it then.
  package static let isReady = OPENSSL_init_crypto(hc_openssl_no_atexit, nil) == 1
}
