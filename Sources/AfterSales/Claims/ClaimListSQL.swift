import Storage

enum ClaimListSQL {
    static let ofOwner = Statement(
        """
        SELECT id
          FROM claims
         WHERE party_id = $1
           AND (created_at, id) > ($2, $3)
         ORDER BY created_at, id
         LIMIT $4
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
    static let drafts = Statement(
        """
        SELECT count(*)
          FROM claims
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND state = $4
           AND COALESCE(site, '') = $5
        """)
}
