#include "CBaselines.h"

// The Swift runtime calls through this pointer, so that tools can watch (swift/Runtime/HeapObject.h).
typedef void *(*swift_allocate)(const void *metadata, size_t size, size_t alignment_mask) __attribute__((swiftcall));
extern swift_allocate _swift_allocObject;

static swift_allocate original;
static _Thread_local uint64_t counted;

static __attribute__((swiftcall)) void *counting(const void *metadata, size_t size, size_t alignment_mask) {
    counted++;
    return original(metadata, size, alignment_mask);
}

void baseline_allocations_begin(void) {
    counted = 0;
    if (!original) {
        original = _swift_allocObject;
        _swift_allocObject = counting;
    }
}

uint64_t baseline_allocations_end(void) { return counted; }
