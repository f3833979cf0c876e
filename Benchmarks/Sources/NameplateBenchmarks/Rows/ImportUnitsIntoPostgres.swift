import Nameplate
import Registry

/// A CSV file of units into an empty registry in PostgreSQL: received, checked and written, against psql's \copy of the
/// same rows, all that the import writes by the unit or the thousand, into the same tables and indexes.
enum ImportUnitsIntoPostgres {
    private static let tables = ["units", "unit_events", "events", "fleet_changes"]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let directory = setting.directory
        let server = try BenchmarkPostgres(in: directory)
        let file = try PostgresSample.file(units: setting.rows, in: directory)
        let sample = try await PostgresSample(on: server, in: directory)
        try await sample.importUnits(file, count: setting.rows)
        for table in tables {
            try server.run("psql", "-c", "\\copy \(table) TO '\(path(table, directory))'", in: sample.database)
        }
        try await sample.remove()
        let rounds = try await Rounds.measure(
            max(1, min(setting.rounds, 3_000_000 / setting.rows)), warmsUp: false,
            [
                Way(setting.rows) {
                    let sample = try await PostgresSample(on: server, in: directory)
                    try await sample.importUnits(file, count: setting.rows)
                    try await sample.remove()
                },
                Way(setting.rows) {
                    let sample = try await PostgresSample(on: server, in: directory)
                    for table in tables {
                        try server.run(
                            "psql", "-c", "\\copy \(table) FROM '\(path(table, directory))'", in: sample.database)
                    }
                    try await sample.remove()
                },
            ])
        let ratio = rounds.ratio(of: 1, to: 0)
        return [
            Finding(
                "PostgreSQL: import \(Figures.count(Double(setting.rows))) units from CSV",
                target: "≥ 0.5 × psql \\copy",
                measured: "\(Figures.rate(1 / rounds.time(of: 0).median)); "
                    + "\\copy \(Figures.rate(1 / rounds.time(of: 1).median))",
                ratio: ratio, isMet: ratio.median >= 0.5)
        ]
    }

    private static func path(_ table: String, _ directory: TemporaryDirectory) -> String {
        directory.path("\(table).copy")
    }
}
