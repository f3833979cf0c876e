import Identifiers
package import Registry
package import Storage

/// Which problems of a manufacturer somebody wants to see.
package struct ProblemQuestion: Hashable, Sendable {
    package var state: ProblemState?
    /// Only open ones, or only those at an end; nil for all.
    package var isOpen: Bool?
    package var model: ID<Model>?
    /// The name of an account.
    package var owner: String?

    package init() {}
}

/// Problems: opened, changed, moved on.
package enum Problems {
    package static let unknown = RegistryError(
        .problemUnknown, "There is no such problem, or it is not for you.", field: "problem")

    static let changedMeanwhile = RegistryError(
        .problemChanged, "The problem has changed since you read it. Read it again and repeat the change.")

    package static func find(_ number: ProblemNumber, _ reader: any SQLReader) throws -> QualityProblem? {
        try ProblemRows.find(number.id, reader)
    }

    /// Up to `limit` problems, the latest first.
    package static func page(
        _ question: ProblemQuestion, of manufacturer: ID<Manufacturer>, after place: RecordPlace? = nil, limit: Int,
        _ reader: any SQLReader
    ) throws -> [QualityProblem] {
        try ProblemRows.page(question, of: manufacturer, after: place, limit: limit, reader)
    }

    /// - Throws: `value.invalid`, `model.unknown`, `fault.unknown`, `population.…`.
    package static func open(
        _ details: ProblemDetails, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> QualityProblem {
        let details = try checked(details, keeping: [], of: manufacturer.id, transaction)
        var problem = QualityProblem(
            number: ProblemNumber(drawn: transaction.newID()), manufacturer: manufacturer.id, details: details,
            openedBy: principal.auditName, openedAt: transaction.now)
        while try !ProblemRows.insert(problem, transaction) {
            problem.number = ProblemNumber(drawn: transaction.newID())
        }
        try write("problem.open", problem, as: principal, from: source, transaction)
        return problem
    }

    /// Says other things of a problem.
    /// - Throws: `problem.changed`, `state.step` for one that is at an end, and what opening throws.
    package static func update(
        _ known: QualityProblem, _ details: ProblemDetails, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> QualityProblem {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        guard known.state.isOpen else {
            throw RegistryError(
                .stateStep, "This problem is '\(known.state.rawValue)'. Reopen it to say other things of it.")
        }
        var problem = known
        problem.details = try checked(
            details, keeping: known.details.faultCodes, of: known.manufacturer, transaction)
        if known.state == .corrected, problem.details.correction == nil {
            throw RegistryError(.valueInvalid, "A problem that is corrected says how.", field: "correction")
        }
        guard problem != known else { return known }
        try ProblemRows.update(&problem, transaction)
        try write("problem.change", problem, as: principal, from: source, transaction)
        return problem
    }

    /// Moves a problem on.
    /// - Throws: `problem.changed`, `state.step`, `value.invalid` where what belongs to the step is not said,
    ///   `reason.invalid`, `population.…`.
    package static func move(
        _ known: QualityProblem, by move: ProblemMove, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> QualityProblem {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        var problem = known
        problem.state = try ProblemWorkflow.machine.state(after: move.step, from: known.state)
        problem.details = try checked(
            move.changing(known.details), keeping: known.details.faultCodes, of: known.manufacturer, transaction)
        try move.check(problem.details)
        problem.endedAt = problem.state.isOpen ? nil : transaction.now
        try ProblemRows.update(&problem, transaction)
        try ProblemSteps.append(
            ProblemStepEntry(
                step: move.step, state: problem.state, at: transaction.now, by: principal.auditName, note: move.note),
            to: problem.number.id, transaction)
        try write("problem.\(move.step.rawValue)", problem, as: principal, from: source, transaction)
        return problem
    }

    /// What is said of a problem, once it is in order.
    /// - Parameter kept: codes that it has already: they may be retired meanwhile.
    private static func checked(
        _ details: ProblemDetails, keeping kept: [String], of manufacturer: ID<Manufacturer>,
        _ transaction: any SQLTransaction
    ) throws -> ProblemDetails {
        var details = details
        try details.check()
        let models = try details.models.compactMap { try Models.find($0, transaction) }
        guard models.count == details.models.count, models.allSatisfy({ $0.manufacturer == manufacturer }) else {
            throw RegistryError(.modelUnknown, "One of the models is not the manufacturer's.", field: "models")
        }
        try FaultCodes.require(
            details.faultCodes.filter { !kept.contains($0) }, forAnyOf: models, of: manufacturer, transaction)
        try check(details.population, field: "population", of: manufacturer, transaction)
        try check(details.correction?.effectivity, field: "effectivity", of: manufacturer, transaction)
        if let name = details.owner {
            // Who has which right is not said: a name that is none and one without the right are refused alike.
            guard let account = try Accounts.find(name, transaction), account.disabledAt == nil,
                Access.allows(account.principal, .handleQuality, of: manufacturer)
            else {
                throw RegistryError(
                    .valueInvalid, "Nobody of this name sees to the quality of the manufacturer's products.",
                    field: "owner")
            }
            details.owner = account.name
        }
        return details
    }

    /// - Throws: `population.…` with the place in the text.
    private static func check(
        _ text: String?, field: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws {
        guard let text else { return }
        do {
            let written = try WrittenPopulation(parsing: text)
            let scope = try PopulationScope.load(of: manufacturer, checking: written.population, reader)
            // Only ages depend on the day.
            _ = try CompiledPopulation(written, in: scope, on: CivilDate(microseconds: 0))
        } catch let error as RegistryError {
            throw RegistryError(error.code, error.sentence, field: field, position: error.position)
        }
    }

    private static func write(
        _ action: String, _ problem: QualityProblem, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: problem.number.text, of: problem.manufacturer, as: principal, from: source, transaction)
    }
}
