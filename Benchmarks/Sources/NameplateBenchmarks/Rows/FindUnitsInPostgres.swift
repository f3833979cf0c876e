import Foundation
import Identifiers
import Nameplate
import Registry
import Synchronization

/// One unit among all in PostgreSQL, by its model and its serial number as text: threads that ask the registry, through
/// its pool, against pgbench with the same prepared SELECT on as many connections.
enum FindUnitsInPostgres {
    private static let lookups = 80_000
    private static let connectionCounts = [1, 8]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let server = try BenchmarkPostgres(in: setting.directory)
        let sample = try await PostgresSample(on: server, in: setting.directory)
        try await sample.importUnits(
            PostgresSample.file(units: setting.rows, in: setting.directory), count: setting.rows)
        try server.run("psql", "-c", "VACUUM ANALYZE", in: sample.database)
        let script = setting.directory.path("lookup.sql")
        try text(sample.model.id, among: setting.rows).write(toFile: script, atomically: true, encoding: .utf8)
        var findings: [Finding] = []
        for connections in connectionCounts {
            let each = lookups / connections
            let rounds = try await Rounds.measure(
                setting.rounds,
                [
                    Way(each * connections) {
                        try find(each, on: connections, among: setting.rows, in: sample)
                    },
                    Way(each * connections) {
                        try server.run(
                            "pgbench", "-n", "-M", "prepared", "-f", script, "-c", "\(connections)",
                            "-j", "\(connections)", "-t", "\(each)", in: sample.database)
                    },
                ])
            let ratio = rounds.ratio(of: 1, to: 0)
            findings.append(
                Finding(
                    "PostgreSQL: unit(model, serial) among \(Figures.count(Double(setting.rows))), connections: "
                        + "\(connections)", target: "≥ 0.8 × pgbench",
                    measured: "\(Figures.rate(1 / rounds.time(of: 0).median)); "
                        + "pgbench \(Figures.rate(1 / rounds.time(of: 1).median))",
                    ratio: ratio, isMet: ratio.median >= 0.8))
        }
        try await sample.remove()
        return findings
    }

    /// Each of so many threads looks up as many units, drawn evenly from all.
    private static func find(_ lookups: Int, on threads: Int, among units: Int, in sample: PostgresSample) throws {
        let (ended, misses) = (DispatchSemaphore(value: 0), Misses())
        let (registry, model) = (sample.registry, sample.model.id)
        for thread in 0..<threads {
            Thread.detachNewThread {
                var random = RandomNumbers(seed: UInt64(thread + 1))
                for _ in 0..<lookups {
                    let number = Int.random(in: 0..<units, using: &random)
                    let serial = try? SerialNumber(parsing: String(PostgresSample.firstSerial + number))
                    let unit = serial.flatMap { try? registry.unit(UnitKey(model, $0)) }
                    if unit == nil { misses.count.wrappingAdd(1, ordering: .relaxed) }
                }
                ended.signal()
            }
        }
        for _ in 0..<threads { ended.wait() }
        let missing = misses.count.load(ordering: .relaxed)
        guard missing == 0 else { throw UnequalWork("The registry misses \(missing) units.") }
    }

    private final class Misses: Sendable {
        let count = Atomic<Int>(0)
    }

    /// The SELECT of `UnitRows.find`, for pgbench.
    private static func text(_ model: ID<Model>, among units: Int) -> String {
        """
        \\set serial random(\(PostgresSample.firstSerial), \(PostgresSample.firstSerial + units - 1))
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = \(model.value)
           AND serial_key = :serial
           AND serial = '';
        """
    }
}
