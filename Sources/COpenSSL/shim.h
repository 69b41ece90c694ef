// The shim for OpenSSL: the few functions that are used, some of them macros that Swift does not import.
#pragma once
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// A macro with a suffix that Swift does not take over.
static const uint64_t hc_openssl_no_atexit = OPENSSL_INIT_NO_ATEXIT;

// SSL_get_peer_certificate is a macro; this one does not take a reference.
static inline X509 *hc_ssl_certificate(void *ssl) {
  return SSL_get0_peer_certificate((const SSL *)ssl);
}

static inline const char *hc_ssl_version(void *ssl) { return SSL_get_version((const SSL *)ssl); }

// How many certificates a PEM text holds.
static inline int hc_pem_certificates(const void *bytes, int count) {
  BIO *text = BIO_new_mem_buf(bytes, count);
  int found = 0;
  X509 *certificate;
  while ((certificate = PEM_read_bio_X509(text, NULL, NULL, NULL)) != NULL) {
    X509_free(certificate);
    found++;
  }
  BIO_free(text);
  return found;
}
