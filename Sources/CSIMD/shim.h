// Sixteen bytes at a time, and one bit for each of them, the lowest for the first: Swift's SIMD types
// have no such bits. Clang's vectors are the same on every processor; on x86-64 they become SSE2, and
// AVX2 where that counts and the processor has it.
#pragma once
#include <stdint.h>

typedef uint8_t hc_bytes __attribute__((ext_vector_type(16), aligned(1)));
typedef int8_t hc_mask __attribute__((ext_vector_type(16)));
typedef _Bool hc_bools __attribute__((ext_vector_type(16)));

static inline hc_bytes hc_load(const uint8_t *bytes) { return *(const hc_bytes *)bytes; }

static inline uint32_t hc_bits(hc_mask mask) {
  union {
    hc_bools bools;
    uint16_t bits;
  } all = {__builtin_convertvector(mask, hc_bools)};
  return all.bits;
}

// A byte in one or two forms: it is `byte` once the bits of `either` are set in it.
struct hc_forms {
  uint8_t either;
  uint8_t byte;
};

static inline hc_mask hc_has_form(const uint8_t *bytes, struct hc_forms forms) {
  return (hc_mask)((hc_load(bytes) | (hc_bytes)forms.either) == (hc_bytes)forms.byte);
}

// Sixty-four bytes.
static inline uint64_t hc_find(const uint8_t *bytes, struct hc_forms forms) {
  uint64_t found = 0;
  for (int part = 0; part < 4; part++)
    found |= (uint64_t)hc_bits(hc_has_form(bytes + 16 * part, forms)) << 16 * part;
  return found;
}

#ifdef __x86_64__
typedef uint8_t hc_wide_bytes __attribute__((ext_vector_type(32), aligned(1)));
typedef int8_t hc_wide_mask __attribute__((ext_vector_type(32)));
typedef _Bool hc_wide_bools __attribute__((ext_vector_type(32)));

__attribute__((target("avx2"))) static inline uint64_t hc_find_half(const uint8_t *bytes, struct hc_forms forms) {
  hc_wide_bytes all = *(const hc_wide_bytes *)bytes | (hc_wide_bytes)forms.either;
  union {
    hc_wide_bools bools;
    uint32_t bits;
  } half = {__builtin_convertvector((hc_wide_mask)(all == (hc_wide_bytes)forms.byte), hc_wide_bools)};
  return half.bits;
}

__attribute__((target("avx2"), noinline)) static uint64_t hc_find_blocks_avx2(
  const uint8_t *bytes, long count, struct hc_forms forms, uint64_t *found
) {
  uint64_t any = 0;
  for (long block = 0; block < count; block++, bytes += 64) {
    found[block] = hc_find_half(bytes, forms) | hc_find_half(bytes + 32, forms) << 32;
    any |= (uint64_t)(found[block] != 0) << block;
  }
  return any;
}
#endif

// Up to sixty-four blocks of sixty-four bytes: the bits of each. Returns which of them have any.
static inline uint64_t hc_find_blocks(const uint8_t *bytes, long count, struct hc_forms forms, uint64_t *found) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return hc_find_blocks_avx2(bytes, count, forms, found);
#endif
  uint64_t any = 0;
  for (long block = 0; block < count; block++) {
    found[block] = hc_find(bytes + 64 * block, forms);
    any |= (uint64_t)(found[block] != 0) << block;
  }
  return any;
}

// Thirty-two offsets that have one byte and, `distance` behind it, another one.
static inline uint32_t hc_find_pair(const uint8_t *bytes, struct hc_forms first, long distance, struct hc_forms last) {
  hc_mask low = hc_has_form(bytes, first) & hc_has_form(bytes + distance, last);
  hc_mask high = hc_has_form(bytes + 16, first) & hc_has_form(bytes + distance + 16, last);
  return hc_bits(low) | hc_bits(high) << 16;
}

// Sixteen bytes: quotes and backslashes.
static inline uint32_t hc_find_string_end(const uint8_t *bytes) {
  hc_bytes all = hc_load(bytes);
  return hc_bits((hc_mask)(all == '"') | (hc_mask)(all == '\\'));
}

// Sixteen bytes: quotes.
static inline uint32_t hc_find_quotes(const uint8_t *bytes) { return hc_bits((hc_mask)(hc_load(bytes) == '"')); }

// Sixteen bytes: blanks, commas, closing brackets and the zeros behind a text, which end a number or a word.
static inline uint32_t hc_find_bare_end(const uint8_t *bytes) {
  hc_bytes all = hc_load(bytes);
  return hc_bits((hc_mask)(all <= ' ') | (hc_mask)(all == ',') | (hc_mask)((all | ' ') == '}'));
}

// Sixteen bytes: those that are not ASCII, and, if asked for, backslashes.
static inline uint32_t hc_find_special(const uint8_t *bytes, _Bool backslashes) {
  hc_bytes all = hc_load(bytes);
  hc_mask wide = (hc_mask)((hc_mask)all < 0);
  return hc_bits(backslashes ? wide | (hc_mask)(all == '\\') : wide);
}

// How many of eight numbers, sixteen bytes apart, are a limit or less.
static inline long hc_count_up_to(const uint32_t *numbers, uint32_t limit) {
  long count = 0;
  for (int i = 0; i < 8; i++) count += numbers[4 * i] <= limit;
  return count;
}

// Has the processor bring memory that is read soon; it may be no memory of ours.
static inline void hc_prefetch(const void *memory) { __builtin_prefetch(memory); }
