// glibc's memmem over a file, as the peer of HookModel's search.
//   memmem FILE NEEDLE REPETITIONS     nanoseconds and matches of each run, one run a line
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int count, char **words) {
  if (count != 4) return 64;
  FILE *file = fopen(words[1], "rb");
  if (!file) return 1;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(size + 1);
  if (!bytes || fread(bytes, 1, size, file) != size) return 1;
  size_t length = strlen(words[2]);
  for (int i = atoi(words[3]); i > 0; i--) {
    struct timespec start, end;
    long matches = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    char *place = bytes;
    while ((place = memmem(place, size - (size_t)(place - bytes), words[2], length))) {
      matches++;
      place += length;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%lld %ld\n",
           (end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec, matches);
  }
}
