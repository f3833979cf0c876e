import Hummingbird
import Nameplate
import Registry

// Tables that are taken away, with the headers that an import reads.

extension Routes {
    static let exports: [Route] = [
        Route(
            method: .get, path: "\(prefix)/exports/{kind}", permission: .look,
            summary: "Export a table: \(ImportTable.allCases.map(\.rawValue).joined(separator: ", "))",
            query: filters,
            answer: .stream(
                ExportForm.allCases.map(\.mediaType),
                "the rows that the asker may read, as an import takes them; owners are withheld")
        ) { call in try await ExportStream.response(call, showingOwners: false) },
        Route(
            method: .post, path: "\(prefix)/exports/{kind}", permission: .readOwners,
            summary: "Export events with the owners that they name; each of them can see who asked, when and why",
            query: filters, request: .json(ObjectSchema("ExportReason", [Reason.property])),
            answer: .stream(ExportForm.allCases.map(\.mediaType), "the rows, as an import takes them")
        ) { call in try await ExportStream.response(call, showingOwners: true) },
    ]

    private static let filters: [Route.Parameter] = [
        .init("manufacturer", .text(most: 200), "the short name of the only manufacturer whose rows are wanted"),
        .init("model", .text(most: 200), "the number of the only model of that manufacturer"),
        .init("format", .word(ExportForm.allCases.map(\.rawValue)), "csv, tsv or ndjson; csv without it"),
    ]
}

/// How an exported table is written.
enum ExportForm: String, CaseIterable, Sendable {
    case csv, tsv, ndjson

    var mediaType: String {
        switch self {
        case .csv: "text/csv"
        case .tsv: "text/tab-separated-values"
        case .ndjson: "application/x-ndjson"
        }
    }

    var contentType: String { self == .ndjson ? mediaType : mediaType + "; charset=utf-8" }
}
