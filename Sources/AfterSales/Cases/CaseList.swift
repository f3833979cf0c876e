import Identifiers
package import Registry
package import Storage

/// Which cases of a manufacturer somebody wants to see. The narrowest of what is given leads the search; the rest is
/// compared row by row.
package struct CaseQuestion: Hashable, Sendable {
    /// Whose cases.
    package enum Assignee: Hashable, Sendable {
        case anybody
        case nobody
        /// The account of this name.
        case account(String)
    }

    /// Those that are at an end instead of those that are open, the latest first.
    package var isEnded = false
    /// One state; then ``isEnded`` is said by it.
    package var state: CaseState?
    package var assignee = Assignee.anybody
    package var model: ID<Model>?
    package var priority: CasePriority?
    /// Only open ones that were due before this time, in microseconds since 1970 UTC; nil for all.
    package var dueBefore: Int64?
    /// Only cases of these parties; nil for all.
    package var owners: Set<ID<Party>>?

    package init() {}

    var wantsOpen: Bool { state?.isOpen ?? !isEnded }
}

/// Lists cases, page by page: the one that is due first comes first.
package enum CaseList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        package var listedAt: Int64
        package var id: Int64

        package init(listedAt: Int64, id: Int64) {
            self.listedAt = listedAt
            self.id = id
        }

        package init(_ serviceCase: ServiceCase) {
            self.init(listedAt: CaseRows.listedAt(serviceCase), id: serviceCase.number.value)
        }
    }

    /// How many are open, and how many of these are overdue.
    package struct Counts: Hashable, Sendable {
        package var open: Int64
        package var overdue: Int64

        package init(open: Int64, overdue: Int64) {
            self.open = open
            self.overdue = overdue
        }
    }

    /// What customers thought, on average.
    package struct Ratings: Hashable, Sendable {
        package var count: Int64
        /// 1 to 5; nil where nobody has said.
        package var mean: Double?

        package init(count: Int64, mean: Double? = nil) {
            self.count = count
            self.mean = mean
        }
    }

    /// Up to `limit` cases after a place.
    package static func page(
        _ question: CaseQuestion, of manufacturer: ID<Manufacturer>, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [ServiceCase] {
        // What is at an end is not overdue.
        guard question.dueBefore == nil || question.wantsOpen else { return [] }
        if let owners = question.owners {
            return try ofOwners(owners, question, manufacturer, after: place, limit: limit, reader)
        }
        let (statement, lead) = leader(question, manufacturer)
        let start = place ?? Place(listedAt: .min, id: 0)
        let values: [SQLValue] = [
            .integer(start.listedAt), .integer(start.id), .integer(question.dueBefore ?? .max),
            .text(question.priority?.rawValue ?? ""), .text(question.state?.rawValue ?? ""),
            .text(text(question.assignee)), .integer(Int64(limit)),
        ]
        return try CaseRows.find(reader.all(statement, lead + values) { $0.integer(0) }, reader)
    }

    /// The latest cases about a unit, the newest first.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [ServiceCase] {
        let values: [SQLValue] = [
            .integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial), .integer(200),
        ]
        return try CaseRows.find(reader.all(CaseListSQL.ofUnit, values) { $0.integer(0) }, reader)
    }

    /// Cases of somebody, the newest first: at most a thousand.
    package static func all(of party: ID<Party>, _ reader: any SQLReader) throws -> [ServiceCase] {
        try page(of: party, after: nil, limit: 1_000, reader)
    }

    /// Cases of somebody that were opened before the last of a page, the newest first.
    package static func page(
        of party: ID<Party>, after last: ServiceCase?, limit: Int, _ reader: any SQLReader
    ) throws -> [ServiceCase] {
        let values: [SQLValue] = [
            .integer(party.value), .integer(last?.createdAt ?? .max), .integer(last?.number.value ?? .max),
            .integer(Int64(limit)),
        ]
        return try CaseRows.find(reader.all(CaseListSQL.ofParty, values) { $0.integer(0) }, reader)
    }

    /// - Parameter now: microseconds since 1970 UTC.
    package static func counts(
        of manufacturer: ID<Manufacturer>, at now: Int64, _ reader: any SQLReader
    ) throws -> Counts {
        try reader.first(CaseListSQL.counts, [.integer(now), .integer(manufacturer.value)]) { row in
            Counts(open: row.integer(0), overdue: row.integer(1))
        } ?? Counts(open: 0, overdue: 0)
    }

    /// Over cases about units of a model that came to an end at this time or later.
    package static func ratings(
        of model: ID<Model>, since time: Int64, _ reader: any SQLReader
    ) throws -> Ratings {
        let values: [SQLValue] = [.integer(model.value), .integer(0 - max(time, 0))]
        return try reader.first(CaseListSQL.ratings, values) { row in
            let (count, sum) = (row.integer(0), row.integer(1))
            return Ratings(count: count, mean: count > 0 ? Double(sum) / Double(count) : nil)
        } ?? Ratings(count: 0)
    }

    /// Whoever asks is known to a manufacturer as one or a few parties: the pages of each, put together.
    private static func ofOwners(
        _ owners: Set<ID<Party>>, _ question: CaseQuestion, _ manufacturer: ID<Manufacturer>, after place: Place?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [ServiceCase] {
        let start = place ?? Place(listedAt: .min, id: 0)
        let found = try owners.flatMap { owner in
            let values: [SQLValue] = [
                .integer(owner.value), SQLValue(question.wantsOpen), .integer(start.listedAt), .integer(start.id),
                .integer(question.dueBefore ?? .max), .text(question.priority?.rawValue ?? ""),
                .text(question.state?.rawValue ?? ""), .integer(question.model?.value ?? 0),
                .integer(manufacturer.value), .integer(Int64(limit)),
            ]
            return try CaseRows.find(reader.all(CaseListSQL.ofOwner, values) { $0.integer(0) }, reader)
        }
        return found.map { (Place($0), $0) }.sorted { ($0.0.listedAt, $0.0.id) < ($1.0.listedAt, $1.0.id) }
            .prefix(limit).map(\.1)
    }

    private static func leader(
        _ question: CaseQuestion, _ manufacturer: ID<Manufacturer>
    ) -> (Statement, [SQLValue]) {
        let (maker, isOpen) = (SQLValue.integer(manufacturer.value), SQLValue(question.wantsOpen))
        if let model = question.model { return (CaseListSQL.ofModel, [.integer(model.value), isOpen]) }
        if question.assignee != .anybody {
            return (CaseListSQL.ofAssignee, [maker, isOpen, .text(text(question.assignee))])
        }
        if let state = question.state { return (CaseListSQL.ofState, [maker, .text(state.rawValue)]) }
        return (CaseListSQL.all, [maker, isOpen])
    }

    private static func text(_ assignee: CaseQuestion.Assignee) -> String {
        switch assignee {
        case .anybody: " "
        case .nobody: ""
        case .account(let name): name
        }
    }
}
