import Identifiers
package import Registry
package import Storage

/// One failure in the field with the unit that it is of.
package struct FieldFailure: Hashable, Sendable {
    package var unit: UnitKey
    package var failure: ServiceLife.Failure
    package var life: ServiceLife

    /// Whole days in service at the failure, by the exposure's rule; nil of a unit that was never seen before.
    package func age(_ rule: ExposureRule) -> Int64? {
        var life = life
        life.failures = [failure]
        return life.exposure(rule, until: failure.time / 86_400_000_000 + 1, counting: { _ in true })?.failures.first?
            .age
    }

    /// A place in the list of a model's failures, after which it goes on.
    package struct Place: Hashable, Sendable {
        package var time: Int64
        package var serialKey: String
        package var serial: String
        package var event: Int64

        package static let first = Place(time: .max, serialKey: "", serial: "", event: 0)

        package init(time: Int64, serialKey: String, serial: String, event: Int64) {
            (self.time, self.serialKey, self.serial, self.event) = (time, serialKey, serial, event)
        }
    }

    package var place: Place {
        Place(time: failure.time, serialKey: unit.serial.key, serial: unit.storedSerial, event: failure.event.value)
    }
}

/// The failures of the units of a model that have a row, the latest first.
package enum FieldFailures {
    /// Whether any unit of a model has failed.
    package static func haveAny(of model: ID<Model>, _ reader: any SQLReader) throws -> Bool {
        try reader.exists(FieldFailuresSQL.any, [.integer(model.value)])
    }

    /// Up to `limit` failures after a place.
    package static func page(
        of model: ID<Model>, after place: FieldFailure.Place = .first, limit: Int, _ reader: any SQLReader
    ) throws -> [FieldFailure] {
        try reader.all(
            FieldFailuresSQL.page,
            [
                .integer(model.value), .integer(place.time), .text(place.serialKey), .text(place.serial),
                .integer(place.event), .integer(Int64(limit)),
            ]
        ) { (row: borrowing Row) throws in
            let (key, serial) = (row.text(0), row.text(1))
            return FieldFailure(
                unit: UnitKey(model, try SerialNumber(parsing: serial.isEmpty ? key : serial)),
                failure: ServiceLifeRows.failure(row, from: 2), life: try ServiceLifeRows.life(row, from: 5))
        }
    }
}

private enum FieldFailuresSQL {
    static let any = Statement("SELECT 1 FROM unit_failures WHERE model_id = $1 LIMIT 1")
    static let page = Statement(
        """
        SELECT f.serial_key, f.serial, f.event_id, f.failed_at, f.fault_code, l.entered_at, l.basis, l.age_at_entry,
               l.left_at, l.leaving, l.last_at, l.reports_itself
          FROM unit_failures AS f
          JOIN unit_lives AS l
            ON l.model_id = f.model_id
           AND l.serial_key = f.serial_key
           AND l.serial = f.serial
         WHERE f.model_id = $1
           AND f.failed_at <= $2
           AND (f.failed_at < $2 OR (f.serial_key, f.serial, f.event_id) > ($3, $4, $5))
         ORDER BY f.failed_at DESC, f.serial_key, f.serial, f.event_id
         LIMIT $6
        """)
}
