import Identifiers
import Nameplate
import Quality
import Registry
import Storage

/// The nightly search for emerging issues among units that each have a service life of their own, in a hundred batches of three
/// plants, a tenth of which failed with one of twelve faults; in a range of one batch one fault came four times as often. Beside it
/// a bare `SELECT` that adds up the same rows by batch.
enum SearchFleet {
    private static let batches = 100
    private static let bareSQL = """
        SELECT count(*) FROM (
            SELECT batch_id, sequence / 1000, count(*), sum(failures),
                   sum(coalesce(left_at, 1782864000000000) - entered_at)
              FROM unit_lives
             GROUP BY 1, 2) AS cells
        """

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("search.sqlite"))
        let size = Int64(max(1, setting.rows / batches))
        let issued = try await sample.registry.perform(as: .administrator) { commands in
            _ = try commands.createFormat("W{seq:9}", of: SampleRegistry.slug, model: SampleRegistry.number)
            return try (0..<batches).map { week in
                try commands.issue(
                    BatchDraft(
                        number: "B-\(100 + week)", count: size,
                        fields: .init(
                            plant: ["OS", "BG", "TR"][week % 3], line: "\(week % 5)",
                            date: CivilDate(dayNumber: 19_500 + week * 7))),
                    of: SampleRegistry.slug, model: SampleRegistry.number)
            }
        }
        await sample.registry.close()
        try await writeLives(of: issued, sample)
        let open = try await sample.reopened()
        let bare = try BareReader(path: sample.path)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let answer = try await open.registry.searchEmergingIssues(
                        of: SampleRegistry.slug, isDryRun: true, as: .administrator)
                    guard answer.scope.units == size * Int64(batches) else {
                        throw UnequalWork("\(answer.scope.units) units are searched.")
                    }
                    guard answer.findings.contains(where: { $0.code == "E3" }) else {
                        throw UnequalWork("The range that fails is not found.")
                    }
                },
                Way(1) { guard try bare.count(bareSQL) > 0 else { throw UnequalWork("SQL counts nothing.") } },
            ])
        await open.registry.close()
        let time = rounds.time(of: 0).median
        return [
            Finding(
                "nightly search among \(Figures.count(Double(setting.rows))) units, a tenth of which failed",
                target: "< 60 s",
                measured: "\(Figures.time(time)); a bare GROUP BY \(Figures.time(rounds.time(of: 1).median))",
                ratio: rounds.ratio(of: 0, to: 1), isMet: time < 60)
        ]
    }

    /// Writes the rows by SQL alone: the follower would take an hour, and the rows are the same.
    private static func writeLives(of issued: [Batch], _ sample: SampleRegistry) async throws {
        let database = try SQLiteDatabase.open(path: sample.path)
        for (week, batch) in issued.enumerated() {
            guard let sequences = batch.issue?.sequences else { continue }
            let sold = (19_500 + Int64(week) * 7 + 40) * 86_400_000_000
            let values: [SQLValue] = [
                .integer(sequences.lowerBound), .integer(sequences.upperBound), .integer(sample.model.id.value),
                .integer(batch.id.value), .integer(sold),
            ]
            // In the middle batch a range has four times the claims of one fault.
            let middle = week == issued.count / 2
            let first = sequences.lowerBound + sequences.length / 4
            let extra: [SQLValue] = [
                .integer(first), .integer(middle ? first + sequences.length / 4 : first - 1),
                .integer(sample.model.id.value), .integer(sold),
            ]
            _ = try await database.write { transaction in
                _ = try transaction.rowsChanged(by: SearchFleetSQL.lives, values)
                _ = try transaction.rowsChanged(
                    by: SearchFleetSQL.failures, [values[0], values[1], values[2], values[4]])
                return try transaction.rowsChanged(by: SearchFleetSQL.more, extra)
            }
        }
        await database.close()
    }
}

private enum SearchFleetSQL {
    static let lives = Statement(
        """
        INSERT INTO unit_lives (model_id, serial_key, serial, batch_id, sequence, entered_at, basis, age_at_entry, left_at,
                                leaving, last_at, reports_itself, failures)
        WITH RECURSIVE numbers (number) AS (
            SELECT $1
             UNION ALL
            SELECT number + 1 FROM numbers WHERE number < $2
        )
        SELECT $3, 'W' || printf('%09d', number), '', $4, number, $5 + (number % 60) * 86400000000, 'sold', 0,
               CASE number % 50 WHEN 1 THEN $5 + 400 * 86400000000 END,
               CASE number % 50 WHEN 1 THEN 'scrapped' END, $5 + (number % 60) * 86400000000, 0, 1
          FROM numbers
        """)
    static let failures = Statement(
        """
        INSERT INTO unit_failures (model_id, serial_key, serial, event_id, failed_at, fault_code)
        WITH RECURSIVE numbers (number) AS (
            SELECT $1
             UNION ALL
            SELECT number + 1 FROM numbers WHERE number < $2
        )
        SELECT $3, 'W' || printf('%09d', number), '', number, $4 + (number % 60 + 1 + number / 10 % 250) * 86400000000,
               'E' || (number / 10 % 12)
          FROM numbers
         WHERE number % 10 = 0
        """)
    static let more = Statement(
        """
        INSERT INTO unit_failures (model_id, serial_key, serial, event_id, failed_at, fault_code)
        WITH RECURSIVE numbers (number) AS (
            SELECT $1
             WHERE $1 <= $2
             UNION ALL
            SELECT number + 1 FROM numbers WHERE number < $2
        )
        SELECT $3, 'W' || printf('%09d', number), '', number, $4 + (number % 60 + 1 + number % 250) * 86400000000, 'E3'
          FROM numbers
         WHERE number % 40 = 7
        """)
}
