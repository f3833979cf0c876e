package import Identifiers
package import Storage

/// A plate that was looked up in vain, as it is counted: by its shape, never by its text.
package struct UnknownPlate: Hashable, Sendable {
    /// Why nothing was found; the raw values are part of the API.
    package enum Reason: String, CaseIterable, Sendable {
        /// It cannot be a serial number of the model.
        case malformed
        /// It has the form of the model's serial numbers and was never issued.
        case notIssued
        /// The model has no unit with it.
        case serialUnknown
        /// The model itself is not known.
        case modelUnknown
        /// Neither of the two numbers is known.
        case unknown
        /// Shapes beyond those that are kept apart.
        case rest
    }
    package var manufacturer: ID<Manufacturer>?
    package var model: ID<Model>?
    package var reason: Reason
    /// Empty for the rest.
    package var shape: String

    package init(_ shape: PlateShape, _ reason: Reason, manufacturer: ID<Manufacturer>?, model: ID<Model>?) {
        self.manufacturer = manufacturer
        self.model = model
        self.reason = reason
        self.shape = shape.text
    }

    /// What all shapes that are not kept apart are counted as.
    package var asRest: UnknownPlate {
        var rest = self
        (rest.model, rest.reason, rest.shape) = (nil, .rest, "")
        return rest
    }

    init(manufacturer: ID<Manufacturer>?, model: ID<Model>?, reason: Reason, shape: String) {
        self.manufacturer = manufacturer
        self.model = model
        self.reason = reason
        self.shape = shape
    }
}

/// The table `unknown_plates`.
package enum UnknownPlates {
    /// Shapes kept apart for one manufacturer (or none) in a month, and in a month altogether: a flood of strange texts
    /// fills no more. What comes after them is counted as one.
    package static let mostOfManufacturer: Int64 = 1_000
    package static let mostOfMonth: Int64 = 20_000
    /// Months that are kept.
    package static let months = 24

    /// How often something was looked up in a month.
    package struct Count: Hashable, Sendable {
        package var plate: UnknownPlate
        package var lookups: Int64
    }

    /// Adds what was looked up in one month, and forgets what is older than is kept.
    package static func add(
        _ counts: [UnknownPlate: Int64], in month: CivilDate, _ transaction: any SQLTransaction
    ) throws {
        let text = month.toMonth.isoText
        try transaction.run(UnknownPlatesSQL.forget, [.text(oldest(before: month).isoText)])
        var ofMonth = try transaction.first(UnknownPlatesSQL.countOfMonth, [.text(text)]) { $0.integer(0) } ?? 0
        var ofManufacturer: [ID<Manufacturer>?: Int64] = [:]
        for (plate, lookups) in counts.sorted(by: { $0.key.shape < $1.key.shape }) {
            guard
                try transaction.rowsChanged(by: UnknownPlatesSQL.increase, [.integer(lookups)] + key(plate, text)) == 0
            else {
                continue
            }
            let maker = plate.manufacturer
            let known =
                try ofManufacturer[maker]
                ?? transaction.first(
                    UnknownPlatesSQL.countOfManufacturer, [.integer(maker?.value ?? 0), .text(text)]
                ) { $0.integer(0) } ?? 0
            let isKept = plate.reason == .rest || (known < mostOfManufacturer && ofMonth < mostOfMonth)
            try transaction.run(
                UnknownPlatesSQL.insert, key(isKept ? plate : plate.asRest, text) + [.integer(lookups)])
            ofManufacturer[maker] = known + (isKept ? 1 : 0)
            ofMonth += isKept ? 1 : 0
        }
    }

    /// What was looked up in vain in a month, most often first.
    /// - Parameter manufacturer: nil for what names none.
    package static func list(
        of manufacturer: ID<Manufacturer>?, in month: CivilDate, limit: Int, _ reader: any SQLReader
    ) throws -> [Count] {
        try reader.all(
            UnknownPlatesSQL.ofMonth,
            [.integer(manufacturer?.value ?? 0), .text(month.toMonth.isoText), .integer(Int64(limit))]
        ) { row in
            let model = row.integer(0)
            return Count(
                plate: UnknownPlate(
                    manufacturer: manufacturer, model: model == 0 ? nil : ID(model), reason: try row.word(1),
                    shape: row.text(2)),
                lookups: row.integer(3))
        }
    }

    /// The months for which something is counted, the latest first.
    package static func months(of manufacturer: ID<Manufacturer>?, _ reader: any SQLReader) throws -> [CivilDate] {
        try reader.all(
            UnknownPlatesSQL.months, [.integer(manufacturer?.value ?? 0), .integer(Int64(months))]
        ) { try CivilDate(parsing: $0.text(0)) }
    }

    /// How often a shape was looked up in all months that are kept, and in which.
    package struct Total: Hashable, Sendable {
        package var plate: UnknownPlate
        package var lookups: Int64
        package var first: CivilDate
        package var last: CivilDate
    }

    /// What was looked up in vain at all, most often first; of a flood, as many as are kept apart in four months.
    static func totals(of manufacturer: ID<Manufacturer>?, _ reader: any SQLReader) throws -> [Total] {
        try reader.all(
            UnknownPlatesSQL.totals, [.integer(manufacturer?.value ?? 0), .integer(mostOfManufacturer * 4)]
        ) { row in
            let model = row.integer(0)
            return Total(
                plate: UnknownPlate(
                    manufacturer: manufacturer, model: model == 0 ? nil : ID(model), reason: try row.word(1),
                    shape: row.text(2)),
                lookups: row.integer(3), first: try CivilDate(parsing: row.text(4)),
                last: try CivilDate(parsing: row.text(5)))
        }
    }

    /// The manufacturers of whom something is counted; nil is among them for what names none.
    package static func manufacturers(_ reader: any SQLReader) throws -> [ID<Manufacturer>?] {
        try reader.all(UnknownPlatesSQL.manufacturers) { row in
            let id = row.integer(0)
            return id == 0 ? nil : ID(id)
        }
    }

    private static func key(_ plate: UnknownPlate, _ month: String) -> [SQLValue] {
        [
            .integer(plate.manufacturer?.value ?? 0), .text(month), .integer(plate.model?.value ?? 0),
            .text(plate.reason.rawValue), .text(plate.shape),
        ]
    }

    static func oldest(before month: CivilDate) -> CivilDate {
        let number = month.year * 12 + (month.month ?? 1) - 1 - (months - 1)
        return (try? CivilDate(year: number / 12, month: number % 12 + 1)) ?? month.toMonth
    }
}

private enum UnknownPlatesSQL {
    static let increase = Statement(
        """
        UPDATE unknown_plates
           SET lookups = lookups + $1
         WHERE manufacturer_id = $2
           AND month = $3
           AND model_id = $4
           AND reason = $5
           AND shape = $6
        """)
    static let insert = Statement(
        """
        INSERT INTO unknown_plates (manufacturer_id, month, model_id, reason, shape, lookups)
        VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (manufacturer_id, month, model_id, reason, shape)
            DO UPDATE SET lookups = unknown_plates.lookups + excluded.lookups
        """)
    static let countOfManufacturer = Statement(
        """
        SELECT count(*)
          FROM unknown_plates
         WHERE manufacturer_id = $1
           AND month = $2
        """)
    static let countOfMonth = Statement("SELECT count(*) FROM unknown_plates WHERE month = $1")
    static let forget = Statement("DELETE FROM unknown_plates WHERE month < $1")
    static let ofMonth = Statement(
        """
        SELECT model_id, reason, shape, lookups
          FROM unknown_plates
         WHERE manufacturer_id = $1
           AND month = $2
         ORDER BY lookups DESC, reason, shape, model_id
         LIMIT $3
        """)
    static let manufacturers = Statement("SELECT DISTINCT manufacturer_id FROM unknown_plates ORDER BY manufacturer_id")
    static let totals = Statement(
        """
        SELECT model_id, reason, shape, CAST(sum(lookups) AS BIGINT), min(month), max(month)
          FROM unknown_plates
         WHERE manufacturer_id = $1
         GROUP BY model_id, reason, shape
         ORDER BY 4 DESC, model_id, reason, shape
         LIMIT $2
        """)
    static let months = Statement(
        """
        SELECT DISTINCT month
          FROM unknown_plates
         WHERE manufacturer_id = $1
         ORDER BY month DESC
         LIMIT $2
        """)
}
