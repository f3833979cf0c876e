import Identifiers
package import Registry
package import Storage

/// Which claims of a manufacturer somebody wants to see.
package struct ClaimQuestion: Hashable, Sendable {
    package var state: ClaimState?
    package var model: ID<Model>?
    package var faultCode: String?
    package var site: String?
    /// Only claims that are in one of these; nil for all of the manufacturer.
    package var reach: Set<ClaimReach>?
    package var oldestFirst = false
    /// Made at this time or before; nil for all. Microseconds since 1970 UTC.
    package var madeBy: Int64?

    package init() {}
}

/// Claims of a manufacturer that are for somebody.
package enum ClaimReach: Hashable, Sendable {
    /// Those that were filed at a site.
    case site(String)
    /// Those about units that somebody owned.
    case owner(ID<Party>)
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
        var found: Set<Place> = []
        // Each walk gives as many as are wanted at most; the first of them all are among these.
        for (walk, lead) in walks(question, manufacturer) {
            found.formUnion(
                try places(on: walk, lead, question, manufacturer, after: place, limit: limit, reader))
        }
        let sorted = found.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let page = question.oldestFirst ? sorted.prefix(limit) : sorted.reversed().prefix(limit)
        return try ClaimRows.find(page.map(\.id), reader)
    }

    /// The latest claims about a unit, the newest first.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [WarrantyClaim] {
        try ClaimRows.find(
            try reader.all(ClaimListSQL.ofUnit, unitValues(unit) + [.integer(200)]) { $0.integer(0) }, reader)
    }

    /// How many drafts there are about a unit that were filed for a site; nil for those of owners and the manufacturer.
    static func drafts(about unit: UnitKey, at site: String?, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(ClaimListSQL.drafts, unitValues(unit) + [.text(ClaimState.draft.rawValue), .text(site ?? "")])
        {
            $0.integer(0)
        } ?? 0
    }

    private static func unitValues(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static let portion = 200

    /// All claims about units that somebody owned, the oldest first.
    package static func all(of owner: ID<Party>, _ reader: any SQLReader) throws -> [WarrantyClaim] {
        var found: [WarrantyClaim] = []
        var place = Place(createdAt: .min, id: 0)
        while true {
            let ids = try reader.all(
                ClaimListSQL.ofOwner,
                [.integer(owner.value), .integer(place.createdAt), .integer(place.id), .integer(Int64(portion))]
            ) { $0.integer(0) }
            let claims = try ClaimRows.find(ids, reader)
            found += claims
            guard ids.count == portion, let last = claims.last else { return found }
            place = Place(createdAt: last.createdAt, id: last.number.value)
        }
    }

    /// One walk, or one for each part of what is for somebody.
    private static func walks(
        _ question: ClaimQuestion, _ manufacturer: ID<Manufacturer>
    ) -> [(ClaimWalk, [SQLValue])] {
        guard let reach = question.reach else { return [walk(question, manufacturer)] }
        let maker = SQLValue.integer(manufacturer.value)
        return reach.compactMap { part in
            switch part {
            case .site(let site):
                question.site ?? site == site ? (.ofSite, [maker, .text(site)]) : nil
            case .owner(let party): (.ofParty, [.integer(party.value)])
            }
        }
    }

    /// The narrowest of what is given leads. What is open is little at any time; what is closed grows without end.
    private static func walk(
        _ question: ClaimQuestion, _ manufacturer: ID<Manufacturer>
    ) -> (ClaimWalk, [SQLValue]) {
        let maker = SQLValue.integer(manufacturer.value)
        if let site = question.site { return (.ofSite, [maker, .text(site)]) }
        if let state = question.state, state.isOpen { return (.ofState, [maker, .text(state.rawValue)]) }
        if let fault = question.faultCode { return (.ofFault, [maker, .text(fault)]) }
        if let model = question.model { return (.ofModel, [.integer(model.value)]) }
        if let state = question.state { return (.ofState, [maker, .text(state.rawValue)]) }
        return (.all, [maker])
    }

    private static func places(
        on walk: ClaimWalk, _ lead: [SQLValue], _ question: ClaimQuestion, _ manufacturer: ID<Manufacturer>,
        after place: Place?, limit: Int, _ reader: any SQLReader
    ) throws -> [Place] {
        let madeBy = question.madeBy ?? .max
        var values = lead
        if question.oldestFirst {
            let start = place ?? Place(createdAt: .min, id: 0)
            values += [.integer(start.createdAt), .integer(start.id), .integer(madeBy)]
        } else {
            let start = place.flatMap { $0.createdAt <= madeBy ? $0 : nil } ?? Place(createdAt: madeBy, id: .max)
            values += [.integer(start.createdAt), .integer(start.id)]
        }
        values += walk.rest.map { rest in
            switch rest {
            case .manufacturer: .integer(manufacturer.value)
            case .state: .text(question.state?.rawValue ?? "")
            case .model: .integer(question.model?.value ?? 0)
            case .fault: .text(question.faultCode ?? "")
            case .site: .text(question.site ?? "")
            }
        }
        return try reader.all(
            question.oldestFirst ? walk.oldest : walk.newest, values + [.integer(Int64(limit))]
        ) { Place(createdAt: $0.integer(0), id: $0.integer(1)) }
    }
}
