#define _GNU_SOURCE
#include "CBarcodeReading.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// No thread of the caller is ever within the libraries that the child uses: it holds none of their locks when the child is
// made, and the C library keeps its own whole.

static void write_all(int descriptor, const void *piece, size_t count) {
    const char *place = piece;
    while (count > 0) {
        ssize_t written = write(descriptor, place, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) _exit(photo_broken_off);
        place += written;
        count -= (size_t)written;
    }
}

static void write_piece(void *context, const void *piece, size_t count) { write_all(*(int *)context, piece, count); }

static void limit(int resource, rlim_t most) {
    struct rlimit limits = {most, most};
    setrlimit(resource, &limits);
}

// Whatever a file makes of the libraries: it opens no file and no connection, starts no process, and ends.
static void confine(pid_t parent, uint32_t seconds) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(photo_broken_off);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, seconds);
    signal(SIGXCPU, SIG_DFL);
    signal(SIGALRM, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // A machine with much to do gives it its time late.
    alarm(4 * seconds);
}

static void read_in_child(
    const uint8_t *bytes, size_t count, const photo_limits *limits, int answer, pid_t parent) {
    // Nothing that is open stays so but the way back.
    if (dup2(answer, 0) < 0) _exit(photo_no_room);
    close_range(1, ~0U, 0);
    int back = 0;
    confine(parent, limits->seconds);
    _exit((int)photo_read_here(bytes, count, limits, &back, write_piece));
}

photo_outcome photo_read(
    const uint8_t *bytes, size_t count, const photo_limits *limits, uint8_t *answer, size_t room, size_t *used) {
    *used = 0;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return photo_no_room;
    pid_t parent = getpid(), child = fork();
    if (child == 0) read_in_child(bytes, count, limits, ends[1], parent);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return photo_no_room;
    }
    while (*used < room) {
        ssize_t got = read(ends[0], answer + *used, room - *used);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        *used += (size_t)got;
    }
    close(ends[0]);
    // Where the answer is longer than there is room, it stands at a closed pipe, which ends it.
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, 0)) < 0 && errno == EINTR) {}
    if (ended != child || !WIFEXITED(status)) return photo_broken_off;
    int outcome = WEXITSTATUS(status);
    return outcome >= photo_read_whole && outcome <= photo_broken_off ? (photo_outcome)outcome : photo_broken_off;
}
