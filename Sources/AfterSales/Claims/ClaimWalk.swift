import Storage

/// A way through claims along one index, in its order. What leads no further there is compared row by row.
struct ClaimWalk {
    /// What of a question is compared row by row, in the order of the statement's parameters.
    enum Rest { case manufacturer, state, model, fault, site }

    let rest: [Rest]
    let newest: Statement
    let oldest: Statement
}

extension ClaimWalk {
    /// All of a manufacturer.
    static let all = ClaimWalk(
        rest: [],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND (created_at, id) < ($2, $3)
             ORDER BY created_at DESC, id DESC
             LIMIT $4
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND (created_at, id) > ($2, $3)
               AND created_at <= $4
             ORDER BY created_at, id
             LIMIT $5
            """))
    static let ofState = ClaimWalk(
        rest: [.model, .fault],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND state = $2
               AND (created_at, id) < ($3, $4)
               AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
               AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
             ORDER BY created_at DESC, id DESC
             LIMIT $7
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND state = $2
               AND (created_at, id) > ($3, $4)
               AND created_at <= $5
               AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
               AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
             ORDER BY created_at, id
             LIMIT $8
            """))
    static let ofFault = ClaimWalk(
        rest: [.state, .model],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND fault_code = $2
               AND (created_at, id) < ($3, $4)
               AND (CAST($5 AS TEXT) = '' OR state = $5)
               AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
             ORDER BY created_at DESC, id DESC
             LIMIT $7
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND fault_code = $2
               AND (created_at, id) > ($3, $4)
               AND created_at <= $5
               AND (CAST($6 AS TEXT) = '' OR state = $6)
               AND (CAST($7 AS BIGINT) = 0 OR model_id = $7)
             ORDER BY created_at, id
             LIMIT $8
            """))
    static let ofModel = ClaimWalk(
        rest: [.state],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE model_id = $1
               AND (created_at, id) < ($2, $3)
               AND (CAST($4 AS TEXT) = '' OR state = $4)
             ORDER BY created_at DESC, id DESC
             LIMIT $5
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE model_id = $1
               AND (created_at, id) > ($2, $3)
               AND created_at <= $4
               AND (CAST($5 AS TEXT) = '' OR state = $5)
             ORDER BY created_at, id
             LIMIT $6
            """))
    static let ofSite = ClaimWalk(
        rest: [.state, .model, .fault],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND site = $2
               AND (created_at, id) < ($3, $4)
               AND (CAST($5 AS TEXT) = '' OR state = $5)
               AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
               AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
             ORDER BY created_at DESC, id DESC
             LIMIT $8
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE manufacturer_id = $1
               AND site = $2
               AND (created_at, id) > ($3, $4)
               AND created_at <= $5
               AND (CAST($6 AS TEXT) = '' OR state = $6)
               AND (CAST($7 AS BIGINT) = 0 OR model_id = $7)
               AND (CAST($8 AS TEXT) = '' OR fault_code = $8)
             ORDER BY created_at, id
             LIMIT $9
            """))
    /// About units that somebody owned, of any manufacturer.
    static let ofParty = ClaimWalk(
        rest: [.manufacturer, .state, .model, .fault, .site],
        newest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE party_id = $1
               AND (created_at, id) < ($2, $3)
               AND manufacturer_id = $4
               AND (CAST($5 AS TEXT) = '' OR state = $5)
               AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
               AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
               AND (CAST($8 AS TEXT) = '' OR site = $8)
             ORDER BY created_at DESC, id DESC
             LIMIT $9
            """),
        oldest: Statement(
            """
            SELECT created_at, id
              FROM claims
             WHERE party_id = $1
               AND (created_at, id) > ($2, $3)
               AND created_at <= $4
               AND manufacturer_id = $5
               AND (CAST($6 AS TEXT) = '' OR state = $6)
               AND (CAST($7 AS BIGINT) = 0 OR model_id = $7)
               AND (CAST($8 AS TEXT) = '' OR fault_code = $8)
               AND (CAST($9 AS TEXT) = '' OR site = $9)
             ORDER BY created_at, id
             LIMIT $10
            """))
}
