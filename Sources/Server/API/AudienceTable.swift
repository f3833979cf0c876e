import Hummingbird
import Identifiers
import NIOCore
import Nameplate
import Registry

/// Owners who consent to be written to as a table for spreadsheets: no more than a part of it is in memory, and the next is
/// read when the reader has taken it.
enum AudienceTable {
    static let columns = ["email", "name", "language", "model", "boughtOn", "warrantyUntil", "unsubscribe"]

    /// - Throws: What is refused is refused before the answer begins; see ``NameplateRegistry/audience(_:of:reason:as:from:)``.
    static func response(
        _ question: AudienceQuestion, of slug: String, reason: String?, _ call: Call
    ) async throws -> Response {
        let export = try await call.registry.audience(
            question, of: slug, reason: reason, as: call.principal, from: call.source)
        let website = call.publicAddress?.text ?? ""
        let body = ResponseBody { output in
            var export = export
            try await output.write(ByteBuffer(bytes: CSVStream.bytes([columns])))
            while let members = try await export.next() {
                guard !members.isEmpty else { continue }
                try await output.write(ByteBuffer(bytes: CSVStream.bytes(members.map { row($0, website) })))
            }
            try await output.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"audience.csv\"",
                .cacheControl: "no-store",
            ], body: body)
    }

    /// - Parameter website: Where the public finds it; empty where it finds it nowhere: then the path alone is told.
    private static func row(_ member: AudienceMember, _ website: String) -> [String] {
        let owner = member.owner
        return [
            owner.email, owner.name ?? "", owner.language?.text ?? "", member.model.text,
            member.boughtOn?.isoText ?? "", member.warrantyUntil?.isoText ?? "",
            website + Routes.unsubscribing(owner.withdrawalCode).text,
        ]
    }
}
