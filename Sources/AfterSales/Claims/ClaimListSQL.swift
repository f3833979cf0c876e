import Storage

// Each statement walks along one index in its order; what stands behind it is compared row by row, where it is asked for.
enum ClaimListSQL {
    static let all = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND (created_at, id) < ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND created_at <= $7
         ORDER BY created_at DESC, id DESC
         LIMIT $8
        """)
    static let allOldest = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND (created_at, id) > ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND created_at <= $7
         ORDER BY created_at, id
         LIMIT $8
        """)
    static let ofState = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND state = $2
           AND (created_at, id) < ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at DESC, id DESC
         LIMIT $9
        """)
    static let ofStateOldest = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND state = $2
           AND (created_at, id) > ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at, id
         LIMIT $9
        """)
    static let ofModel = Statement(
        """
        SELECT id
          FROM claims
         WHERE model_id = $1
           AND (created_at, id) < ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND created_at <= $7
         ORDER BY created_at DESC, id DESC
         LIMIT $8
        """)
    static let ofModelOldest = Statement(
        """
        SELECT id
          FROM claims
         WHERE model_id = $1
           AND (created_at, id) > ($2, $3)
           AND (CAST($4 AS TEXT) = '' OR state = $4)
           AND (CAST($5 AS BIGINT) = 0 OR model_id = $5)
           AND (CAST($6 AS TEXT) = '' OR fault_code = $6)
           AND created_at <= $7
         ORDER BY created_at, id
         LIMIT $8
        """)
    static let ofFault = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND fault_code = $2
           AND (created_at, id) < ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at DESC, id DESC
         LIMIT $9
        """)
    static let ofFaultOldest = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND fault_code = $2
           AND (created_at, id) > ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at, id
         LIMIT $9
        """)
    static let ofSite = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND site = $2
           AND (created_at, id) < ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at DESC, id DESC
         LIMIT $9
        """)
    static let ofSiteOldest = Statement(
        """
        SELECT id
          FROM claims
         WHERE manufacturer_id = $1
           AND site = $2
           AND (created_at, id) > ($3, $4)
           AND (CAST($5 AS TEXT) = '' OR state = $5)
           AND (CAST($6 AS BIGINT) = 0 OR model_id = $6)
           AND (CAST($7 AS TEXT) = '' OR fault_code = $7)
           AND created_at <= $8
         ORDER BY created_at, id
         LIMIT $9
        """)
    static let ofParty = Statement(
        """
        SELECT id
          FROM claims
         WHERE party_id = $1
         ORDER BY created_at DESC, id DESC
         LIMIT $2
        """)
    static let ofUnit = Statement(
        """
        SELECT id
          FROM claims
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
         ORDER BY created_at DESC
         LIMIT $4
        """)
}
