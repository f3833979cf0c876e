/// One way of doing some work.
struct Way {
    /// How many operations one call of `work` makes.
    let operations: Int
    let work: () async throws -> Void

    init(_ operations: Int, _ work: @escaping () async throws -> Void) {
        self.operations = operations
        self.work = work
    }

    /// How long each operation takes, in seconds.
    func seconds() async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await work()
        return (clock.now - start) / .seconds(operations)
    }
}

/// Several ways of doing the same work, measured in turn.
///
/// Seconds of a shared machine vary by half; the ratio of two neighbouring runs hardly does. The order changes from
/// round to round, so that no way always profits from another's warm caches. (Benchmarking packages measure one thing at
/// a time and compare it with a stored number of another day, which is what this must not do.)
struct Rounds {
    /// Seconds per operation, by way and round.
    private var seconds: [[Double]]

    /// Runs `count` rounds, after each way has run once unmeasured.
    ///
    /// - Parameter warmsUp: `false` for work that is always done cold.
    static func measure(_ count: Int, warmsUp: Bool = true, _ ways: [Way]) async throws -> Rounds {
        var rounds = Rounds(seconds: ways.map { _ in [] })
        if warmsUp { for way in ways { try await way.work() } }
        for round in 0..<count {
            for place in ways.indices {
                let way = (place + round) % ways.count
                rounds.seconds[way].append(try await ways[way].seconds())
            }
        }
        return rounds
    }

    /// Seconds per operation.
    func time(of way: Int) -> Spread { Spread(seconds[way]) }

    /// How many times as long as `other` a way takes.
    func ratio(of way: Int, to other: Int) -> Spread { Spread(zip(seconds[way], seconds[other]).map { $0 / $1 }) }

    /// How many seconds more than `other` a way takes.
    func difference(of way: Int, to other: Int) -> Spread { Spread(zip(seconds[way], seconds[other]).map { $0 - $1 }) }
}
