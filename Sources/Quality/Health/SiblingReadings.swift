import Identifiers
import Registry
import Storage

/// What was read of other units of a model at the age of one, and how these fared after it.
struct SiblingReading: Hashable, Sendable {
    var value: Double
    var text: String
    /// Days under observation after the reading, at most ``SiblingReadings/followUp``; 0 of one that had left by then.
    var days: Int64
    /// Whether it failed on the day of the reading or in these days.
    var hasFailed: Bool
    /// Whether that was on the very day: the reading may have been taken because it had failed.
    var failedThatDay: Bool
}

/// Reads the readings of a model's units nearest in age to a unit's: so many older and so many younger, by the index of ages.
/// Where many units are asked for one after another, a type that few enough units have is read once.
final class SiblingReadings {
    /// How long units are followed after a reading, in days.
    static let followUp: Int64 = 90
    /// So many units on each side of the age.
    static let mostOnASide = 2_000
    /// So many readings of a type are held.
    private static let mostHeld = 30_000

    /// Readings at this age count beside those of a unit of another: a quarter more or less, a month at least.
    static func reach(_ age: Int64) -> Int64 { max(age / 4, 30) }

    private struct Line {
        var key: String
        var serial: String
        var reading: UnitReading
        /// Under observation to this age.
        var end: Int64
        /// Ages at its failures, rising.
        var failures: [Int64]
    }

    private let model: ID<Model>
    private let batch: ID<Batch>?
    private let rule: ExposureRule
    private let lastDay: Int64
    private let counts: (String) -> Bool
    private let reader: any SQLReader
    private let isForMany: Bool
    private var failures: [[String]: [ServiceLife.Failure]]?
    private var held: [[String]: [Line]?] = [:]

    init(
        of model: ID<Model>, batch: ID<Batch>?, _ rule: ExposureRule, until lastDay: Int64, isForMany: Bool,
        counting counts: @escaping (String) -> Bool, _ reader: any SQLReader
    ) {
        (self.model, self.batch, self.rule, self.lastDay) = (model, batch, rule, lastDay)
        (self.isForMany, self.counts, self.reader) = (isForMany, counts, reader)
    }

    /// - Parameter unit: the unit itself, which is no sibling of its own.
    func near(_ reading: UnitReading, of unit: UnitKey) throws -> [SiblingReading] {
        let age = reading.last.age
        let reach = Self.reach(age)
        return try lines(around: age, reach, reading).compactMap { line -> SiblingReading? in
            guard line.key != unit.serial.key || line.serial != unit.storedSerial,
                let point = line.reading.point(near: age, within: reach), let value = point.number
            else { return nil }
            let end = min(line.end, point.age.addingSaturated(Self.followUp))
            let failed = line.failures.first { $0 >= point.age && $0 <= max(end, point.age + 1) }
            return SiblingReading(
                value: value, text: point.value,
                // A day that was begun counts, as in all figures of time in service.
                days: failed.map { max(1, $0 - point.age) } ?? (end >= point.age ? max(1, end - point.age) : 0),
                hasFailed: failed != nil, failedThatDay: failed.map { $0 <= max(1, point.age) } ?? false)
        }
    }

    private func lines(around age: Int64, _ reach: Int64, _ reading: UnitReading) throws -> [Line] {
        let subject: [SQLValue] = [.integer(model.value), .text(reading.type), .text(reading.unit ?? "")]
        let ofBatch = SQLValue.integer(batch?.value ?? 0)
        if isForMany, let all = try all(reading, subject, ofBatch) {
            let middle = all.firstIndex { $0.reading.last.age >= age } ?? all.endIndex
            let younger = all[..<middle].suffix(Self.mostOnASide).filter { $0.reading.last.age >= age - reach }
            return Array(younger) + all[middle...].prefix(Self.mostOnASide)
        }
        let most = SQLValue.integer(Int64(Self.mostOnASide))
        let older = try read(SiblingReadingsSQL.older, subject + [.integer(age), ofBatch, most])
        return try older
            + read(SiblingReadingsSQL.younger, subject + [.integer(age), .integer(age - reach), ofBatch, most])
    }

    /// All of a type in the order of their ages; nil where they are too many.
    private func all(_ reading: UnitReading, _ subject: [SQLValue], _ ofBatch: SQLValue) throws -> [Line]? {
        let name = [reading.type, reading.unit ?? ""]
        if let known = held[name] { return known }
        let most = SQLValue.integer(Int64(Self.mostHeld + 1))
        let found = try read(SiblingReadingsSQL.older, subject + [.integer(0), ofBatch, most])
        let lines = found.count > Self.mostHeld ? nil : found
        held[name] = .some(lines)
        return lines
    }

    private func read(_ statement: Statement, _ values: [SQLValue]) throws -> [Line] {
        let known = try knownFailures()
        return try reader.all(statement, values) { (row: borrowing Row) throws -> Line? in
            let (key, serial) = (row.text(0), row.text(1))
            var life = try ServiceLifeRows.life(row, from: 5)
            life.failures = known[[key, serial]] ?? []
            guard let exposure = life.exposure(rule, until: lastDay, counting: counts) else { return nil }
            let reading = UnitReading(
                type: "", unit: nil, last: UnitReading.Point(age: row.integer(3), value: row.text(2)), time: 0,
                earlier: UnitReadingRows.points(row.text(4)))
            return Line(
                key: key, serial: serial, reading: reading, end: exposure.to, failures: exposure.failures.map(\.age))
        }.compactMap(\.self)
    }

    /// All failures of the model's units, in order of their times: few units fail.
    private func knownFailures() throws -> [[String]: [ServiceLife.Failure]] {
        if let failures { return failures }
        var found: [[String]: [ServiceLife.Failure]] = [:]
        try reader.forEachRow(SiblingReadingsSQL.failures, [.integer(model.value)]) { row in
            found[[row.text(0), row.text(1)], default: []].append(ServiceLifeRows.failure(row, from: 2))
            return true
        }
        failures = found
        return found
    }
}

private enum SiblingReadingsSQL {
    static let older = Statement(
        """
        SELECT r.serial_key, r.serial, r.value, r.age, r.earlier, l.entered_at, l.basis, l.age_at_entry, l.left_at,
               l.leaving, l.last_at, l.reports_itself
          FROM unit_readings AS r
          JOIN unit_lives AS l
            ON l.model_id = r.model_id
           AND l.serial_key = r.serial_key
           AND l.serial = r.serial
         WHERE r.model_id = $1
           AND r.type = $2
           AND r.unit = $3
           AND r.age >= $4
           AND CAST($5 AS BIGINT) IN (0, l.batch_id)
         ORDER BY r.age, r.serial_key, r.serial
         LIMIT $6
        """)
    static let younger = Statement(
        """
        SELECT r.serial_key, r.serial, r.value, r.age, r.earlier, l.entered_at, l.basis, l.age_at_entry, l.left_at,
               l.leaving, l.last_at, l.reports_itself
          FROM unit_readings AS r
          JOIN unit_lives AS l
            ON l.model_id = r.model_id
           AND l.serial_key = r.serial_key
           AND l.serial = r.serial
         WHERE r.model_id = $1
           AND r.type = $2
           AND r.unit = $3
           AND r.age < $4
           AND r.age >= $5
           AND CAST($6 AS BIGINT) IN (0, l.batch_id)
         ORDER BY r.age DESC, r.serial_key DESC, r.serial DESC
         LIMIT $7
        """)
    static let failures = Statement(
        """
        SELECT serial_key, serial, event_id, failed_at, fault_code
          FROM unit_failures
         WHERE model_id = $1
         ORDER BY failed_at, event_id
        """)
}
