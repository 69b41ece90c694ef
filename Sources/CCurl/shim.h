// The shim for libcurl: what Swift cannot import is restated here, with the reason.
#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift does not import:
// one function for each type of value.
static inline CURLcode hc_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode hc_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode hc_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

// libcurl copies the bytes.
static inline CURLcode hc_curl_set_bytes(
  CURL *handle, CURLoption option, const void *bytes, size_t count
) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(handle, option, &blob);
}

// Callbacks that move bytes: CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION, CURLOPT_READFUNCTION.
static inline CURLcode hc_curl_set_transfer_function(
  CURL *handle, CURLoption option, size_t (*function)(char *, size_t, size_t, void *)
) {
  return curl_easy_setopt(handle, option, function);
}

static inline CURLcode hc_curl_set_seek_function(CURL *handle, curl_seek_callback function) {
  return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

static inline CURLcode hc_curl_set_prereq_function(CURL *handle, curl_prereq_callback function) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

static inline CURLcode hc_curl_set_debug_function(CURL *handle, curl_debug_callback function) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline long hc_curl_get_long(CURL *handle, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

static inline curl_off_t hc_curl_get_size(CURL *handle, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

static inline const char *hc_curl_get_text(CURL *handle, CURLINFO info) {
  const char *value = NULL;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

// The SSL object of the connection that the handle uses now; NULL without TLS.
static inline void *hc_curl_get_ssl(CURL *handle) {
  struct curl_tlssessioninfo *session = NULL;
  if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == NULL)
    return NULL;
  return session->backend == CURLSSLBACKEND_OPENSSL ? session->internals : NULL;
}

static inline CURLMcode hc_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// Which sockets libcurl waits for, told by a callback.
static inline CURLMcode hc_curl_multi_set_socket_function(
  CURLM *multi, curl_socket_callback function, void *context
) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
  return code != CURLM_OK ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

// A message holds a union of which Swift sees the result only through a computed member.
static inline CURLcode hc_curl_result(const CURLMsg *message) { return message->data.result; }

// Macros with casts, which Swift does not import.
static const size_t hc_curl_read_abort = CURL_READFUNC_ABORT;
static const long hc_curl_global_all = CURL_GLOBAL_ALL;
static const curl_socket_t hc_curl_socket_timeout = CURL_SOCKET_TIMEOUT;

static inline CURLcode hc_curl_set_open_function(CURL *handle, curl_opensocket_callback function) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode hc_curl_set_close_function(CURL *handle, curl_closesocket_callback function) {
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
}

// Milliseconds since a byte last came to a socket, as the kernel counts them. -1 if that is not known.
static inline long hc_socket_quiet_milliseconds(int descriptor) {
  struct tcp_info info;
  socklen_t size = sizeof info;
  return getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
    ? (long)info.tcpi_last_data_recv : -1;
}
