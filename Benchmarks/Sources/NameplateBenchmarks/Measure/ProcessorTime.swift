import Foundation

/// How long the processor has worked for the calling thread: what a machine that others load does not change.
enum ProcessorTime {
    /// `CLOCK_THREAD_CPUTIME_ID` of clock_gettime(2).
    static var ofThread: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
