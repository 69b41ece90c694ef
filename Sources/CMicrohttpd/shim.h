// The shim for GNU libmicrohttpd: what Swift cannot import is restated here, with the reason.
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <microhttpd.h>

// MHD_start_daemon is variadic, which Swift does not import. One thread serves every connection; responses
// that take a while are given later (suspend and resume). It uses poll: with epoll, libmicrohttpd 0.9.75 does
// not see that a sender has closed its half of a connection before its request was complete.
static inline struct MHD_Daemon *hc_mhd_start(
  int listening, unsigned int connections, size_t memory, unsigned int idle_seconds,
  MHD_AccessHandlerCallback handler, void *(*opened)(void *, const char *, struct MHD_Connection *),
  MHD_RequestCompletedCallback completed, MHD_NotifyConnectionCallback connection, void *context
) {
  return MHD_start_daemon(
    MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handler, context,
    MHD_OPTION_LISTEN_SOCKET, listening,
    MHD_OPTION_CONNECTION_LIMIT, connections,
    MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
    MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
    MHD_OPTION_URI_LOG_CALLBACK, opened, context,
    MHD_OPTION_NOTIFY_COMPLETED, completed, context,
    MHD_OPTION_NOTIFY_CONNECTION, connection, context,
    MHD_OPTION_END
  );
}

// The results come over as a closed enumeration without the C names.
static const enum MHD_Result hc_mhd_yes = MHD_YES;
static const enum MHD_Result hc_mhd_no = MHD_NO;
static const enum MHD_ConnectionNotificationCode hc_mhd_connection_closed = MHD_CONNECTION_NOTIFY_CLOSED;

// The same for the way a response's memory is owned: here the bytes are copied.
static inline struct MHD_Response *hc_mhd_response(const void *bytes, size_t count) {
  return MHD_create_response_from_buffer(count, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

static inline ssize_t hc_mhd_no_bytes(void *context, uint64_t position, char *bytes, size_t count) {
  return MHD_CONTENT_READER_END_WITH_ERROR;
}

// A response to HEAD: it announces a length and has no body.
static inline struct MHD_Response *hc_mhd_response_of_length(uint64_t length) {
  return MHD_create_response_from_callback(length, 1, hc_mhd_no_bytes, NULL, NULL);
}

struct hc_mhd_part { size_t count; char bytes[]; };

static inline ssize_t hc_mhd_part_read(void *context, uint64_t position, char *to, size_t most) {
  const struct hc_mhd_part *part = (const struct hc_mhd_part *)context;
  if (position >= part->count) return MHD_CONTENT_READER_END_WITH_ERROR;
  size_t left = part->count - (size_t)position;
  size_t count = left < most ? left : most;
  memcpy(to, part->bytes + position, count);
  return (ssize_t)count;
}

// A response that announces more bytes than it sends, after which the connection is closed.
static inline struct MHD_Response *hc_mhd_response_cut(const void *bytes, size_t count) {
  struct hc_mhd_part *part = (struct hc_mhd_part *)malloc(sizeof *part + count);
  if (!part) return NULL;
  part->count = count;
  memcpy(part->bytes, bytes, count);
  return MHD_create_response_from_callback(count + 1024, 4096, hc_mhd_part_read, part, free);
}

// Resets a connection: on Linux a socket that is connected to no address sends RST. The descriptor stays
// the library's.
static inline void hc_mhd_reset(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  const struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
  if (info) connect(info->connect_fd, &nowhere, sizeof nowhere);
}

// What a reader of a response's body returns to cut the response.
static const ssize_t hc_mhd_end_with_error = MHD_CONTENT_READER_END_WITH_ERROR;
static const enum MHD_ConnectionNotificationCode hc_mhd_connection_started = MHD_CONNECTION_NOTIFY_STARTED;

// MHD_get_connection_info is variadic. -1 if there is no socket.
static inline int hc_mhd_descriptor(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

// The address and the port of the other side; 0 if they are not known.
static inline int hc_mhd_sender(struct MHD_Connection *connection, char *text, socklen_t size) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr || info->client_addr->sa_family != AF_INET) return 0;
  const struct sockaddr_in *address = (const struct sockaddr_in *)info->client_addr;
  return inet_ntop(AF_INET, &address->sin_addr, text, size) ? ntohs(address->sin_port) : 0;
}

// The same as for the descriptor. -1 if the system does not say how many bytes came.
static inline int64_t hc_mhd_received_bytes(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  // The C library's struct tcp_info ends before tcpi_bytes_received, and the kernel's has the same name.
  unsigned char state[256];
  socklen_t size = sizeof state;
  uint64_t bytes;
  const size_t position = 128;
  if (!info || getsockopt(info->connect_fd, IPPROTO_TCP, TCP_INFO, state, &size) != 0) return -1;
  if (size < position + sizeof bytes) return -1;
  memcpy(&bytes, state + position, sizeof bytes);
  return (int64_t)bytes;
}

// The same for the kind of value that is walked: here the request's headers.
static inline int hc_mhd_headers(
  struct MHD_Connection *connection, MHD_KeyValueIterator each, void *context
) {
  return MHD_get_connection_values(connection, MHD_HEADER_KIND, each, context);
}
