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
            query: [.init("dryRun", .boolean, "true checks every row and writes nothing")],
            request: .rows([csv, tsv, ndjson]),
            answer: .stream(
                [ndjson], schema: .any([.object(ImportProgress.line), .object(ImportReport.line)]),
                "progress lines, then one with the report: all rows were imported, or none")
        ) { call in
            let kind = try call.segment("kind")
            guard let table = ImportTable(rawValue: kind) else {
                throw RegistryError(
                    .importUnknown,
                    "Files hold one of \(ImportTable.allCases.map(\.rawValue).joined(separator: ", ")).", field: "kind")
            }
            let isNDJSON = call.headers[.contentType]?.lowercased().hasPrefix(ndjson) ?? false
            return ProgressStream.response { progress in
                let report = try await call.registry.importFile(
                    table, syntax: isNDJSON ? .ndjson : .csv, from: BodyPieces(body: call.body),
                    dryRun: call.flag("dryRun"), as: call.principal, from: call.source
                ) { step in progress { step.writeMembers(to: &$0) } }
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

    private static let importList = ObjectSchema(
        "ImportList", [.required("items", .list(.object(ImportJournal.Entry.schema), most: 1_000), "the imports")])
}

/// The body of a request as pieces of bytes.
private struct BodyPieces: AsyncSequence, Sendable {
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
