package import Identifiers
package import Quality
package import Registry
import Storage

/// Whether the correction of a problem has helped.
package struct CorrectionCheckAnswer: Sendable {
    package var problem: ProblemAnswer
    package var check: CorrectionCheck
    /// Which units were before, and which are made with the correction.
    package var before: Population
    package var after: Population
    /// The last day that counts.
    package var lastDay: CivilDate
    package var exposure: ExposureRule
    /// How many events are not counted yet.
    package var behind: Int64
}

extension NameplateRegistry {
    /// Compares units that are made with the correction of a problem with those before, at equal ages. Failures are those with
    /// the problem's fault codes or narrower ones; all, where it has none.
    /// - Throws: `manufacturer.unknown`, `problem.unknown`, `access.forbidden`; `value.invalid` where nobody has said from which
    ///   unit on it is corrected; `population.…`.
    package func correctionCheck(
        ofProblem number: String, of slug: String, _ exposure: ExposureRule = ExposureRule(), as principal: Principal
    ) async throws -> CorrectionCheckAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Self.qualityMaker(slug, as: principal, reader)
            let problem = try Self.answer(
                Self.problem(number, of: maker, reader), of: maker, on: today, as: principal, reader)
            let details = problem.problem.details
            guard let correction = details.correction else {
                throw RegistryError(
                    .valueInvalid, "Nobody has said yet from which unit on the problem is corrected.",
                    field: "effectivity")
            }
            let models = Population.test(
                .oneOf(.model, problem.models.map(\.number.text), isNegated: false))
            let effectivity = try WrittenPopulation(parsing: correction.effectivity).population
            let concerned = try details.population.map { try WrittenPopulation(parsing: $0).population }
            let after = Population.conjunction([models, effectivity])
            let before = Population.conjunction([models, concerned, .not(effectivity)].compactMap(\.self))
            let scope = try catalogue.scope(of: maker.id, reader)
            let codes = try FaultCodes.list(of: maker.id, reader)
            let noFaults = Set(codes.filter { $0.kind == .noTroubleFound }.map(\.code))
            func tally(_ population: Population) throws -> FleetTally {
                var question = FleetQuestion(WrittenPopulation(population), until: today)
                question.exposure = exposure
                if !details.faultCodes.isEmpty {
                    question.codes = Set(details.faultCodes.flatMap { FaultCode.codes(from: $0, among: codes) })
                }
                return try FleetSampler(question, in: scope, noFaults: noFaults, reader).sample().whole
            }
            let (position, head) = try Self.counted(reader)
            return CorrectionCheckAnswer(
                problem: problem, check: CorrectionCheck(before: try tally(before), after: try tally(after)),
                before: before, after: after, lastDay: today, exposure: exposure, behind: max(0, head - position))
        }
    }
}
