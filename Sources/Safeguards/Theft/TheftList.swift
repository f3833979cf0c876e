import Identifiers
package import Registry
package import Storage

/// Which reports of a manufacturer somebody wants to see.
package struct TheftQuestion: Hashable, Sendable {
    /// Those that have ended instead of those that are open.
    package var isEnded = false
    /// One state; then ``isEnded`` is said by it.
    package var state: TheftState?
    package var model: ID<Model>?

    package init() {}

    var wantsOpen: Bool { state?.isOpen ?? !isEnded }
}

/// Lists reports, the newest first.
package enum TheftList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        package var reportedAt: Int64
        package var id: Int64

        package init(reportedAt: Int64, id: Int64) {
            self.reportedAt = reportedAt
            self.id = id
        }

        package init(_ report: TheftReport) {
            self.init(reportedAt: report.reportedAt, id: report.number.value)
        }
    }

    /// So many of one unit are read at once.
    package static let mostOfUnit = 100

    /// Up to `limit` reports after a place. What has expired is among those that have ended as soon as housekeeping has been
    /// there, within an hour.
    /// - Parameter now: microseconds since 1970 UTC.
    package static func page(
        _ question: TheftQuestion, of manufacturer: ID<Manufacturer>, at now: Int64, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [TheftReport] {
        let start = place ?? Place(reportedAt: .max, id: .max)
        let walk: [SQLValue] = [
            .integer(start.reportedAt), .integer(start.id), .integer(question.wantsOpen ? now : .min),
        ]
        let (statement, values): (Statement, [SQLValue])
        if let model = question.model {
            let lead: [SQLValue] = [.integer(model.value), SQLValue(question.wantsOpen)]
            (statement, values) = (
                TheftListSQL.ofModel, lead + walk + [.text(question.state?.rawValue ?? ""), .integer(Int64(limit))]
            )
        } else {
            let second: SQLValue =
                question.state.map { .text($0.rawValue) } ?? SQLValue(question.wantsOpen)
            (statement, values) = (
                question.state == nil ? TheftListSQL.all : TheftListSQL.ofState,
                [.integer(manufacturer.value), second] + walk + [.integer(Int64(limit))]
            )
        }
        return try TheftRows.find(reader.all(statement, values) { $0.integer(0) }, reader)
    }

    /// All reports about a unit, ended ones too, the newest first.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [TheftReport] {
        try TheftRows.find(
            reader.all(TheftListSQL.ofUnit, key(unit) + [.integer(Int64(mostOfUnit))]) { $0.integer(0) }, reader)
    }

    /// Those about a unit that are open, the newest first.
    package static func open(of unit: UnitKey, at now: Int64, _ reader: any SQLReader) throws -> [TheftReport] {
        let values = key(unit) + [.integer(now), .integer(Int64(mostOfUnit))]
        return try TheftRows.find(reader.all(TheftListSQL.openOfUnit, values) { $0.integer(0) }, reader)
    }

    /// The same of a unit that may be among several of one report: its history names the report.
    package static func open(of unit: UnitRow, at now: Int64, _ reader: any SQLReader) throws -> [TheftReport] {
        let own = try open(of: unit.key, at: now, reader)
        guard unit.state.marks.contains(.stolen), !own.contains(where: { $0.state == .confirmed }) else { return own }
        let mark = Disposition.stolen.rawValue
        let last = try Units.history(of: unit, reader).effective().last { $0.details.set?.contains(mark) ?? false }
        let name = last?.details.transactions?.first { $0.type == TheftReport.eventType }?.id
        guard let number = name.flatMap(TheftNumber.init(parsing:)), let report = try TheftRows.find(number.id, reader),
            report.state == .confirmed
        else { return own }
        return own + [report]
    }

    /// The newest confirmed ones of a manufacturer: at most 500.
    static func confirmed(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [TheftReport] {
        let values: [SQLValue] = [
            .integer(manufacturer.value), .text(TheftState.confirmed.rawValue), .integer(.max), .integer(.max),
            .integer(.min), .integer(500),
        ]
        return try TheftRows.find(reader.all(TheftListSQL.ofState, values) { $0.integer(0) }, reader)
    }

    /// What somebody has reported, the newest first.
    package static func page(
        of party: ID<Party>, after last: Place?, limit: Int, _ reader: any SQLReader
    ) throws -> [TheftReport] {
        try page(TheftListSQL.ofParty, party, after: last, limit: limit, reader)
    }

    /// What somebody has said otherwise about, the newest first.
    package static func page(
        counteredBy party: ID<Party>, after last: Place?, limit: Int, _ reader: any SQLReader
    ) throws -> [TheftReport] {
        try page(TheftListSQL.counteredBy, party, after: last, limit: limit, reader)
    }

    /// Those that have expired while their rows do not say so.
    static func stale(at now: Int64, limit: Int, _ reader: any SQLReader) throws -> [TheftReport] {
        let values: [SQLValue] = [.integer(now), .integer(Int64(limit))]
        return try TheftRows.find(reader.all(TheftListSQL.stale, values) { $0.integer(0) }, reader)
    }

    private static func page(
        _ statement: Statement, _ party: ID<Party>, after last: Place?, limit: Int, _ reader: any SQLReader
    ) throws -> [TheftReport] {
        let values: [SQLValue] = [
            .integer(party.value), .integer(last?.reportedAt ?? .max), .integer(last?.id ?? .max),
            .integer(Int64(limit)),
        ]
        return try TheftRows.find(reader.all(statement, values) { $0.integer(0) }, reader)
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }
}
