import ArgumentParser
import Registry
import Server

/// `nameplate import …`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Import models, parts, units, events and all other tables from CSV, TSV or NDJSON.",
        subcommands: [Run.self, List.self, Undo.self], defaultSubcommand: Run.self)

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case manufacturers, locations, models, formats, batches, units, components, events, documents
        case parts, supersessions, versions, packaging, approvals, prices, marketing
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a file; 'nameplate import KIND FILE' does the same.",
            discussion: """
                All or nothing: every row is checked before the first is written, and a file that was imported before \
                changes nothing.

                EXAMPLES
                  nameplate import models models.csv --dry-run
                  nameplate import models models.csv
                  nameplate import events - < events.csv
                  nameplate import models models.csv --skip-invalid --rejects rejects.csv
                """)

        @Argument(help: "What the file holds: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: Kind
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Flag(help: "Only check the file and show what it would do.") var dryRun = false
        @OptionGroup var reading: ReadingOptions
        @Flag(help: "Leave out rows that are refused, and write the others.") var skipInvalid = false
        @Option(help: "Write the refused rows to this file, each with what is wrong.", completion: .file()) var rejects:
            String?
        @Option(help: "Print what becomes of each row: all, or only those refused.") var rows: ShownRows?
        @OptionGroup var registry: RegistryOptions

        enum ShownRows: String, CaseIterable, ExpressibleByArgument {
            case all, refused
        }

        func validate() throws {
            if rejects != nil, file == "-" {
                throw ValidationError("--rejects needs a file that can be read twice, not '-'.")
            }
            if rows != nil, rejects != nil { throw ValidationError("Choose one of --rows and --rejects.") }
        }

        func run() async throws {
            let bytes = try FileBytes(path: file)
            try await Session.open(registry, making: !dryRun) { session in
                var query = try await reading.query(session)
                query += [("dryRun", dryRun ? "true" : nil), ("skipInvalid", skipInvalid ? "true" : nil)]
                query.append(("rows", rejects == nil ? rows?.rawValue : ShownRows.refused.rawValue))
                let refused = RefusedRows(prints: rows != nil ? session.output : nil, json: session.printsJSON)
                let report = try await session.importFile(kind, bytes, named: file, query: query) {
                    try refused.take($0)
                }
                if let rejects { try refused.write(rejects, from: file, reading.encoding) }
                if session.printsJSON {
                    try session.output.print(json: try JSONText.encode(report))
                } else {
                    try Import.show(report, session.output)
                }
                if Import.isRefused(report), !skipInvalid { throw ExitCode(Failure.refused) }
            }
        }
    }

    static func isRefused(_ report: JSON) -> Bool { (report.errorCount.asInteger ?? 0) > 0 }

    /// What an import did, or why it did nothing.
    static func show(_ report: JSON, _ output: Output) throws {
        let rows = Numbers.count(report.rows.asInteger ?? 0, "row", "rows")
        let leftOut = report.refused.asInteger ?? 0
        if isRefused(report), !report.leavesOut.isTrue {
            let count = Numbers.count(report.errorCount.asInteger ?? 0, "error", "errors")
            try output.print(output.terminal.styled("Nothing is imported: \(count) in \(rows).", .bad))
            try output.print(errors(report.errors.asArray))
            if let name = report.proposedMapping.asText {
                try output.print("There is a mapping for such files: --mapping \(name)")
            }
            return
        }
        if report.alreadyImported.isTrue { return try output.print("This file was imported before: nothing changes.") }
        let parts = [("created", report.created), ("updated", report.updated), ("unchanged", report.unchanged)]
        let counts = parts.compactMap { name, count in count.asText.map { "\($0) \(name)" } }
        let begin = report.dryRun.isTrue ? "This would import" : "Imported"
        let skipped = leftOut > 0 ? ", \(leftOut) left out" : ""
        try output.print("\(begin) \(rows): \(counts.joined(separator: ", "))\(skipped).")
        if leftOut > 0 { try output.print(errors(report.errors.asArray)) }
        try show(remarks: report.remarks.asArray, output)
    }

    /// Values that were to be numbers and are none.
    private static func show(remarks: [JSON], _ output: Output) throws {
        guard !remarks.isEmpty else { return }
        var table = Table([
            .init(heading: "column"), .init(heading: "rows", isNumber: true), .init(heading: "remark"),
        ])
        for remark in remarks {
            table.add([remark.field.asText ?? "", remark.count.asText ?? "", remark.sentence.asText ?? ""])
        }
        try output.print(table)
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
    /// Imports a file with a progress bar.
    /// - Parameters:
    ///   - query: What is said of the file.
    ///   - row: Hears what becomes of each row, where the query asks for that.
    /// - Returns: The report.
    func importFile(
        _ kind: Import.Kind, _ bytes: FileBytes, named name: String, query: [(String, String?)] = [],
        row: @escaping @Sendable (JSON) throws -> Void = { _ in }
    ) async throws -> JSON {
        var bytes = bytes
        var syntax = ImportSyntax(path: name)
        // Standard input has no name that tells.
        if name == "-", try await bytes.firstPiece().first == UInt8(ascii: "{") { syntax = .ndjson }
        let type = syntax == .csv ? "text/csv" : "application/x-ndjson"
        var call = APICall(.post, ["imports", kind.rawValue], query: query).with("Content-Type", type)
        call.body = .stream(bytes)
        let bar = ProgressBar("Importing \(kind.rawValue)")
        defer { bar.clear() }
        let size = bytes.size
        return try await report(of: call, row: row) { progress in
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
