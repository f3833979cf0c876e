package import Identifiers
package import Storage

/// What is told of a plate that was looked up in vain, beside its shape. Never what was typed.
package enum UnknownPlateMark: Hashable, Sendable {
    /// The number would be a unit's but for one character that looks like another: what was typed, and what is marked.
    case confused(typed: Character, marked: Character)
    /// The very number had been looked up in vain several times before.
    case repeated

    /// As it is kept: `Z/2`, or `repeated`.
    package var text: String {
        switch self {
        case .confused(let typed, let marked): "\(typed)/\(marked)"
        case .repeated: "repeated"
        }
    }

    package init?(_ text: String) {
        let characters = Array(text)
        if text == "repeated" {
            self = .repeated
        } else if characters.count == 3, characters[1] == "/" {
            self = .confused(typed: characters[0], marked: characters[2])
        } else {
            return nil
        }
    }
}

/// A plate with a mark, as it is counted.
package struct MarkedPlate: Hashable, Sendable {
    package var plate: UnknownPlate
    package var mark: UnknownPlateMark

    package init(_ plate: UnknownPlate, _ mark: UnknownPlateMark) {
        self.plate = plate
        self.mark = mark
    }
}

/// The table `unknown_plate_marks`.
package enum UnknownPlateMarks {
    /// Marks kept apart in a month altogether; more are dropped, the look-ups themselves are counted nevertheless.
    private static let mostOfMonth: Int64 = 20_000

    /// How often a shape was looked up with a mark, in all months that are kept.
    package struct Total: Hashable, Sendable {
        package var marked: MarkedPlate
        package var lookups: Int64
    }

    /// Adds what was looked up in one month, and forgets what is older than is kept.
    package static func add(
        _ counts: [MarkedPlate: Int64], in month: CivilDate, _ transaction: any SQLTransaction
    ) throws {
        let text = month.toMonth.isoText
        try transaction.run(
            UnknownPlateMarksSQL.forget, [.text(UnknownPlates.oldest(before: month).isoText)])
        var ofMonth = try transaction.first(UnknownPlateMarksSQL.countOfMonth, [.text(text)]) { $0.integer(0) } ?? 0
        for (marked, lookups) in counts.sorted(by: { $0.key.plate.shape < $1.key.plate.shape }) {
            guard ofMonth < mostOfMonth else { return }
            let plate = marked.plate
            try transaction.run(
                UnknownPlateMarksSQL.insert,
                [
                    .integer(plate.manufacturer?.value ?? 0), .text(text), .integer(plate.model?.value ?? 0),
                    .text(plate.reason.rawValue), .text(plate.shape), .text(marked.mark.text), .integer(lookups),
                ])
            ofMonth += 1
        }
    }

    /// The marks of a manufacturer's plates.
    package static func totals(of manufacturer: ID<Manufacturer>?, _ reader: any SQLReader) throws -> [Total] {
        try reader.all(
            UnknownPlateMarksSQL.totals,
            [.integer(manufacturer?.value ?? 0), .integer(UnknownPlates.mostOfManufacturer * 4)]
        ) { row -> Total? in
            guard let mark = UnknownPlateMark(row.text(3)) else { return nil }
            let model = row.integer(0)
            let plate = UnknownPlate(
                manufacturer: manufacturer, model: model == 0 ? nil : ID(model), reason: try row.word(1),
                shape: row.text(2))
            return Total(marked: MarkedPlate(plate, mark), lookups: row.integer(4))
        }.compactMap(\.self)
    }
}

private enum UnknownPlateMarksSQL {
    static let insert = Statement(
        """
        INSERT INTO unknown_plate_marks (manufacturer_id, month, model_id, reason, shape, mark, lookups)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (manufacturer_id, month, model_id, reason, shape, mark)
            DO UPDATE SET lookups = unknown_plate_marks.lookups + excluded.lookups
        """)
    static let countOfMonth = Statement("SELECT count(*) FROM unknown_plate_marks WHERE month = $1")
    static let forget = Statement("DELETE FROM unknown_plate_marks WHERE month < $1")
    static let totals = Statement(
        """
        SELECT model_id, reason, shape, mark, CAST(sum(lookups) AS BIGINT)
          FROM unknown_plate_marks
         WHERE manufacturer_id = $1
         GROUP BY model_id, reason, shape, mark
         ORDER BY 5 DESC, model_id, reason, shape, mark
         LIMIT $2
        """)
}
