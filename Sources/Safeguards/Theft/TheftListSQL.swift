package import Storage

// Each statement walks along one index in its order, the newest first; what stands behind it is compared row by row.
package enum TheftListSQL {
    package static let all = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE manufacturer_id = $1
           AND is_open = $2
           AND (reported_at, id) < ($3, $4)
           AND expires_at > $5
         ORDER BY reported_at DESC, id DESC
         LIMIT $6
        """)
    package static let ofState = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE manufacturer_id = $1
           AND state = $2
           AND (reported_at, id) < ($3, $4)
           AND expires_at > $5
         ORDER BY reported_at DESC, id DESC
         LIMIT $6
        """)
    package static let ofModel = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE model_id = $1
           AND is_open = $2
           AND (reported_at, id) < ($3, $4)
           AND expires_at > $5
           AND (CAST($6 AS TEXT) = '' OR state = $6)
         ORDER BY reported_at DESC, id DESC
         LIMIT $7
        """)
    package static let ofParty = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE party_id = $1
           AND (reported_at, id) < ($2, $3)
         ORDER BY reported_at DESC, id DESC
         LIMIT $4
        """)
    package static let counteredBy = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE countered_by = $1
           AND (reported_at, id) < ($2, $3)
         ORDER BY reported_at DESC, id DESC
         LIMIT $4
        """)
    package static let ofUnit = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
         ORDER BY reported_at DESC
         LIMIT $4
        """)
    /// A unit has few reports; the sums keep the planner from walking along all that are open.
    package static let openOfUnit = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND is_open + 0 = 1
           AND expires_at + 0 > $4
         ORDER BY reported_at DESC
         LIMIT $5
        """)
    package static let stale = Statement(
        """
        SELECT id
          FROM theft_reports
         WHERE is_open = 1
           AND expires_at <= $1
         ORDER BY expires_at
         LIMIT $2
        """)
}
