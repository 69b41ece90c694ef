// Linked into what `Scripts/test --sanitize thread` builds, the tests and the program they start.
//
// The thread sanitizer sees a lock being taken and given back by the instructions it was compiled
// with. A Mutex of Swift's Synchronization takes a free lock in code of ours, which it sees, but one
// that is held by another thread inside of the library, which is not compiled with the sanitizer, and
// with the help of the kernel, which sets the word by itself. What one thread wrote under such a lock
// is then reported as a race with what the next one reads. So the two functions of the library that
// are called then are called through these, which tell the sanitizer what happens.
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Synchronization._MutexHandle._lockSlow(_: UInt32)
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
// Synchronization._MutexHandle._unlockSlow()
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF void *self) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *self) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF void *self) {
  SWIFT void (*lock)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK);
  lock(thread, self);
  __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF void *self) {
  SWIFT void (*unlock)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK);
  __tsan_release(self);
  unlock(self);
}

// Each process would sleep a second at its end, for threads that have a race to show; the tests start
// hundreds of them.
const char *__tsan_default_options(void) { return "atexit_sleep_ms=0"; }
