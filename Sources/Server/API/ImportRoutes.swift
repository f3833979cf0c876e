import Hummingbird
import Nameplate
import Registry

// Files of many rows.

extension Routes {
    private static let csv = "text/csv"
    private static let tsv = "text/tab-separated-values"
    private static let ndjson = "application/x-ndjson"

    static let imports: [Route] = [
        Route(
            method: .post, path: "\(prefix)/imports/{kind}", permission: .importFiles,
            summary: "Import a file: \(ImportTable.allCases.map(\.rawValue).joined(separator: ", "))",
            query: reading,
            request: .rows([csv, tsv, ndjson]),
            answer: .stream(
                [ndjson],
                schema: .any([.object(ImportProgress.line), .object(RowVerdict.line), .object(ImportReport.line)]),
                "lines of progress or of rows, then one with the report: all rows were imported, or none")
        ) { call in
            let kind = try call.segment("kind")
            guard let table = ImportTable(rawValue: kind) else {
                throw RegistryError(
                    .importUnknown,
                    "Files hold one of \(ImportTable.allCases.map(\.rawValue).joined(separator: ", ")).", field: "kind")
            }
            let isNDJSON = call.headers[.contentType]?.lowercased().hasPrefix(ndjson) ?? false
            var options = ImportOptions()
            options.dates = call.query["dates"].flatMap { ImportOptions.DateOrder(rawValue: $0) }
            options.decimal = call.query["decimal"].flatMap { ImportOptions.DecimalMark(rawValue: $0) }
            options.match = call.query["match"].flatMap { ImportOptions.Match(rawValue: $0) }
            options.skipsInvalid = call.flag("skipInvalid")
            let run:
                @Sendable (@escaping @Sendable (ImportProgress) -> Void, @escaping ImportVerdicts) async throws
                    -> ImportReport = { [options] progress, verdicts in
                        try await call.registry.importFile(
                            table, syntax: isNDJSON ? .ndjson : .csv, from: BodyPieces(body: call.body), options,
                            mapping: call.query["mapping"],
                            encoding: call.query["encoding"].flatMap { SourceEncoding(rawValue: $0) },
                            dryRun: call.flag("dryRun"), as: call.principal, from: call.source, progress: progress,
                            verdicts: verdicts)
                    }
            if let shown = call.query["rows"].flatMap({ ImportStream.Shown(rawValue: $0) }) {
                return ImportStream.response(shown) { try await run({ _ in }, $0) }
            }
            return ProgressStream.response { progress in
                let report = try await run({ step in progress { step.writeMembers(to: &$0) } }, { _ in })
                return { report.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .get, path: "\(prefix)/imports", permission: .importFiles, summary: "List the last imports",
            query: [.init("limit", .integer(1...Int64(Limits.largestPage)), "how many at most")],
            answer: .json(importList, "newest first")
        ) { call in
            let entries = try await call.registry.imports(limit: call.limit, as: call.principal)
            return .json { json in
                json.object { $0.listField("items", entries) { $1.write(to: &$0) } }
            }
        },
    ]

    static let undoing: [Route] = [
        Route(
            method: .post, path: "\(prefix)/imports/undo/{id}", permission: .importFiles,
            summary: "Take an import of manufacturers, models, formats or components back, if nothing was built on it",
            query: [.init("dryRun", .boolean, "true only says what it would do")],
            answer: .json(ImportUndo.Report.schema, "what it has done")
        ) { call in
            let text = try call.segment("id")
            guard let id = Int64(text) else {
                throw RegistryError(.importUnknown, "An import is named by its number.", field: "id")
            }
            let report = try await call.registry.undoImport(
                ID(id), dryRun: call.flag("dryRun"), as: call.principal, from: call.source)
            return .json { json in
                json.object { json in
                    json.field("removed", report.removed)
                    json.field("restored", report.restored)
                    json.field("dryRun", call.flag("dryRun"))
                }
            }
        }
    ]

    private static let reading: [Route.Parameter] = [
        .init("dryRun", .boolean, "true checks every row and writes nothing"),
        .init("rows", .word(ImportStream.Shown.allCases.map(\.rawValue)), "a line for all rows, or for those refused"),
        .init("skipInvalid", .boolean, "true leaves out rows that are refused and writes the others"),
        .init(
            "match", .word(ImportOptions.Match.allCases.map(\.rawValue)),
            "by what a row of models names a model that is there: its number, one of its GTINs, or its external id"),
        .init("mapping", .text(most: 200), "the name of the mapping that makes our columns of the file's"),
        .init(
            "encoding", .word(SourceEncoding.allCases.map(\.rawValue)),
            "what the file is; without it UTF-8, or UTF-16 with a byte order mark"),
        .init("dates", .word(ImportOptions.DateOrder.allCases.map(\.rawValue)), "how dates such as 03/04/2026 stand"),
        .init(
            "decimal", .word(ImportOptions.DecimalMark.allCases.map(\.rawValue)),
            "what parts the fraction of a number; the other mark parts thousands then"),
    ]

    private static let importList = ObjectSchema(
        "ImportList", [.required("items", .list(.object(ImportJournal.Entry.schema), most: 1_000), "the imports")])
}

/// The body of a request as pieces of bytes.
struct BodyPieces: AsyncSequence, Sendable {
    typealias Failure = any Error
    let body: RequestBody

    func makeAsyncIterator() -> Iterator { Iterator(pieces: body.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        var pieces: RequestBody.AsyncIterator

        @concurrent mutating func next() async throws -> [UInt8]? {
            try await pieces.next().map { Array($0.readableBytesView) }
        }
    }
}

extension ImportUndo.Report {
    static let schema = ObjectSchema(
        "ImportUndone",
        [
            .required("removed", .count, "what the import had made and is gone"),
            .required("restored", .count, "what it had changed and is as before"),
            .required("dryRun", .boolean, "whether it was only a trial"),
        ])
}
