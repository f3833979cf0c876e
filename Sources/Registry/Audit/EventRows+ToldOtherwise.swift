import Storage

extension EventRows {
    /// Whether what the event says stands otherwise with one of its units or ranges, or a unit lacks its row.
    ///
    /// The event and its parent are given, not joined: on a cluster their rows lie on other servers than those of the units.
    static func isToldOtherwise(_ event: Stored, _ reader: any SQLReader) throws -> Bool {
        let header = event.header
        let parent: [SQLValue] =
            try reader.first(ToldOtherwiseSQL.parent, [.integer(header.id.value)]) { row in
                [.integer(row.integer(0)), .text(row.text(2).isEmpty ? row.text(1) : row.text(2))]
            } ?? [.null, .null]
        let said = said(header, position: event.position, parent: parent)
        return try reader.exists(ToldOtherwiseSQL.unitsToldOtherwise, said)
            || reader.exists(ToldOtherwiseSQL.rangesToldOtherwise, said)
    }
}

private enum ToldOtherwiseSQL {
    static let parent = Statement(
        """
        SELECT model_id, serial_key, serial
          FROM unit_events
         WHERE event_id = $1
           AND role = 'parent'
        """)
    static let unitsToldOtherwise = Statement(
        """
        SELECT 1
          FROM unit_events AS m
          LEFT JOIN units AS u
            ON u.model_id = m.model_id AND u.serial_key = m.serial_key AND u.serial = m.serial
         WHERE m.event_id = $1
           AND (u.model_id IS NULL
                OR (m.event_time, m.position, m.record_time, m.zone_offset, m.type, m.action, m.business_step,
                    m.disposition, m.read_point, m.business_location)
                   IS DISTINCT FROM
                   (CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS TEXT),
                    CAST($7 AS TEXT), CAST($8 AS TEXT), CAST($9 AS TEXT), CAST($10 AS TEXT), CAST($11 AS TEXT))
                OR (m.parent_model_id, m.parent_serial)
                   IS DISTINCT FROM
                   (CASE m.role WHEN 'child' THEN CAST($12 AS BIGINT) END,
                    CASE m.role WHEN 'child' THEN CAST($13 AS TEXT) END)
                OR (m.corrects_event_id, m.error_reason, m.details)
                   IS DISTINCT FROM
                   (CAST($14 AS BIGINT), CAST($15 AS TEXT), CAST($16 AS TEXT)))
         LIMIT 1
        """)
    static let rangesToldOtherwise = Statement(
        """
        SELECT 1
          FROM batch_ranges
         WHERE event_id = $1
           AND (event_time, position, record_time, zone_offset, type, action, business_step, disposition, read_point,
                business_location, parent_model_id, parent_serial, corrects_event_id, error_reason, details)
               IS DISTINCT FROM
               (CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS TEXT),
                CAST($7 AS TEXT), CAST($8 AS TEXT), CAST($9 AS TEXT), CAST($10 AS TEXT), CAST($11 AS TEXT),
                CAST($12 AS BIGINT), CAST($13 AS TEXT), CAST($14 AS BIGINT), CAST($15 AS TEXT), CAST($16 AS TEXT))
         LIMIT 1
        """)
}
