package import Identifiers
package import Registry
package import Storage

/// Which service orders of a manufacturer somebody wants to see. The narrowest of what is given leads the search; the rest is
/// compared row by row.
package struct ServiceQuestion: Hashable, Sendable {
    package var state: ServiceState?
    /// Only those at which something is to be done.
    package var isOpen = false
    package var model: ID<Model>?
    package var faultCode: String?
    package var site: String?

    package init() {}
}

/// Lists service orders, page by page, the newest first.
package enum ServiceList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        package var openedAt: Int64
        package var id: Int64

        package init(openedAt: Int64, id: Int64) {
            self.openedAt = openedAt
            self.id = id
        }
    }

    /// Up to `limit` orders after a place.
    package static func page(
        _ question: ServiceQuestion, of manufacturer: ID<Manufacturer>, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [ServiceOrder] {
        // What is at an end is not open.
        guard !question.isOpen || question.state?.isOpen ?? true else { return [] }
        let (walk, lead) = walk(question, manufacturer)
        let start = place ?? Place(openedAt: .max, id: .max)
        let rest: [SQLValue] = walk.rest.map { rest in
            switch rest {
            case .state: .text(question.state?.rawValue ?? "")
            case .model: .integer(question.model?.value ?? 0)
            case .fault: .text(question.faultCode ?? "")
            case .open: .integer(question.isOpen ? 1 : 0)
            }
        }
        let values = lead + [.integer(start.openedAt), .integer(start.id)] + rest + [.integer(Int64(limit))]
        return try ServiceRows.find(try reader.all(walk.statement, values) { $0.integer(0) }, reader)
    }

    /// The narrowest of what is given leads. What is open is little at any time; what is at an end grows without end.
    private static func walk(
        _ question: ServiceQuestion, _ manufacturer: ID<Manufacturer>
    ) -> (ServiceWalk, [SQLValue]) {
        let maker = SQLValue.integer(manufacturer.value)
        if let site = question.site { return (.ofSite, [maker, .text(site)]) }
        if let state = question.state, state.isOpen { return (.ofState, [maker, .text(state.rawValue)]) }
        if let model = question.model { return (.ofModel, [.integer(model.value)]) }
        if let state = question.state { return (.ofState, [maker, .text(state.rawValue)]) }
        return (question.isOpen ? .open : .all, [maker])
    }

    /// The latest orders about a unit, the newest first.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [ServiceOrder] {
        let values: [SQLValue] = [
            .integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial), .integer(200),
        ]
        return try ServiceRows.find(try reader.all(ServiceListSQL.ofUnit, values) { $0.integer(0) }, reader)
    }

    /// All orders about units that somebody owned, in the order of their numbers.
    package static func all(of owner: ID<Party>, _ reader: any SQLReader) throws -> [ServiceOrder] {
        var found: [ServiceOrder] = []
        while true {
            let page = try page(of: owner, after: found.last?.number.id, limit: 500, reader)
            found += page
            guard page.count == 500 else { return found }
        }
    }

    /// Orders about units that somebody owned, after one of them: up to `limit`, in the order of their numbers.
    private static func page(
        of owner: ID<Party>, after id: ID<ServiceOrder>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ServiceOrder] {
        let values: [SQLValue] = [.integer(owner.value), .integer(id?.value ?? 0), .integer(Int64(limit))]
        return try ServiceRows.find(try reader.all(ServiceListSQL.ofParty, values) { $0.integer(0) }, reader)
    }
}

enum ServiceListSQL {
    static let ofUnit = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
         ORDER BY opened_at DESC
         LIMIT $4
        """)
    static let ofParty = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE party_id = $1
           AND id > $2
         ORDER BY id
         LIMIT $3
        """)
}
