import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry
import Synchronization

/// Claims as a table for spreadsheets, page after page.
enum ClaimTable {
    static let columns = [
        "number", "model", "serial", "kind", "state", "site", "reference", "faultCode", "causalPart", "failedOn",
        "repairedOn", "currency", "claimed", "approved", "remedy", "createdAt", "submittedAt", "complaint",
    ]

    static func response(_ call: Call) async throws -> Response {
        let (registry, principal, filter) = (call.registry, call.principal, call.claimFilter)
        let slug = try call.segment("manufacturer")
        return try await PagedCSV.response(columns: columns) { last in
            try await registry.claims(
                of: slug, filter,
                after: last.map { .init(createdAt: $0.claim.createdAt, id: $0.claim.number.value) },
                limit: PagedCSV.pageSize, as: principal)
        } row: {
            row($0)
        }
    }

    private static func row(_ listed: ListedClaim) -> [String] {
        let (claim, details) = (listed.claim, listed.claim.details)
        return [
            claim.number.text, listed.model?.number.text ?? "", claim.unit.serial.text, details.kind.rawValue,
            claim.state.rawValue, claim.filing.site ?? "", details.reference ?? "", details.faultCode ?? "",
            details.causalPart ?? "", details.failedOn?.isoText ?? "", details.repairedOn?.isoText ?? "",
            details.currency, String(claim.claimed), claim.approved.map { String($0) } ?? "",
            claim.remedy?.rawValue ?? "", TimeText.text(claim.createdAt),
            claim.submittedAt.map { TimeText.text($0) } ?? "",
            details.complaint ?? "",
        ]
    }
}

/// Rows that are there already, given out once.
final class OnePage: Sendable {
    private let rows: Mutex<CSVStream.Rows?>

    init(_ rows: CSVStream.Rows) { self.rows = Mutex(rows) }

    func take() -> CSVStream.Rows? {
        rows.withLock { rows in
            defer { rows = nil }
            return rows
        }
    }
}
