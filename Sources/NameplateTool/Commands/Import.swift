import ArgumentParser
import Registry
import Server

/// `nameplate import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import manufacturers, models, formats, batches, units, components or events from CSV or NDJSON.",
        discussion: """
            All or nothing: every row is checked before the first is written, and a file that was imported before \
            changes nothing.

            EXAMPLES
              nameplate import models models.csv --dry-run
              nameplate import models models.csv
              nameplate import events - < events.csv
            """)

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case manufacturers, models, formats, batches, units, components, events
    }

    @Argument(help: "What the file holds: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: Kind
    @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
    @Flag(help: "Only check the file and show what it would do.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let bytes = try FileBytes(path: file)
        try await Session.open(registry, making: !dryRun) { session in
            let report = try await session.importFile(kind, bytes, named: file, dryRun: dryRun)
            if session.printsJSON {
                try session.output.print(json: try JSONText.encode(report))
            } else {
                try Self.show(report, session.output)
            }
            if Self.isRefused(report) { throw ExitCode(Failure.refused) }
        }
    }

    static func isRefused(_ report: JSON) -> Bool { (report.errorCount.asInteger ?? 0) > 0 }

    /// What an import did, or why it did nothing.
    static func show(_ report: JSON, _ output: Output) throws {
        let rows = Numbers.count(report.rows.asInteger ?? 0, "row", "rows")
        if isRefused(report) {
            let count = Numbers.count(report.errorCount.asInteger ?? 0, "error", "errors")
            try output.print(output.terminal.styled("Nothing is imported: \(count) in \(rows).", .bad))
            return try output.print(errors(report.errors.asArray))
        }
        if report.alreadyImported.isTrue { return try output.print("This file was imported before: nothing changes.") }
        let parts = [("created", report.created), ("updated", report.updated), ("unchanged", report.unchanged)]
        let counts = parts.compactMap { name, count in count.asText.map { "\($0) \(name)" } }
        let begin = report.dryRun.isTrue ? "This would import" : "Imported"
        try output.print("\(begin) \(rows): \(counts.joined(separator: ", ")).")
    }

    private static func errors(_ errors: [JSON]) -> Table {
        var table = Table([
            .init(heading: "row", isNumber: true), .init(heading: "field"), .init(heading: "what is wrong"),
            .init(heading: "code"),
        ])
        for error in errors {
            table.add([
                error.row.asText ?? "", error.field.asText ?? "", error.sentence.asText ?? "", error.code.asText ?? "",
            ])
        }
        return table
    }
}

extension Session {
    /// Imports a file with a progress bar. - Returns: The report.
    func importFile(_ kind: Import.Kind, _ bytes: FileBytes, named name: String, dryRun: Bool) async throws -> JSON {
        var bytes = bytes
        var syntax = ImportSyntax(path: name)
        // Standard input has no name that tells.
        if name == "-", try await bytes.firstPiece().first == UInt8(ascii: "{") { syntax = .ndjson }
        let type = syntax == .csv ? "text/csv" : "application/x-ndjson"
        var call = APICall(.post, ["imports", kind.rawValue], query: [("dryRun", dryRun ? "true" : nil)])
            .with("Content-Type", type)
        call.body = .stream(bytes)
        let bar = ProgressBar("Importing \(kind.rawValue)")
        defer { bar.clear() }
        let size = bytes.size
        return try await report(of: call) { progress in
            bar.show(
                progress.phase.asText, fraction: Self.fraction(progress, size: size),
                rows: progress.rows.asInteger ?? 0)
        }
    }

    /// How much of a phase is done. While the file is being sent, only this side knows its size.
    private static func fraction(_ progress: JSON, size: Int64?) -> Double? {
        guard let bytes = progress.bytes.asInteger, let total = progress.totalBytes.asInteger ?? size, total > 0 else {
            return nil
        }
        return Double(bytes) / Double(total)
    }
}
