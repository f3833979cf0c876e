/// How often somebody may ask for units whose model no role of his covers: strangers, owners, and staff of another
/// manufacturer. That a number was issued is public by purpose; the budget keeps anybody from trying them all.
package enum LookupBudget {
    /// Who has a budget of his own.
    package enum Asker: Hashable, Sendable {
        /// A stranger's IPv4 address, or the /64 prefix of an IPv6 address.
        case network(String)
        /// An account by its name, with all its sessions and tokens together.
        case account(String)
        /// All for whom there is no more room in memory.
        case others
    }

    /// What looking up a number costs that is known.
    package static let hit: Int64 = 1
    /// What each number costs that is not.
    package static let miss: Int64 = 10
    /// What a number of a model costs that is not known, where strangers have guessed at the model's numbers: so many
    /// networks together could otherwise do what none can alone.
    package static let contestedMiss: Int64 = 100
    /// After so many misses by strangers within a window a model is contested. No network can make more than 99 of them.
    package static let uncontestedMisses = 1_000
    /// How long points are counted, in microseconds: one hour from the first question.
    package static let window: Int64 = 3_600_000_000

    /// The points of a window. A million guesses from one network get fewer than 100 answers.
    package static func points(of asker: Asker) -> Int64 {
        switch asker {
        case .network: 990
        case .account: 9_900
        case .others: 99_000
        }
    }

    /// Servers that share a database take points from it in portions of a tenth.
    package static func portion(of asker: Asker) -> Int64 { points(of: asker) / 10 }

    /// What a look-up costs.
    /// - Parameters:
    ///   - isHit: Whether it found what was asked for.
    ///   - vain: How many numbers were tried in vain. Otherwise a known number at the end of a text would pay for guesses
    ///     before it.
    package static func cost(isHit: Bool, vain: Int) -> Int64 {
        let vain = Int64(clamping: vain)
        return isHit ? hit + miss * vain : miss * max(1, vain)
    }
}

/// The points that one server still has of an asker's window.
package struct BudgetWindow: Hashable, Sendable {
    /// When it began, in microseconds since 1970 UTC.
    package private(set) var since: Int64
    /// What may still be spent here. Less than nothing where a question has cost more than was taken for it.
    package private(set) var left: Int64
    /// What no server has taken from the database yet, as far as this one knows.
    package private(set) var unleased: Int64

    /// A window of which this process has all points, or of which it leases them.
    package init(of asker: LookupBudget.Asker, since: Int64, isLeased: Bool) {
        let points = LookupBudget.points(of: asker)
        self.since = since
        left = isLeased ? 0 : points
        unleased = isLeased ? points : 0
    }

    package func hasEnded(at now: Int64) -> Bool { now - since >= LookupBudget.window }

    /// What everybody together may still spend.
    package var remaining: Int64 { max(0, left + unleased) }

    /// When the next window begins, in microseconds since 1970 UTC.
    package var end: Int64 { since + LookupBudget.window }

    /// Takes points for a question before it is asked: many at once can then not spend the same.
    /// - Returns: Nil where there are fewer than `least`.
    package mutating func take(least: Int64, most: Int64) -> Int64? {
        let taken = min(most, left)
        guard taken >= least else { return nil }
        left -= taken
        return taken
    }

    /// Gives back what was taken for a question, less what it cost.
    package mutating func settle(taken: Int64, cost: Int64) { left += taken - cost }

    package mutating func add(_ lease: BudgetLease) {
        if lease.since != since {
            since = lease.since
            left = 0
        }
        left += lease.points
        unleased = lease.unleased
    }
}
