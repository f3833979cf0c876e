import Identifiers
import Nameplate
import Registry
import Storage

/// A registry of 100 million issued units in 100 batches of 50 models, of which 2 million have a row: every fiftieth, as
/// if it had been sold or repaired. The others are told apart by events of parts of their batches.
struct IssuedFleet {
    static let models = 50
    static let batchesPerModel = 2
    static let unitsPerBatch: Int64 = 1_000_000
    static let units = Int64(models * batchesPerModel) * unitsPerBatch
    /// Every so many units of a batch one has a row.
    static let unitsPerRow: Int64 = 50
    static let rows = units / unitsPerRow
    private static let lotsPerBatch: Int64 = 20

    let path: String
    let registry: NameplateRegistry
    let manufacturer: Manufacturer
    let batches: [Batch]

    static func number(_ model: Int) -> String { "WDX-\(100 + model)" }

    static func serial(_ sequence: Int64, of model: Int) -> String {
        let digits = String(sequence)
        return letters(model) + String(repeating: "0", count: 9 - digits.count) + digits
    }

    private static func letters(_ model: Int) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        return String([letters[model / letters.count], letters[model % letters.count]])
    }

    static func make(path: String) async throws -> IssuedFleet {
        let sample = try await SampleRegistry(path: path)
        var batches: [Batch] = []
        for model in 0..<models {
            batches += try await sample.registry.perform(as: .administrator) { commands in
                try issue(model, commands)
            }
        }
        await sample.registry.close()
        try await writeRows(of: batches, manufacturer: sample.manufacturer.id, path: path)
        let registry = try await NameplateRegistry.open(sqlite: path)
        try await registry.catchUp()
        return IssuedFleet(path: path, registry: registry, manufacturer: sample.manufacturer, batches: batches)
    }

    /// A model with its batches, whose lots are shipped to five markets.
    private static func issue(_ index: Int, _ commands: Commands) throws -> [Batch] {
        let number = number(index)
        if index > 0 {
            var details = ModelDetails(number: try ModelNumber(parsing: number))
            details.line = "Line \(index % 8)"
            details.category = index.isMultiple(of: 2) ? "pump" : "drive"
            _ = try commands.createModel(details, supersedes: nil, of: SampleRegistry.slug)
        }
        _ = try commands.createFormat("\(letters(index)){seq:9}", of: SampleRegistry.slug, model: number)
        return try (0..<batchesPerModel).map { place in
            let batch = try commands.issue(
                BatchDraft(
                    number: "2024-W\(10 + place)", count: unitsPerBatch,
                    fields: .init(
                        plant: place == 0 ? "ZW" : "OS", line: "\(index % 4)",
                        date: CivilDate(dayNumber: 19_700 + index * 10 + place)),
                    workOrder: "WO-\(index)-\(place)"),
                of: SampleRegistry.slug, model: number)
            for lot in 0..<lotsPerBatch { _ = try commands.record(shipment(lot, of: batch), of: batch.manufacturer) }
            return batch
        }
    }

    private static func shipment(_ lot: Int64, of batch: Batch) -> EventDraft {
        var draft = EventDraft(time: SQLiteDatabase.currentTime())
        draft.businessStep = .shipping
        draft.disposition = .inTransit
        draft.details.market = ["NO", "SE", "DK", "FI", "DE"][Int(lot % 5)]
        let first = (batch.issue?.sequences.lowerBound ?? 0) + lot * (unitsPerBatch / lotsPerBatch)
        draft.ranges = [
            EventDraft.SequenceRange(batch: batch.id, sequences: first...(first + unitsPerBatch / lotsPerBatch - 1))
        ]
        return draft
    }

    /// Writes the rows by SQL alone: our own commands would take an hour, and the rows are the same.
    private static func writeRows(of batches: [Batch], manufacturer: ID<Manufacturer>, path: String) async throws {
        let database = try SQLiteDatabase.open(path: path)
        for (index, batch) in batches.enumerated() {
            let prefix = letters(index / batchesPerModel)
            let written = try await database.write { transaction in
                try transaction.rowsChanged(
                    by: IssuedFleetSQL.rows,
                    [
                        .integer(batch.issue?.sequences.lowerBound ?? 0), .integer(unitsPerRow),
                        .integer(batch.issue?.sequences.upperBound ?? 0), .integer(batch.model.value), .text(prefix),
                        .integer(manufacturer.value), .integer(batch.id.value), .integer(transaction.now),
                    ])
            }
            guard written == Int(unitsPerBatch / unitsPerRow) else { throw UnequalWork("Too few rows: \(written).") }
        }
        await database.close()
    }
}

private enum IssuedFleetSQL {
    /// Sold units with a place and a time of service, of which one in eighty is recalled.
    static let rows = Statement(
        """
        INSERT INTO units (model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
                           business_location, located_at, marks, service_from, service_to, failures, first_time,
                           last_time, last_position, market)
        WITH RECURSIVE numbers (number) AS (
            SELECT $1
             UNION ALL
            SELECT number + $2 FROM numbers WHERE number + $2 <= $3
        )
        SELECT $4, $5 || printf('%09d', number), '', $6, $7, number, '2024-05-17',
               CASE number / $2 % 4 WHEN 0 THEN 'in_transit' WHEN 1 THEN 'active' ELSE 'retail_sold' END,
               'shop ' || (number % 1000), $8, CASE number / $2 % 80 WHEN 0 THEN 'recalled' END, $8, $8, 0, $8, $8, 1,
               CASE number / $2 % 5 WHEN 0 THEN 'NO' WHEN 1 THEN 'SE' WHEN 2 THEN 'DK' WHEN 3 THEN 'FI' ELSE 'DE' END
          FROM numbers
        """)
}
