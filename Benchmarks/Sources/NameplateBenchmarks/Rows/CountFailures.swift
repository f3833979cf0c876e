import Identifiers
import Nameplate
import Quality
import Registry
import Storage

/// Failure rates by month of manufacture of units that each have a service life of their own, one in a hundred of which failed,
/// and how they fare with age. Beside it a bare `SELECT` that groups the same rows by their date of production.
enum CountFailures {
    private static let bareSQL = """
        SELECT count(*) FROM (
            SELECT produced_on, count(*), sum(failures), sum(coalesce(left_at, 1782864000000000) - entered_at)
              FROM unit_lives
             GROUP BY produced_on) AS months
        """

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("failures.sqlite"))
        await sample.registry.close()
        try await writeLives(setting.rows, sample)
        let open = try await sample.reopened()
        let bare = try BareReader(path: sample.path)
        var inquiry = FleetInquiry()
        inquiry.cut = .month
        inquiry.lastDay = try CivilDate(parsing: "2026-07-01")
        let asked = inquiry
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let answer = try await open.registry.fleet(of: SampleRegistry.slug, asked, as: .administrator)
                    guard answer.sample.whole.units == Int64(setting.rows) else {
                        throw UnequalWork("\(answer.sample.whole.units) units are counted.")
                    }
                    let curves = FleetCurves(answer.sample.whole)
                    guard case .success = curves.survival, case .success = curves.weibull else {
                        throw UnequalWork("There is no curve.")
                    }
                },
                Way(1) { guard try bare.count(bareSQL) > 0 else { throw UnequalWork("SQL counts nothing.") } },
            ])
        await open.registry.close()
        let time = rounds.time(of: 0).median
        return [
            Finding(
                "failure rates by month and curves of \(Figures.count(Double(setting.rows))) units", target: "< 60 s",
                measured: "\(Figures.time(time)); a bare GROUP BY \(Figures.time(rounds.time(of: 1).median))",
                ratio: rounds.ratio(of: 0, to: 1), isMet: time < 60)
        ]
    }

    /// Writes the rows by SQL alone: the follower would take an hour, and the rows are the same.
    private static func writeLives(_ count: Int, _ sample: SampleRegistry) async throws {
        let database = try SQLiteDatabase.open(path: sample.path)
        let step = 1_000_000
        for first in stride(from: 0, to: count, by: step) {
            let values: [SQLValue] = [
                .integer(Int64(first)), .integer(Int64(min(count, first + step) - 1)), .integer(sample.model.id.value),
            ]
            _ = try await database.write { transaction in
                _ = try transaction.rowsChanged(by: CountFailuresSQL.lives, values)
                return try transaction.rowsChanged(by: CountFailuresSQL.failures, values)
            }
        }
        await database.close()
    }
}

private enum CountFailuresSQL {
    /// Made on one of 720 days from 2023-06-01 on, sold 40 days later; one in fifty is scrapped after a year.
    static let lives = Statement(
        """
        INSERT INTO unit_lives (model_id, serial_key, serial, produced_on, entered_at, basis, age_at_entry, left_at,
                                leaving, last_at, reports_itself, failures)
        WITH RECURSIVE numbers (number) AS (
            SELECT $1
             UNION ALL
            SELECT number + 1 FROM numbers WHERE number < $2
        )
        SELECT $3, 'W' || printf('%09d', number), '', date('2023-06-01', '+' || (number % 720) || ' days'),
               1685577600000000 + (number % 720 + 40) * 86400000000, 'sold', 0,
               CASE number % 50 WHEN 1 THEN 1685577600000000 + (number % 720 + 405) * 86400000000 END,
               CASE number % 50 WHEN 1 THEN 'scrapped' END, 1685577600000000 + (number % 720 + 40) * 86400000000, 0,
               CASE number % 100 WHEN 0 THEN 1 ELSE 0 END
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
        SELECT $3, 'W' || printf('%09d', number), '', number,
               1685577600000000 + (number % 720 + 41 + number / 100 % 300) * 86400000000, 'E' || (number % 7)
          FROM numbers
         WHERE number % 100 = 0
        """)
}
