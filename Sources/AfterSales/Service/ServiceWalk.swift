import Storage

/// A way through service orders along one index, in its order. What leads no further there is compared row by row.
struct ServiceWalk {
    /// What of a question is compared row by row, in the order of the statement's parameters.
    enum Rest { case state, model, fault, open }

    let rest: [Rest]
    let statement: Statement
}

extension ServiceWalk {
    /// All of a manufacturer.
    static let all = ServiceWalk(
        rest: [.fault],
        statement: Statement(
            """
            SELECT id
              FROM service_orders
             WHERE manufacturer_id = $1
               AND (opened_at, id) < ($2, $3)
               AND (CAST($4 AS TEXT) = '' OR fault_code = $4)
             ORDER BY opened_at DESC, id DESC
             LIMIT $5
            """))
    /// Those of a manufacturer at which something is to be done.
    static let open = ServiceWalk(
        rest: [.fault],
        statement: Statement(
            """
            SELECT id
              FROM service_orders
             WHERE manufacturer_id = $1
               AND is_open = 1
               AND (opened_at, id) < ($2, $3)
               AND (CAST($4 AS TEXT) = '' OR fault_code = $4)
             ORDER BY opened_at DESC, id DESC
             LIMIT $5
            """))
    /// Those of a manufacturer in one state.
    static let ofState = ServiceWalk(
        rest: [.model, .fault],
        statement: Statement(
            """
            SELECT id
              FROM service_orders
             WHERE manufacturer_id = $1
               AND state = $2
               AND (opened_at, id) < ($3, $4)
               AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
               AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
             ORDER BY opened_at DESC, id DESC
             LIMIT $7
            """))
    /// Those about units of a model.
    static let ofModel = ServiceWalk(
        rest: [.state, .fault, .open],
        statement: Statement(
            """
            SELECT id
              FROM service_orders
             WHERE model_id = $1
               AND (opened_at, id) < ($2, $3)
               AND (CAST($4 AS TEXT) = '' OR state = $4)
               AND (CAST($5 AS TEXT) = '' OR fault_code = $5)
               AND (CAST($6 AS BIGINT) = 0 OR is_open = 1)
             ORDER BY opened_at DESC, id DESC
             LIMIT $7
            """))
    /// Those of a workshop.
    static let ofSite = ServiceWalk(
        rest: [.state, .model, .fault, .open],
        statement: Statement(
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
            """))
}
