package import Identifiers
package import Registry
package import Storage

/// How long claims have been waiting: those that were handed over and are neither settled nor closed.
package enum ClaimAgeing {
    /// States in which somebody waits: for a decision, or for the money.
    package static let states: [ClaimState] = [.submitted, .needsInformation, .underReview, .approved, .partlyApproved]

    /// Whole days since the claim was handed over.
    package enum Bucket: Int64, CaseIterable, Sendable {
        case upTo7, upTo30, upTo60, upTo90, older

        package var firstDay: Int64 {
            switch self {
            case .upTo7: 0
            case .upTo30: 8
            case .upTo60: 31
            case .upTo90: 61
            case .older: 91
            }
        }
        /// Nil without an end.
        package var lastDay: Int64? { Bucket(rawValue: rawValue + 1).map { $0.firstDay - 1 } }
    }

    /// The claims of one state, age and currency.
    package struct Sum: Hashable, Sendable {
        package var state: ClaimState
        package var bucket: Bucket
        package var currency: String
        package var count: Int64
        /// Minor units: what is claimed; once it is decided, what is approved.
        package var amount: Int64
        /// When the oldest of them was handed over, microseconds since 1970 UTC.
        package var oldest: Int64
    }

    private static let day: Int64 = 86_400_000_000

    /// In the order of states, ages and currencies.
    /// - Parameter now: microseconds since 1970 UTC.
    package static func sums(
        of manufacturer: ID<Manufacturer>, at now: Int64, _ reader: any SQLReader
    ) throws -> [Sum] {
        let limits = Bucket.allCases.dropFirst().map { SQLValue.integer(now.subtractingSaturated($0.firstDay * day)) }
        return try states.flatMap { state in
            try reader.all(
                ClaimAgeingSQL.sums, limits + [.integer(manufacturer.value), .text(state.rawValue)]
            ) { row in
                Sum(
                    state: state, bucket: Bucket(rawValue: row.integer(0)) ?? .older, currency: row.text(1),
                    count: row.integer(2), amount: row.integer(3), oldest: row.integer(4))
            }
        }
    }
}

private enum ClaimAgeingSQL {
    /// Along the index by state; what waits is little at any time.
    static let sums = Statement(
        """
        SELECT CASE WHEN submitted_at > $1 THEN 0
                    WHEN submitted_at > $2 THEN 1
                    WHEN submitted_at > $3 THEN 2
                    WHEN submitted_at > $4 THEN 3
                    ELSE 4
               END, currency, count(*), CAST(sum(COALESCE(approved, claimed)) AS BIGINT), min(submitted_at)
          FROM claims
         WHERE manufacturer_id = $5
           AND state = $6
           AND submitted_at IS NOT NULL
         GROUP BY 1, 2
         ORDER BY 1, 2
        """)
}
