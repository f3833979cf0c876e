package import Storage

// Each statement walks along one index in its order; what stands behind it is compared row by row, where it is asked for.
// Nobody's cases have an empty assignee; a space, which no account has in its name, asks for those of all.
package enum CaseListSQL {
    package static let all = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE manufacturer_id = $1
           AND is_open = $2
           AND (listed_at, id) > ($3, $4)
           AND listed_at < $5
           AND (CAST($6 AS TEXT) = '' OR priority = $6)
           AND (CAST($7 AS TEXT) = '' OR state = $7)
           AND (CAST($8 AS TEXT) = ' ' OR assignee = $8)
         ORDER BY listed_at, id
         LIMIT $9
        """)
    package static let ofState = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE manufacturer_id = $1
           AND state = $2
           AND (listed_at, id) > ($3, $4)
           AND listed_at < $5
           AND (CAST($6 AS TEXT) = '' OR priority = $6)
           AND (CAST($7 AS TEXT) = '' OR state = $7)
           AND (CAST($8 AS TEXT) = ' ' OR assignee = $8)
         ORDER BY listed_at, id
         LIMIT $9
        """)
    package static let ofAssignee = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE manufacturer_id = $1
           AND is_open = $2
           AND assignee = $3
           AND (listed_at, id) > ($4, $5)
           AND listed_at < $6
           AND (CAST($7 AS TEXT) = '' OR priority = $7)
           AND (CAST($8 AS TEXT) = '' OR state = $8)
           AND (CAST($9 AS TEXT) = ' ' OR assignee = $9)
         ORDER BY listed_at, id
         LIMIT $10
        """)
    package static let ofModel = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE model_id = $1
           AND is_open = $2
           AND (listed_at, id) > ($3, $4)
           AND listed_at < $5
           AND (CAST($6 AS TEXT) = '' OR priority = $6)
           AND (CAST($7 AS TEXT) = '' OR state = $7)
           AND (CAST($8 AS TEXT) = ' ' OR assignee = $8)
         ORDER BY listed_at, id
         LIMIT $9
        """)
    package static let ofOwner = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE party_id = $1
           AND is_open = $2
           AND (listed_at, id) > ($3, $4)
           AND listed_at < $5
           AND (CAST($6 AS TEXT) = '' OR priority = $6)
           AND (CAST($7 AS TEXT) = '' OR state = $7)
           AND (CAST($8 AS BIGINT) = 0 OR model_id = $8)
           AND manufacturer_id = $9
         ORDER BY listed_at, id
         LIMIT $10
        """)
    package static let ofParty = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE party_id = $1
           AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC
         LIMIT $4
        """)
    package static let ofUnit = Statement(
        """
        SELECT id
          FROM service_cases
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
         ORDER BY created_at DESC
         LIMIT $4
        """)
    package static let counts = Statement(
        """
        SELECT count(*), CAST(coalesce(sum(CASE WHEN listed_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT)
          FROM service_cases
         WHERE manufacturer_id = $2
           AND is_open = 1
        """)
    package static let ratings = Statement(
        """
        SELECT count(rating), CAST(coalesce(sum(rating), 0) AS BIGINT)
          FROM service_cases
         WHERE model_id = $1
           AND is_open = 0
           AND listed_at <= $2
        """)
}
