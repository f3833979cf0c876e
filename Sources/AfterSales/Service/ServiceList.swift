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
        let (statement, lead) = lead(question, manufacturer)
        let start = place ?? Place(openedAt: .max, id: .max)
        let values: [SQLValue] =
            lead + [
                .integer(start.openedAt), .integer(start.id), .text(question.state?.rawValue ?? ""),
                .integer(question.model?.value ?? 0), .text(question.faultCode ?? ""),
                .integer(question.isOpen ? 1 : 0), .integer(Int64(limit)),
            ]
        return try ServiceRows.find(try reader.all(statement, values) { $0.integer(0) }, reader)
    }

    private static func lead(
        _ question: ServiceQuestion, _ manufacturer: ID<Manufacturer>
    ) -> (Statement, [SQLValue]) {
        let maker = SQLValue.integer(manufacturer.value)
        if let site = question.site { return (ServiceListSQL.ofSite, [maker, .text(site)]) }
        if let state = question.state, state.isOpen { return (ServiceListSQL.ofState, [maker, .text(state.rawValue)]) }
        if let model = question.model { return (ServiceListSQL.ofModel, [.integer(model.value)]) }
        if let state = question.state { return (ServiceListSQL.ofState, [maker, .text(state.rawValue)]) }
        return question.isOpen ? (ServiceListSQL.open, [maker]) : (ServiceListSQL.all, [maker])
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

// Each statement walks along one index in its order; what stands behind it is compared row by row, where it is asked for.
enum ServiceListSQL {
    static let all = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE manufacturer_id = $1
           AND (opened_at, id) < ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND (CAST($7 AS BIGINT) = 0 OR is_open = 1)
         ORDER BY opened_at DESC, id DESC
         LIMIT $8
        """)
    static let open = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE manufacturer_id = $1
           AND is_open = 1
           AND (opened_at, id) < ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND (CAST($7 AS BIGINT) = 0 OR is_open = 1)
         ORDER BY opened_at DESC, id DESC
         LIMIT $8
        """)
    static let ofState = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE manufacturer_id = $1
           AND state = $2
           AND (opened_at, id) < ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND (CAST($8 AS BIGINT) = 0 OR is_open = 1)
         ORDER BY opened_at DESC, id DESC
         LIMIT $9
        """)
    static let ofModel = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE model_id = $1
           AND (opened_at, id) < ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND (CAST($7 AS BIGINT) = 0 OR is_open = 1)
         ORDER BY opened_at DESC, id DESC
         LIMIT $8
        """)
    static let ofSite = Statement(
        """
        SELECT id
          FROM service_orders
         WHERE manufacturer_id = $1
           AND site = $2
           AND (opened_at, id) < ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND (CAST($8 AS BIGINT) = 0 OR is_open = 1)
         ORDER BY opened_at DESC, id DESC
         LIMIT $9
        """)
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
