// Loads the sandbox from outside, with nothing of HookConsole in it: one program raises events and
// notes which were acknowledged, another receives them and notes which came.
//
//   hookload receive FILE                      prints its port; a line "number nanoseconds" per request
//   hookload send PORT PATH KEY FIRST COUNT CONNECTIONS BYTES FILE [PER_SECOND]
//                                              a line "number nanoseconds" per answer 202
//
// The time is that of CLOCK_MONOTONIC, which all processes share. `send` ends when its events are
// sent or a connection breaks.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static FILE *record;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void note(long number, long long time) {
  pthread_mutex_lock(&lock);
  fprintf(record, "%ld %lld\n", number, time);
  pthread_mutex_unlock(&lock);
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

// What came over one connection and is not yet dealt with.
typedef struct {
  int descriptor;
  size_t count, room;
  char *bytes;
} Stream;

static int fill(Stream *stream) {
  if (stream->room - stream->count < 65536) {
    stream->room = stream->room * 2 + 65536;
    stream->bytes = realloc(stream->bytes, stream->room + 1);
    if (!stream->bytes) die("realloc");
  }
  ssize_t got = recv(stream->descriptor, stream->bytes + stream->count, 65536, 0);
  if (got <= 0) return 0;
  stream->count += (size_t)got;
  stream->bytes[stream->count] = 0;
  return 1;
}

// The bytes of the first whole message with its body, 0 where more must come; the body begins at
// *body. Only Content-Length is known: neither side here sends chunks.
static size_t message(Stream *stream, size_t *body) {
  char *end = stream->count ? strstr(stream->bytes, "\r\n\r\n") : NULL;
  if (!end) return 0;
  *body = (size_t)(end + 4 - stream->bytes);
  size_t length = 0;
  for (char *line = stream->bytes; line < end; line = strstr(line, "\r\n") + 2)
    if (!strncasecmp(line, "Content-Length:", 15)) length = strtoul(line + 15, NULL, 10);
  return stream->count >= *body + length ? *body + length : 0;
}

static void drop(Stream *stream, size_t count) {
  memmove(stream->bytes, stream->bytes + count, stream->count - count + 1);
  stream->count -= count;
}

// Outside of the lock and the clock the text of a request is only looked at for its number.
static void serve(Stream *stream) {
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  size_t body, size;
  while ((size = message(stream, &body))) {
    long long time = now();
    char *number = strstr(stream->bytes + body, "\"n\":");
    note(number ? atol(number + 4) : -1, time);
    if (send(stream->descriptor, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) return;
    drop(stream, size);
  }
}

static void finish(int number) {
  (void)number;
  _exit(fflush(record) ? 1 : 0);
}

static void receive(const char *file) {
  record = fopen(file, "w");
  if (!record) die(file);
  setvbuf(record, NULL, _IOLBF, 1 << 16);
  signal(SIGTERM, finish);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (void *)&address, sizeof address) || listen(listener, 512)) die("listen");
  socklen_t length = sizeof address;
  getsockname(listener, (void *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  int poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    struct epoll_event ready[64];
    int count = epoll_wait(poller, ready, 64, -1);
    for (int i = 0; i < count; i++) {
      Stream *stream = ready[i].data.ptr;
      if (!stream) {
        stream = calloc(1, sizeof *stream);
        stream->descriptor = accept(listener, NULL, NULL);
        int on = 1;
        setsockopt(stream->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        event.data.ptr = stream;
        epoll_ctl(poller, EPOLL_CTL_ADD, stream->descriptor, &event);
      } else if (fill(stream)) {
        serve(stream);
      } else {
        close(stream->descriptor);
        free(stream->bytes);
        free(stream);
      }
    }
  }
}

static struct {
  int port;
  const char *path;
  char authorization[256];
  long first, count, bytes;
  double rate;
  long long start;
} job;
static atomic_long taken;
static atomic_int broken;

static void base64(const char *text, char *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t length = strlen(text);
  for (size_t i = 0; i < length; i += 3) {
    unsigned word = (unsigned char)text[i] << 16;
    if (i + 1 < length) word |= (unsigned char)text[i + 1] << 8;
    if (i + 2 < length) word |= (unsigned char)text[i + 2];
    for (int d = 0; d < 4; d++) *out++ = digits[word >> (18 - 6 * d) & 63];
    if (i + 2 >= length) out[-1] = '=';
    if (i + 1 >= length) out[-2] = '=';
  }
  *out = 0;
}

static void *raise_events(void *unused) {
  (void)unused;
  Stream stream = {.descriptor = socket(AF_INET, SOCK_STREAM, 0)};
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)job.port),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1;
  setsockopt(stream.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(stream.descriptor, (void *)&address, sizeof address)) {
    broken = 1;
    return NULL;
  }
  char *filler = malloc((size_t)job.bytes + 1);
  memset(filler, 'x', (size_t)job.bytes);
  filler[job.bytes] = 0;
  size_t room = (size_t)job.bytes + 1024;
  char *text = malloc(2 * room), *body = malloc(room);
  for (;;) {
    long place = atomic_fetch_add(&taken, 1);
    if (place >= job.count || broken) break;
    if (job.rate > 0) {
      long long due = job.start + (long long)((double)place / job.rate * 1e9) - now();
      if (due > 0) {
        struct timespec pause = {due / 1000000000LL, due % 1000000000LL};
        nanosleep(&pause, NULL);
      }
    }
    int length = snprintf(body, room,
        "{\"webhookEvent\":\"Employee_Created\",\"data\":{\"n\":%ld,\"text\":\"%s\"}}",
        job.first + place, filler);
    int size = snprintf(text, 2 * room,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n"
        "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
        job.path, job.authorization, length, body);
    size_t start, whole = 0;
    if (send(stream.descriptor, text, (size_t)size, MSG_NOSIGNAL) != size) broken = 1;
    while (!broken && !(whole = message(&stream, &start)))
      if (!fill(&stream)) broken = 1;
    if (broken) break;
    long long time = now();
    if (!strncmp(stream.bytes, "HTTP/1.1 202", 12)) note(job.first + place, time);
    else fprintf(stderr, "hookload: %.60s\n", stream.bytes);
    drop(&stream, whole);
  }
  return NULL;
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  if (count == 3 && !strcmp(words[1], "receive")) receive(words[2]);
  if (count < 10 || strcmp(words[1], "send")) {
    fprintf(stderr, "hookload receive FILE\n"
        "hookload send PORT PATH KEY FIRST COUNT CONNECTIONS BYTES FILE [PER_SECOND]\n");
    return 64;
  }
  char pair[160];
  snprintf(pair, sizeof pair, "x:%.140s", words[4]);
  base64(pair, job.authorization);
  job.port = atoi(words[2]), job.path = words[3], job.first = atol(words[5]);
  job.count = atol(words[6]), job.bytes = atol(words[8]);
  job.rate = count > 10 ? atof(words[10]) : 0;
  record = fopen(words[9], "a");
  if (!record) die(words[9]);
  setvbuf(record, NULL, _IOLBF, 1 << 16);
  job.start = now();
  int threads = atoi(words[7]);
  pthread_t all[256];
  if (threads < 1 || threads > 256) return 64;
  for (int i = 0; i < threads; i++) pthread_create(&all[i], NULL, raise_events, NULL);
  for (int i = 0; i < threads; i++) pthread_join(all[i], NULL);
  return broken ? 75 : 0;
}
