import ArgumentParser
import Foundation

/// Measures what the registry promises, with the raw engine beside it in the same run.
@main
struct NameplateBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "NameplateBenchmarks",
        abstract: "Measure what the registry promises, with the raw engine beside it in the same run.",
        discussion: """
            Every comparison is made in rounds, one way right beside the other; the ratio of their times is what counts.
            The full sizes take a quarter of an hour and 10 GB of temporary files:

              make bench ARGS="--rows 10000000"
              make bench ARGS="find size --rounds 15"
            """)

    @Argument(help: "What to measure: \(Row.names). All, where none is named.")
    var names: [Row] = []

    @Option(help: "Units in the large registry and in the imported file.")
    var rows = 1_000_000

    @Option(help: "How often each comparison is made.")
    var rounds = 7

    @Option(help: "An empty database for the row 'scale': a file, or postgres://user@host/name.")
    var database: String?

    func validate() throws {
        guard rows >= 10_000, rounds >= 1 else { throw ValidationError("Give at least 10000 rows and 1 round.") }
    }

    func run() async throws {
        let setting = Setting(rows: rows, rounds: rounds, directory: try TemporaryDirectory(), database: database)
        var table = FindingTable()
        do {
            for row in names.isEmpty ? Row.allCases : names {
                FileHandle.standardError.write(Data("measuring \(row.rawValue) …\n".utf8))
                for finding in try await row.run(setting) { table.add(finding) }
            }
        } catch {
            await setting.close()
            throw error
        }
        await setting.close()
        print(table)
    }
}
