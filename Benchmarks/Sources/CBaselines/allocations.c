#include "CBaselines.h"

static _Thread_local uint64_t counted;

#ifdef __GLIBC__
extern void *__libc_malloc(size_t size);

// Stands before the C library's for the whole program; Swift's objects, strings and arrays come from here too. (The
// runtime's own hook, _swift_allocObject, breaks the counting of references of short strings.)
void *malloc(size_t size) {
    counted++;
    return __libc_malloc(size);
}
#endif

void baseline_allocations_begin(void) { counted = 0; }

uint64_t baseline_allocations_end(void) { return counted; }
