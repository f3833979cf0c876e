import Hummingbird
import Identifiers
import Nameplate
import Registry

/// Streams the units of a population: no more than one page of them is in memory, and the next is read when the reader
/// has taken it.
struct PopulationStream: Sendable {
    enum Format: String {
        case csv
        case ndjson

        var contentType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .ndjson: "application/x-ndjson"
            }
        }
    }
    let registry: NameplateRegistry
    let question: PopulationQuestion
    let format: Format
    let principal: Principal

    private static let pageSize: Int64 = 5_000

    /// - Parameter limit: How many units at most; nil for all.
    func response(after cursor: PopulationCursor?, limit: Int64?) async throws -> Response {
        // What is wrong with the question is told before the answer begins.
        let first = try await page(after: cursor, limit)
        let body = ResponseBody { output in
            if format == .csv { try await output.write(ByteBuffer(string: ListedUnit.csvHead)) }
            var (page, left) = (first, limit)
            while true {
                let bytes = bytes(of: page)
                if !bytes.isEmpty { try await output.write(ByteBuffer(bytes: bytes)) }
                left = left.map { $0 - Int64(page.units.count) }
                guard let next = page.next, left != 0 else { break }
                do {
                    page = try await self.page(after: next, left)
                } catch {
                    // CSV has no words for it: the answer breaks off.
                    guard format == .ndjson else { throw error }
                    try await output.write(ByteBuffer(bytes: ProgressStream.problemLine(error)))
                    break
                }
            }
            try await output.finish(nil)
        }
        let name = "\(first.subject.manufacturer.slug)-units.\(format.rawValue)"
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: body)
    }

    private func page(after cursor: PopulationCursor?, _ left: Int64?) async throws -> PopulationUnitsAnswer {
        try await registry.units(
            of: question, after: cursor, limit: Int(min(left ?? Self.pageSize, Self.pageSize)), as: principal)
    }

    private func bytes(of page: PopulationUnitsAnswer) -> [UInt8] {
        let slug = page.subject.manufacturer.slug
        var bytes: [UInt8] = []
        for unit in page.units {
            switch format {
            case .csv: bytes += unit.csvLine(of: slug).utf8
            case .ndjson:
                bytes += JSONWriter.bytes { unit.write(of: slug, to: &$0) }
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        return bytes
    }
}

extension ListedUnit {
    /// The columns bear the names that an import of units gives them.
    static let csvHead = "manufacturer,model,serial,batch,sequence,produced_on\r\n"

    /// RFC 4180, without formulas (``FormulaGuard``).
    func csvLine(of slug: String) -> String {
        let cells = [slug, model, serial.text, batch ?? "", sequence.map(String.init) ?? "", producedOn?.isoText ?? ""]
        return cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let text = FormulaGuard.cell(text)
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension PopulationStream {
    /// How a list of a population's units is asked for.
    static let parameters: [Route.Parameter] = [
        .init("format", .word(["json", "csv", "ndjson"]), "json, without it, answers a page; the others stream"),
        .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
        .init(
            "limit", .integer(1...Int64.max),
            "how many at most: a page has \(Limits.page) without it and at most \(Limits.largestPage)"),
    ]

    /// A page of a population's units, or all of them where the query's format streams.
    static func response(_ question: PopulationQuestion, _ call: Call) async throws -> Response {
        let after = try call.after().map { key throws(RegistryError) in try PopulationRequest.cursor(key) }
        if let format = call.query["format"].flatMap(Format.init(rawValue:)) {
            return try await PopulationStream(
                registry: call.registry, question: question, format: format, principal: call.principal
            ).response(after: after, limit: call.number("limit"))
        }
        guard call.limit <= Limits.largestPage else {
            throw RequestError(
                .queryInvalid,
                "A page has at most \(Limits.largestPage) units; the formats csv and ndjson have no limit.",
                field: "limit")
        }
        let answer = try await call.registry.units(
            of: question, after: after, limit: call.limit, as: call.principal)
        return .json { json in
            answer.write(next: answer.next.map { Cursor.text($0.text, in: call.path) }, to: &json)
        }
    }
}
