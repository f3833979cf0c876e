package import Identifiers
package import Quality
package import Registry
import Storage

extension NameplateRegistry {
    /// The problems of a manufacturer's products, the latest first.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func problems(
        of slug: String, _ filter: ProblemFilter = ProblemFilter(), after place: RecordPlace? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [ListedProblem] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            var question = ProblemQuestion()
            (question.state, question.isOpen) = (filter.state, filter.isOpen)
            question.owner = filter.owner.map { AccountName.fold($0) }
            question.model = try filter.model.map { try Models.require($0, of: manufacturer, reader).id }
            let found = try Problems.page(question, of: manufacturer.id, after: place, limit: limit, reader)
            let models = try Models.byID(found.flatMap(\.details.models), reader)
            return found.map { problem in
                ListedProblem(
                    models: problem.details.models.compactMap { models[$0] }, problem: problem,
                    isOverdue: problem.isOverdue(on: today))
            }
        }
    }

    /// A problem by its number, however it is typed.
    /// - Throws: `manufacturer.unknown`, `problem.unknown`, `access.forbidden`.
    package func problem(_ number: String, of slug: String, as principal: Principal) async throws -> ProblemAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            return try Self.answer(
                Self.problem(number, of: manufacturer, reader), of: manufacturer, on: today, as: principal, reader)
        }
    }

    static func problem(
        _ number: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> QualityProblem {
        guard let number = ProblemNumber(parsing: number), let found = try Problems.find(number, reader),
            found.manufacturer == manufacturer.id
        else { throw Problems.unknown }
        return found
    }

    static func answer(
        _ problem: QualityProblem, of manufacturer: Manufacturer, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> ProblemAnswer {
        let models = try Models.byID(problem.details.models, reader)
        let mayHandle = Access.allows(principal, .handleQuality, of: manufacturer.id)
        return ProblemAnswer(
            manufacturer: manufacturer, models: problem.details.models.compactMap { models[$0] }, problem: problem,
            steps: try ProblemSteps.list(of: problem.number.id, reader),
            complaints: try ComplaintList.count(of: problem.number, reader), isOverdue: problem.isOverdue(on: today),
            possible: mayHandle ? ProblemWorkflow.machine.steps(from: problem.state) : [],
            mayChange: mayHandle && problem.state.isOpen)
    }
}
