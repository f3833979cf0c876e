import Hummingbird
import Nameplate
import Registry

/// Streams a table as it is read: no more than a page of it is in memory, and the next is read when the reader has taken
/// it.
enum ExportStream {
    static func response(_ call: Call, showingOwners showsOwners: Bool) async throws -> Response {
        let kind = try call.segment("kind")
        guard let table = ImportTable(rawValue: kind) else {
            throw RegistryError(
                .importUnknown,
                "Tables are \(ImportTable.allCases.map(\.rawValue).joined(separator: ", ")).", field: "kind")
        }
        let form = call.query["format"].flatMap { ExportForm(rawValue: $0) } ?? .csv
        let question = ExportQuestion(
            table, manufacturer: call.query["manufacturer"], model: call.query["model"], showsOwners: showsOwners)
        return try await response(question, form, reason: call.json["reason"]?.text, call)
    }

    /// - Parameter reason: why owners are named; needed where they are.
    static func response(
        _ question: ExportQuestion, _ form: ExportForm, reason: String? = nil, _ call: Call
    ) async throws -> Response {
        // What is wrong with the question is told before the answer begins.
        let pages = try await call.registry.export(
            question, asTable: form != .ndjson, reason: reason, as: call.principal, from: call.source)
        let body = ResponseBody { output in
            var pieces = ExportPieces(pages, form)
            do {
                while let piece = try await pieces.next() {
                    try await output.write(ByteBuffer(bytes: piece.bytes))
                }
            } catch {
                // A table has no words for it: the answer breaks off.
                guard form == .ndjson else { throw error }
                try await output.write(ByteBuffer(bytes: ProgressStream.problemLine(error)))
            }
            try await output.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: form.contentType,
                .contentDisposition: "attachment; filename=\"\(fileName(question, form))\"",
            ], body: body)
    }

    /// `fjordlys-models.csv`.
    static func fileName(_ question: ExportQuestion, _ form: ExportForm) -> String {
        let name = [question.manufacturer, question.table.rawValue].compactMap(\.self).joined(separator: "-")
        return name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } + "." + form.rawValue
    }
}

/// The bytes of a table, page after page.
struct ExportPieces {
    private var pages: ExportPages
    private let form: ExportForm
    private var hasBegun = false

    init(_ pages: ExportPages, _ form: ExportForm) {
        self.pages = pages
        self.form = form
    }

    /// The next bytes with the number of rows in them; nil at the end.
    mutating func next() async throws -> (bytes: [UInt8], rows: Int)? {
        if !hasBegun {
            hasBegun = true
            if let header = Self.header(of: pages, form) { return (header, 0) }
        }
        while let page = try await pages.next() {
            let bytes = try Self.bytes(of: page, pages, form)
            if !bytes.isEmpty { return (bytes, page.count) }
        }
        return nil
    }

    private static func header(of pages: ExportPages, _ form: ExportForm) -> [UInt8]? {
        guard form != .ndjson else { return nil }
        return CSVStream.bytes([pages.columns.map(\.name) + pages.specificationHeadings], form.delimiter)
    }

    private static func bytes(of page: [ExportRow], _ pages: ExportPages, _ form: ExportForm) throws -> [UInt8] {
        guard form == .ndjson else {
            let rows = try page.map { try $0.cells.map(\.text) + pages.specificationCells(of: $0) }
            return CSVStream.bytes(rows, form.delimiter)
        }
        var json = JSONWriter()
        for row in page {
            json.object { json in
                for (column, cell) in zip(pages.columns, row.cells) {
                    switch cell {
                    case .blank: break
                    case .text(let text): json.field(column.name, text)
                    case .list(let elements): json.listField(column.name, elements) { $0.value($1) }
                    }
                }
                for specification in row.specifications { json.field(specification.heading, specification.text) }
            }
            json.endLine()
        }
        return json.bytes
    }
}

extension ExportForm {
    fileprivate var delimiter: UInt8 { self == .tsv ? 0x09 : UInt8(ascii: ",") }
}
