import Hummingbird

/// When answers leave to whoever has a budget: on a beat that is counted from when the request came.
///
/// Whether a unit has a row, or a model that is not released exists, costs a few microseconds. Over many questions their
/// mean would tell what the words do not; rounded up to the beat they tell nothing.
enum Beat {
    /// Longer than a look-up takes, shorter than a person notices.
    static let length = Duration.milliseconds(5)

    static func wait(since start: ContinuousClock.Instant) async {
        let beats = max(1, ((ContinuousClock.now - start) / length).rounded(.up))
        // Ends early only where nobody waits for the answer any more.
        try? await Task.sleep(until: start + length * beats, tolerance: .zero, clock: .continuous)
    }

    /// Holds an answer back until the next beat, and each piece of one that is made while it is sent.
    static func hold(_ response: inout Response, since start: ContinuousClock.Instant) async {
        await wait(since: start)
        guard response.body.contentLength == nil else { return }
        response.body = response.body.map { piece in
            await wait(since: start)
            return piece
        }
    }
}
