package import Quality
import Registry
import Storage

extension Commands {
    /// Moves an emerging issue on. One that is taken up opens a problem with its units and its fault.
    /// - Throws: `manufacturer.unknown`, `issue.unknown`, `access.forbidden`, and what ``EmergingIssues`` and ``Problems`` throw.
    package func moveEmergingIssue(
        _ number: String, by move: EmergingIssueMove, of slug: String, expecting version: Int64?
    ) throws -> EmergingIssueAnswer {
        let manufacturer = try NameplateRegistry.qualityMaker(slug, .handleQuality, as: principal, transaction)
        let known = try NameplateRegistry.emergingIssue(number, of: manufacturer, transaction)
        let (principal, source, transaction) = (self.principal, self.source, self.transaction)
        let moved = try EmergingIssues.move(
            known, by: move, expecting: version, as: principal, from: source,
            opening: {
                let codes = try FaultCodes.list(of: manufacturer.id, transaction)
                // A code that somebody has reported is not always one of the tree.
                let fault = codes.first { $0.code == known.code }
                var details = ProblemDetails(
                    move.title ?? fault?.title(in: "en") ?? known.code, of: [known.model],
                    faultCodes: fault.map { $0.isRetired ? [] : [$0.code] } ?? [])
                details.population = known.population
                return try Problems.open(details, of: manufacturer, as: principal, from: source, transaction).number
            }, transaction)
        return try NameplateRegistry.answer(moved, of: manufacturer, as: principal, transaction)
    }
}
