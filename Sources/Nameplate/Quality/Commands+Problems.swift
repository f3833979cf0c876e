import Identifiers
package import Quality
import Registry
import Storage

extension Commands {
    /// Opens a problem.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, and what ``Problems`` throws.
    package func openProblem(_ order: ProblemOrder, of slug: String) throws -> ProblemAnswer {
        let manufacturer = try qualityMaker(slug)
        let opened = try Problems.open(
            details(order, manufacturer), of: manufacturer, as: principal, from: source, transaction)
        return try answer(opened, manufacturer)
    }

    /// Says other things of a problem.
    /// - Throws: `manufacturer.unknown`, `problem.unknown`, `model.unknown`, `access.forbidden`, and what ``Problems``
    ///   throws.
    package func updateProblem(
        _ number: String, _ order: ProblemOrder, of slug: String, expecting version: Int64?
    ) throws -> ProblemAnswer {
        let manufacturer = try qualityMaker(slug)
        let known = try NameplateRegistry.problem(number, of: manufacturer, transaction)
        let changed = try Problems.update(
            known, details(order, manufacturer), expecting: version, as: principal, from: source, transaction)
        return try answer(changed, manufacturer)
    }

    /// Moves a problem on.
    /// - Throws: `manufacturer.unknown`, `problem.unknown`, `access.forbidden`, and what ``Problems`` throws.
    package func moveProblem(
        _ number: String, by move: ProblemMove, of slug: String, expecting version: Int64?
    ) throws -> ProblemAnswer {
        let manufacturer = try qualityMaker(slug)
        let known = try NameplateRegistry.problem(number, of: manufacturer, transaction)
        let moved = try Problems.move(
            known, by: move, expecting: version, as: principal, from: source, transaction)
        return try answer(moved, manufacturer)
    }

    private func qualityMaker(_ slug: String) throws -> Manufacturer {
        try NameplateRegistry.qualityMaker(slug, .handleQuality, as: principal, transaction)
    }

    private func details(_ order: ProblemOrder, _ manufacturer: Manufacturer) throws -> ProblemDetails {
        var details = order.details
        details.models = try order.models.map { try Models.require($0, of: manufacturer, transaction).id }
        return details
    }

    private func answer(_ problem: QualityProblem, _ manufacturer: Manufacturer) throws -> ProblemAnswer {
        try NameplateRegistry.answer(
            problem, of: manufacturer, on: CivilDate(microseconds: transaction.now), as: principal, transaction)
    }
}
