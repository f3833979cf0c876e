import Identifiers
package import Registry
package import Storage

/// Which claims of a manufacturer somebody wants to see. The narrowest of what is given leads the search; the rest is
/// compared row by row.
package struct ClaimQuestion: Hashable, Sendable {
    package var state: ClaimState?
    package var model: ID<Model>?
    package var faultCode: String?
    package var site: String?
    /// Only claims about units that these parties owned; nil for all.
    package var owners: Set<ID<Party>>?
    package var oldestFirst = false
    /// Made at this time or before; nil for all. Microseconds since 1970 UTC.
    package var madeBy: Int64?

    package init() {}
}

/// Lists claims, page by page.
package enum ClaimList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        package var createdAt: Int64
        package var id: Int64

        package init(createdAt: Int64, id: Int64) {
            self.createdAt = createdAt
            self.id = id
        }
    }

    /// Up to `limit` claims after a place, newest or oldest first.
    package static func page(
        _ question: ClaimQuestion, of manufacturer: ID<Manufacturer>, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [WarrantyClaim] {
        if let owners = question.owners {
            return try ofOwners(owners, question, manufacturer, after: place, limit: limit, reader)
        }
        let (leader, value) = lead(question, manufacturer)
        var ids: [Int64] = []
        try read(leader, value, question, after: place, limit: limit, reader) { ids.append($0) }
        return try ids.compactMap { try ClaimRows.find(ID($0), reader) }
    }

    /// The latest claims about a unit, the newest first.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [WarrantyClaim] {
        let values: [SQLValue] = [
            .integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial), .integer(200),
        ]
        return try reader.all(ClaimListSQL.ofUnit, values) { $0.integer(0) }.compactMap {
            try ClaimRows.find(ID($0), reader)
        }
    }

    /// Claims about units that somebody owned, the newest first: at most a thousand.
    package static func all(of owner: ID<Party>, _ reader: any SQLReader) throws -> [WarrantyClaim] {
        try reader.all(ClaimListSQL.ofParty, [.integer(owner.value), .integer(1_000)]) { $0.integer(0) }.compactMap {
            try ClaimRows.find(ID($0), reader)
        }
    }

    /// An owner has few claims.
    private static func ofOwners(
        _ owners: Set<ID<Party>>, _ question: ClaimQuestion, _ manufacturer: ID<Manufacturer>, after place: Place?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [WarrantyClaim] {
        let found = try owners.flatMap { try all(of: $0, reader) }.filter { claim in
            claim.manufacturer == manufacturer && question.state.map { $0 == claim.state } ?? true
                && question.model.map { $0 == claim.unit.model } ?? true
                && question.faultCode.map { $0 == claim.details.faultCode } ?? true
                && question.madeBy.map { claim.createdAt <= $0 } ?? true
        }
        .sorted { ($0.createdAt, $0.number.value) < ($1.createdAt, $1.number.value) }
        let ordered = question.oldestFirst ? found : found.reversed()
        let rest = ordered.drop { claim in
            guard let place else { return false }
            let here = (claim.createdAt, claim.number.value)
            return question.oldestFirst ? here <= (place.createdAt, place.id) : here >= (place.createdAt, place.id)
        }
        return Array(rest.prefix(limit))
    }

    private enum Leader { case all, state, model, fault, site }

    private static func lead(
        _ question: ClaimQuestion, _ manufacturer: ID<Manufacturer>
    ) -> (Leader, [SQLValue]) {
        let maker = SQLValue.integer(manufacturer.value)
        if let site = question.site { return (.site, [maker, .text(site)]) }
        if let fault = question.faultCode { return (.fault, [maker, .text(fault)]) }
        if let model = question.model { return (.model, [.integer(model.value)]) }
        if let state = question.state { return (.state, [maker, .text(state.rawValue)]) }
        return (.all, [maker])
    }

    private static func read(
        _ leader: Leader, _ lead: [SQLValue], _ question: ClaimQuestion, after place: Place?, limit: Int,
        _ reader: any SQLReader, _ take: (Int64) -> Void
    ) throws {
        let statement =
            switch (leader, question.oldestFirst) {
            case (.all, false): ClaimListSQL.all
            case (.all, true): ClaimListSQL.allOldest
            case (.state, false): ClaimListSQL.ofState
            case (.state, true): ClaimListSQL.ofStateOldest
            case (.model, false): ClaimListSQL.ofModel
            case (.model, true): ClaimListSQL.ofModelOldest
            case (.fault, false): ClaimListSQL.ofFault
            case (.fault, true): ClaimListSQL.ofFaultOldest
            case (.site, false): ClaimListSQL.ofSite
            case (.site, true): ClaimListSQL.ofSiteOldest
            }
        var place = place
        if place == nil, let madeBy = question.madeBy, !question.oldestFirst {
            place = Place(createdAt: madeBy, id: .max)
        }
        let start = place ?? (question.oldestFirst ? Place(createdAt: .min, id: 0) : Place(createdAt: .max, id: .max))
        let filters: [SQLValue] = [
            .text(question.state?.rawValue ?? ""), .integer(question.model?.value ?? 0),
            .text(question.faultCode ?? ""),
            .integer(question.madeBy ?? .max),
        ]
        _ = try reader.all(
            statement, lead + [.integer(start.createdAt), .integer(start.id)] + filters + [.integer(Int64(limit))]
        ) { take($0.integer(0)) }
    }
}
