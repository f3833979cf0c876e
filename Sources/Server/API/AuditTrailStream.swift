import Hummingbird
import NIOCore
import Nameplate
import Registry

/// The audit trail as a file, page after page: no more than one page of it is in memory.
struct AuditTrailStream: Sendable {
    enum Form: CaseIterable, Sendable {
        /// For spreadsheets; a problem that ends it is its last row.
        case table
        /// A line of JSON for each entry; a problem that ends it is the last line.
        case lines

        var mediaType: String { self == .table ? "text/csv" : "application/x-ndjson" }
    }
    var form: Form

    func response(_ question: AuditTrailQuestion, of slug: String?, _ call: Call) async throws -> Response {
        let export = try await call.registry.auditTrailExport(
            question, of: slug, as: call.principal, from: call.source)
        let body = ResponseBody { output in
            var export = export
            if form == .table { try await output.write(ByteBuffer(bytes: CSVRow.bytes(AuditTrailLine.csvHeader))) }
            do {
                while let lines = try await export.next() {
                    try await output.write(ByteBuffer(bytes: lines.flatMap(bytes)))
                }
            } catch {
                guard let problem = Problem(of: error) else { throw error }
                try await output.write(ByteBuffer(bytes: bytes(problem)))
            }
            try await output.finish(nil)
        }
        let contentType = form == .table ? "text/csv; charset=utf-8; header=present" : form.mediaType
        return Response(status: .ok, headers: [.contentType: contentType], body: body)
    }

    private func bytes(_ line: AuditTrailLine) -> [UInt8] {
        switch form {
        case .table: CSVRow.bytes(line.csvCells)
        case .lines: JSONWriter.bytes(line.write) + [0x0A]
        }
    }

    private func bytes(_ problem: Problem) -> [UInt8] {
        switch form {
        case .table: CSVRow.bytes(["problem", problem.sentence])
        case .lines: ProgressStream.line(of: problem)
        }
    }
}
