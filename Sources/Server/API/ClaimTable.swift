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
    private static let pageSize = 500

    static func response(_ call: Call) async throws -> Response {
        let (registry, principal, filter) = (call.registry, call.principal, call.claimFilter)
        let slug = try call.segment("manufacturer")
        // The first page is read before the answer begins: what is refused is refused as everywhere.
        let first = try await registry.claims(of: slug, filter, after: nil, limit: pageSize, as: principal)
        let pages = Mutex<(next: [ListedClaim]?, last: ListedClaim?)>((first, nil))
        return CSVStream.response(columns: columns) {
            let (ready, last) = pages.withLock { pages in
                defer { pages.next = nil }
                return (pages.next, pages.last)
            }
            var page = ready ?? []
            if ready == nil {
                guard let last else { return nil }
                let place = ClaimList.Place(createdAt: last.claim.createdAt, id: last.claim.number.value)
                page = try await registry.claims(of: slug, filter, after: place, limit: pageSize, as: principal)
            }
            let end = page.last
            pages.withLock { $0.last = end }
            return page.isEmpty ? nil : page.map(row)
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
