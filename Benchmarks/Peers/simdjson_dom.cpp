// simdjson's DOM parse of a file, as the peer of HookModel's index.
//   simdjson_dom FILE REPETITIONS      the nanoseconds of each parse, one a line
// The file's bytes are in memory before the clock starts. A new parser each time, since the index,
// too, makes its table anew; its memory is freed outside of the clock.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <simdjson.h>

int main(int count, char **words) {
  if (count != 3) return 64;
  auto text = simdjson::padded_string::load(words[1]);
  if (text.error()) return 1;
  const simdjson::padded_string &bytes = text.value_unsafe();
  for (int i = atoi(words[2]); i > 0; i--) {
    auto parser = std::make_unique<simdjson::dom::parser>();
    auto start = std::chrono::steady_clock::now();
    auto result = parser->parse(bytes);
    auto end = std::chrono::steady_clock::now();
    if (result.error()) {
      fprintf(stderr, "%s\n", simdjson::error_message(result.error()));
      return 1;
    }
    printf("%lld\n",
           (long long)std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count());
  }
}
