private import Crypto
package import Storage

/// Points of a budget that one of several servers on a database has taken, to spend them without asking again.
package struct BudgetLease: Hashable, Sendable {
    /// When the asker's window began, in microseconds since 1970 UTC.
    package var since: Int64
    /// None where all are taken.
    package var points: Int64
    /// What is left for others.
    package var unleased: Int64

    package init(since: Int64, points: Int64, unleased: Int64) {
        self.since = since
        self.points = points
        self.unleased = unleased
    }
}

/// The table `lookup_budgets`: what servers on one database have taken of askers' budgets. What a server has taken and
/// not spent when it ends is lost until the window's end, so that all together never give out more than the budget.
package enum BudgetLeases {
    package static func take(
        _ asker: LookupBudget.Asker, _ transaction: any SQLTransaction
    ) throws -> BudgetLease {
        let (now, key) = (transaction.now, SQLValue.blob(key(of: asker)))
        let (points, portion) = (LookupBudget.points(of: asker), LookupBudget.portion(of: asker))
        let known = try transaction.first(BudgetLeasesSQL.find, [key]) { row in
            (since: row.integer(0), leased: row.integer(1))
        }
        guard let known, now - known.since < LookupBudget.window else {
            try transaction.run(BudgetLeasesSQL.begin, [key, .integer(now), .integer(portion)])
            return BudgetLease(since: now, points: portion, unleased: points - portion)
        }
        let taken = max(0, min(portion, points - known.leased))
        guard taken > 0 else { return BudgetLease(since: known.since, points: 0, unleased: 0) }
        let leased = known.leased + taken
        try transaction.run(BudgetLeasesSQL.lease, [.integer(leased), key], changing: 1)
        return BudgetLease(since: known.since, points: taken, unleased: points - leased)
    }

    package static func forgetOld(_ transaction: any SQLTransaction) throws {
        try transaction.run(BudgetLeasesSQL.deleteOld, [.integer(transaction.now - LookupBudget.window)])
    }

    /// Nobody who reads the row can tell whose it is without knowing it already.
    private static func key(of asker: LookupBudget.Asker) -> [UInt8] {
        let text =
            switch asker {
            case .network(let network): "network \(network)"
            case .account(let name): "account \(name)"
            case .others: "others"
            }
        return Array(SHA256.hash(data: Array(text.utf8)))
    }
}

private enum BudgetLeasesSQL {
    static let find = Statement("SELECT since, leased FROM lookup_budgets WHERE subject = $1")
    static let begin = Statement(
        """
        INSERT INTO lookup_budgets (subject, since, leased)
        VALUES ($1, $2, $3)
            ON CONFLICT (subject) DO UPDATE
           SET since = excluded.since, leased = excluded.leased
        """)
    static let lease = Statement("UPDATE lookup_budgets SET leased = $1 WHERE subject = $2")
    static let deleteOld = Statement("DELETE FROM lookup_budgets WHERE since < $1")
}
