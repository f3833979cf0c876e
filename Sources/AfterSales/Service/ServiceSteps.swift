package import Registry
package import Storage

package typealias ServiceStepEntry = RecordStepEntry<ServiceStep, ServiceState>

/// The table `service_steps`.
package enum ServiceSteps: RecordStepTable {
    package typealias Record = ServiceOrder
    package typealias Step = ServiceStep
    package typealias State = ServiceState

    package static let most = 500
    package static let tooMany = "This service order has had 500 steps; open another one."
    package static let statements = RecordStepStatements(
        list: ServiceStepsSQL.list, count: ServiceStepsSQL.count, insert: ServiceStepsSQL.insert)

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
