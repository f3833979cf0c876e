package import Registry
package import Storage

/// Which shipments of a manufacturer somebody wants to see.
package struct ShipmentQuestion: Hashable, Sendable {
    package var state: ShipmentState?
    /// Only those that are neither closed nor cancelled.
    package var isOpen = false
    /// Only those from or to these places, by their codes; nil for all.
    package var places: Set<String>?
    /// Only those to one of ``places``.
    package var areArriving = false

    package init() {}

    func matches(_ shipment: Shipment) -> Bool {
        (state == nil || state == shipment.state) && (!isOpen || shipment.isOpen)
            && places.map { places in
                places.contains(shipment.destination) || (!areArriving && places.contains(shipment.source))
            } ?? true
    }
}

/// Lists shipments, the newest first.
package enum ShipmentList {
    private enum Walk {
        case all, open
        case state(ShipmentState)
        case from(String)
        case to(String)
    }

    /// Places are asked for one by one up to here; of more, all shipments are read.
    package static let mostPlaces = 200
    private static let portion = 200
    private static let mostExamined = 20_000

    /// Up to `limit` shipments after a place, and where the page ended; nil at the end.
    package static func page(
        _ question: ShipmentQuestion, of manufacturer: ID<Manufacturer>, after place: RecordPlace?, limit: Int,
        _ reader: any SQLReader
    ) throws -> (items: [Shipment], next: RecordPlace?) {
        var items: [Shipment] = []
        var last = place
        var examined = 0
        let walks = walks(question)
        while examined < mostExamined {
            var found: Set<RecordPlace> = []
            for walk in walks { found.formUnion(try places(on: walk, of: manufacturer, after: last, reader)) }
            // Each walk gives as many as are read at most: the first of them all are among these.
            let portion = found.sorted { ($0.at, $0.id) > ($1.at, $1.id) }.prefix(Self.portion)
            for shipment in try ShipmentRows.find(portion.map(\.id), reader) {
                last = RecordPlace(at: shipment.createdAt, id: shipment.number.value)
                guard question.matches(shipment) else { continue }
                items.append(shipment)
                if items.count == limit { return (items, last) }
            }
            guard portion.count == Self.portion else { return (items, nil) }
            examined += portion.count
        }
        return (items, last)
    }

    private static func walks(_ question: ShipmentQuestion) -> [Walk] {
        if let places = question.places, places.count <= mostPlaces {
            return places.sorted().flatMap { question.areArriving ? [Walk.to($0)] : [.to($0), .from($0)] }
        }
        if let state = question.state { return [.state(state)] }
        return question.isOpen ? [.open] : [.all]
    }

    private static func places(
        on walk: Walk, of manufacturer: ID<Manufacturer>, after place: RecordPlace?, _ reader: any SQLReader
    ) throws -> [RecordPlace] {
        let maker = SQLValue.integer(manufacturer.value)
        let rest: [SQLValue] = [
            .integer(place?.at ?? .max), .integer(place?.id ?? .max), .integer(Int64(portion)),
        ]
        let (statement, lead): (Statement, [SQLValue]) =
            switch walk {
            case .all: (ShipmentListSQL.all, [maker])
            case .open: (ShipmentListSQL.open, [maker])
            case .state(let state): (ShipmentListSQL.ofState, [maker, .text(state.rawValue)])
            case .from(let code): (ShipmentListSQL.from, [maker, .text(code)])
            case .to(let code): (ShipmentListSQL.to, [maker, .text(code)])
            }
        return try reader.all(statement, lead + rest) { RecordPlace(at: $0.integer(0), id: $0.integer(1)) }
    }
}

private enum ShipmentListSQL {
    static let all = Statement(
        """
        SELECT created_at, id
          FROM shipments
         WHERE manufacturer_id = $1
           AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC
         LIMIT $4
        """)
    static let open = Statement(
        """
        SELECT created_at, id
          FROM shipments
         WHERE manufacturer_id = $1
           AND closed_at IS NULL
           AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC
         LIMIT $4
        """)
    static let ofState = Statement(
        """
        SELECT created_at, id
          FROM shipments
         WHERE manufacturer_id = $1
           AND state = $2
           AND (created_at, id) < ($3, $4)
         ORDER BY created_at DESC, id DESC
         LIMIT $5
        """)
    static let from = Statement(
        """
        SELECT created_at, id
          FROM shipments
         WHERE manufacturer_id = $1
           AND source = $2
           AND (created_at, id) < ($3, $4)
         ORDER BY created_at DESC, id DESC
         LIMIT $5
        """)
    static let to = Statement(
        """
        SELECT created_at, id
          FROM shipments
         WHERE manufacturer_id = $1
           AND destination = $2
           AND (created_at, id) < ($3, $4)
         ORDER BY created_at DESC, id DESC
         LIMIT $5
        """)
}
