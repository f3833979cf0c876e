package import Registry
package import Storage

/// A step that was done, as it is kept.
package struct ServiceStepEntry: Hashable, Sendable {
    package var step: ServiceStep
    /// The state that it led to.
    package var state: ServiceState
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// What was said; nil where nothing was or it was erased.
    package var note: String?
}

/// The table `service_steps`.
package enum ServiceSteps {
    /// The first so many: no order goes back and forth more often.
    package static let most = 500

    /// What was done to an order, in order.
    package static func list(of order: ID<ServiceOrder>, _ reader: any SQLReader) throws -> [ServiceStepEntry] {
        try reader.all(ServiceStepsSQL.list, [.integer(order.value), .integer(Int64(most))]) { row in
            ServiceStepEntry(
                step: try row.word(0), state: try row.word(1), at: row.integer(2), by: row.text(3),
                note: row.optionalText(4))
        }
    }

    static func append(
        _ entry: ServiceStepEntry, to order: ID<ServiceOrder>, _ transaction: any SQLTransaction
    ) throws {
        let count = try transaction.first(ServiceStepsSQL.count, [.integer(order.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else {
            throw RegistryError(
                .valueInvalid, "This service order has had \(most) steps; open another one.", field: "step")
        }
        try transaction.run(
            ServiceStepsSQL.insert,
            [
                .integer(order.value), .integer(count), .text(entry.step.rawValue), .text(entry.state.rawValue),
                .integer(entry.at), .text(entry.by), SQLValue(entry.note),
            ])
    }

    static func eraseTexts(of order: ID<ServiceOrder>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ServiceStepsSQL.erase, [.integer(order.value)])
    }
}

private enum ServiceStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM service_steps
         WHERE order_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM service_steps WHERE order_id = $1")
    static let insert = Statement(
        """
        INSERT INTO service_steps (order_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let erase = Statement("UPDATE service_steps SET note = NULL WHERE order_id = $1")
}
