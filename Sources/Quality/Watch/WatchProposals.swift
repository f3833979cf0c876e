package import Identifiers
package import Registry
import Statistics
package import Storage

/// Units of a model that the rule of health finds worth watching, from one pass over their lives and one over their readings.
///
/// The passes choose candidates: units that failed more often than is probable at their age, and those with the greatest values
/// of each type of reading. These alone are held against their siblings one by one.
package enum WatchProposals {
    package static let most = 100
    /// So many units are looked at because of their failures, for each that is asked for, and so many because of each type.
    private static let byFailures = 3
    private static let byType = 20
    private static let pageSize: Int64 = 4_000

    package struct Proposal: Sendable {
        package var unit: UnitKey
        package var health: UnitHealth
    }

    /// The most conspicuous first.
    /// - Parameter watched: units that are watched already.
    package static func list(
        of model: Model, limit: Int, _ sampler: HealthSampler, except watched: Set<UnitKey>, _ reader: any SQLReader
    ) throws -> [Proposal] {
        let failing = try sampler.failingUnits(most: limit * byFailures)
        let reading = try highest(of: model.id, reader)
        var seen = watched
        var proposals: [Proposal] = []
        for key in failing + reading where seen.insert(key).inserted {
            guard let row = try UnitRows.find(key, reader), let health = try sampler.health(of: row),
                health.score > .asSiblings, health.life.isInUse
            else { continue }
            proposals.append(Proposal(unit: key, health: health))
        }
        proposals.sort { left, right in
            let (one, other) = (left.health.pValue ?? 1, right.health.pValue ?? 1)
            return one == other ? left.unit.serial.text < right.unit.serial.text : one < other
        }
        return Array(proposals.prefix(limit))
    }

    /// Units with the greatest values of each type, above 0.
    private static func highest(of model: ID<Model>, _ reader: any SQLReader) throws -> [UnitKey] {
        var found: [[String]: [(value: Double, key: String, serial: String)]] = [:]
        var (key, serial, type) = ("", "", "")
        while true {
            let place: [SQLValue] = [
                .integer(model.value), .text(key), .text(serial), .text(type), .integer(pageSize),
            ]
            var count: Int64 = 0
            try reader.forEachRow(WatchProposalSQL.page, place) { row in
                (key, serial, type) = (row.text(0), row.text(1), row.text(2))
                count += 1
                guard let value = Double(row.text(4)), value.isFinite, value > 0 else { return true }
                let name = [type, row.text(3)]
                let least = found[name].flatMap { $0.count >= byType ? $0.last?.value : nil } ?? 0
                guard value > least else { return true }
                var highest = found[name] ?? []
                highest.insert(
                    (value, key, serial), at: highest.firstIndex { $0.value < value } ?? highest.endIndex)
                found[name] = Array(highest.prefix(byType))
                return true
            }
            guard count == pageSize else { break }
        }
        return try found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap {
            try $0.value.map { unit in
                UnitKey(model, try SerialNumber(parsing: unit.serial.isEmpty ? unit.key : unit.serial))
            }
        }
    }
}

extension ServiceLife {
    /// Whether it has not left, and something was heard of it since it failed last: what is broken needs no watching.
    var isInUse: Bool {
        guard leftAt == nil else { return false }
        guard let failed = failures.last?.time else { return true }
        return (lastAt ?? failed) > failed
    }
}

private enum WatchProposalSQL {
    /// The plus keeps the index by time out of it: a unit's failures are found by its key.
    static let page = Statement(
        """
        SELECT r.serial_key, r.serial, r.type, r.unit, r.value
          FROM unit_readings AS r
          JOIN unit_lives AS l
            ON l.model_id = r.model_id
           AND l.serial_key = r.serial_key
           AND l.serial = r.serial
         WHERE r.model_id = $1
           AND (r.serial_key, r.serial, r.type) > ($2, $3, $4)
           AND l.left_at IS NULL
           AND NOT EXISTS (SELECT 1
                             FROM unit_failures AS f
                            WHERE f.model_id = l.model_id
                              AND f.serial_key = l.serial_key
                              AND f.serial = l.serial
                              AND +f.failed_at >= l.last_at)
         ORDER BY r.serial_key, r.serial, r.type
         LIMIT $5
        """)
}
