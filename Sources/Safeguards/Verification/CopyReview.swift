import Identifiers
package import Registry
package import Storage

/// A unit of which there may be copies, from the day on which that was found until somebody has looked into it.
package struct CopyReview: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case open
        /// It is no copy, or what spoke for copies had another reason.
        case cleared
    }

    package var id: ID<CopyReview>
    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    package var state: State
    /// The kinds of signals that it was opened for.
    package var signals: [CopySignal.Kind]
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64
    package var changedAt: Int64

    package init(
        id: ID<CopyReview>, _ unit: UnitKey, of manufacturer: ID<Manufacturer>, for signals: [CopySignal.Kind],
        at openedAt: Int64
    ) {
        self.id = id
        self.unit = unit
        self.manufacturer = manufacturer
        self.state = .open
        self.signals = signals
        self.openedAt = openedAt
        self.changedAt = openedAt
    }
}

/// The table `copy_reviews`.
package enum CopyReviews {
    /// Of a unit, newest first, the first hundred.
    package static func list(of unit: UnitKey, _ reader: any SQLReader) throws -> [CopyReview] {
        try reader.all(CopyReviewSQL.ofUnit, ScanRows.place(unit), row)
    }

    /// Where a list goes on.
    package struct Place: Hashable, Sendable {
        package var openedAt: Int64
        package var id: ID<CopyReview>

        package init(openedAt: Int64, id: ID<CopyReview>) {
            self.openedAt = openedAt
            self.id = id
        }
    }

    /// Of a manufacturer in a state, the oldest first.
    package static func list(
        of manufacturer: ID<Manufacturer>, in state: CopyReview.State, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [CopyReview] {
        try reader.all(
            CopyReviewSQL.ofMaker,
            [
                .integer(manufacturer.value), .text(state.rawValue), .integer(place?.openedAt ?? .min),
                .integer(place?.id.value ?? 0), .integer(Int64(limit)),
            ], row)
    }

    package static func insert(_ review: CopyReview, _ transaction: any SQLTransaction) throws {
        let unit = ScanRows.place(review.unit)
        try transaction.run(
            CopyReviewSQL.insert,
            [
                unit[0], .integer(review.id.value), unit[1], unit[2], .integer(review.manufacturer.value),
                .text(review.state.rawValue), .text(review.signals.map(\.rawValue).joined(separator: " ")),
                .integer(review.openedAt), .integer(review.changedAt),
            ])
    }

    package static func clear(_ review: CopyReview, at now: Int64, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            CopyReviewSQL.clear,
            [.integer(now), .text(review.unit.serial.key), .integer(review.id.value)], changing: 1)
    }

    /// When a unit was last cleared, up to a moment.
    package static func clearedAt(_ reviews: [CopyReview], by end: Int64 = .max) -> Int64? {
        reviews.filter { $0.state == .cleared && $0.changedAt <= end }.map(\.changedAt).max()
    }

    private static func row(_ row: borrowing Row) throws -> CopyReview {
        let kinds = row.text(6).split(separator: " ").compactMap { CopySignal.Kind(rawValue: String($0)) }
        // The serial as marked, or its find key where they are the same.
        let serial = row.text(3).isEmpty ? row.text(0) : row.text(3)
        var review = CopyReview(
            id: ID(row.integer(1)), UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)),
            of: ID(row.integer(4)), for: kinds, at: row.integer(7))
        review.state = try row.word(5)
        review.changedAt = row.integer(8)
        return review
    }
}

private enum CopyReviewSQL {
    static let ofUnit = Statement(
        """
        SELECT unit_key, id, model_id, serial, manufacturer_id, state, signals, opened_at, changed_at
          FROM copy_reviews
         WHERE unit_key = $1
           AND model_id = $2
           AND serial = $3
         ORDER BY opened_at DESC, id DESC
         LIMIT 100
        """)
    static let ofMaker = Statement(
        """
        SELECT unit_key, id, model_id, serial, manufacturer_id, state, signals, opened_at, changed_at
          FROM copy_reviews
         WHERE manufacturer_id = $1
           AND state = $2
           AND (opened_at, id) > ($3, $4)
         ORDER BY opened_at, id
         LIMIT $5
        """)
    static let insert = Statement(
        """
        INSERT INTO copy_reviews (
               unit_key, id, model_id, serial, manufacturer_id, state, signals, opened_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """)
    static let clear = Statement(
        "UPDATE copy_reviews SET state = 'cleared', changed_at = $1 WHERE unit_key = $2 AND id = $3")
}
