import Identifiers
package import Quality
package import Registry
import Storage

extension NameplateRegistry {
    /// The emerging issues of a manufacturer's products, the latest first.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func emergingIssues(
        of slug: String, _ filter: EmergingIssueFilter = EmergingIssueFilter(), after place: RecordPlace? = nil,
        limit: Int, as principal: Principal
    ) async throws -> [ListedEmergingIssue] {
        try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            var question = EmergingIssueQuestion()
            (question.state, question.isOpen) = (filter.state, filter.isOpen)
            question.model = try filter.model.map { try Models.require($0, of: manufacturer, reader).id }
            let found = try EmergingIssues.page(question, of: manufacturer.id, after: place, limit: limit, reader)
            let models = try Models.byID(found.map(\.model), reader)
            let codes = try FaultCodes.list(of: manufacturer.id, reader)
            return found.compactMap { issue in
                models[issue.model].map { model in
                    ListedEmergingIssue(model: model, issue: issue, fault: codes.first { $0.code == issue.code })
                }
            }
        }
    }

    /// The latest search; nil before the first.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func lastEmergingSearch(of slug: String, as principal: Principal) async throws -> EmergingSearchRecord? {
        try await database.read { reader in
            try EmergingIssues.lastSearch(of: Self.qualityMaker(slug, as: principal, reader).id, reader)
        }
    }

    /// An issue by its number, however it is typed.
    /// - Throws: `manufacturer.unknown`, `issue.unknown`, `access.forbidden`.
    package func emergingIssue(
        _ number: String, of slug: String, as principal: Principal
    ) async throws -> EmergingIssueAnswer {
        try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            return try Self.answer(
                Self.emergingIssue(number, of: manufacturer, reader), of: manufacturer, as: principal, reader)
        }
    }

    static func emergingIssue(
        _ number: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> EmergingIssue {
        guard let number = EmergingIssueNumber(parsing: number), let found = try EmergingIssues.find(number, reader),
            found.manufacturer == manufacturer.id
        else { throw EmergingIssues.unknown }
        return found
    }

    static func answer(
        _ issue: EmergingIssue, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> EmergingIssueAnswer {
        guard let model = try Models.find(issue.model, reader) else { throw EmergingIssues.unknown }
        let mayHandle = Access.allows(principal, .handleQuality, of: manufacturer.id)
        let possible = EmergingIssueWorkflow.machine.steps(from: issue.state).filter(\.isForPeople)
        return EmergingIssueAnswer(
            manufacturer: manufacturer, model: model, issue: issue,
            fault: try FaultCodes.list(of: manufacturer.id, reader).first { $0.code == issue.code },
            steps: try EmergingIssueSteps.list(of: issue.number.id, reader), possible: mayHandle ? possible : [],
            mayRecall: Access.allows(principal, .manageCampaigns, of: manufacturer.id))
    }

    // MARK: Searching

    /// Searches the fleet now and keeps what is found, as each night does.
    /// - Parameter isDryRun: only looks: whoever may read may do that.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func searchEmergingIssues(
        of slug: String, isDryRun: Bool, as principal: Principal
    ) async throws -> EmergingSearchAnswer {
        let manufacturer = try await database.read { reader in
            try Self.qualityMaker(slug, isDryRun ? .readQuality : .handleQuality, as: principal, reader)
        }
        // What is kept is to rest on all events; who only looks is told how many wait.
        if isDryRun {
            try await countLives(of: slug, as: principal)
        } else {
            try await Followers.advance(QualityFollower(), in: database)
        }
        return try await Self.searchFleet(
            manufacturer, on: today, isDryRun: isDryRun, in: database, catalogue: catalogue)
    }

    static func searchFleet(
        _ manufacturer: Manufacturer, on today: CivilDate, isDryRun: Bool, in database: any Database,
        catalogue: CatalogueCache
    ) async throws -> EmergingSearchAnswer {
        let clock = ContinuousClock()
        let start = clock.now
        let (search, models, behind) = try await database.read { reader in
            let scope = try catalogue.scope(of: manufacturer.id, reader)
            let models = try scope.models.compactMap { try Models.find($0.id, reader) }
                .filter { try FieldFailures.haveAny(of: $0.id, reader) }
            let search = try EmergingSearch(
                models, in: scope, codes: FaultCodes.list(of: manufacturer.id, reader), until: today,
                ExposureRule(), reader)
            let (position, head) = try counted(reader)
            return (search, models, max(0, head - position))
        }
        let milliseconds = Int64((clock.now - start) / .milliseconds(1))
        var raised: [EmergingIssue] = []
        if !isDryRun {
            raised = try await database.write { transaction in
                try EmergingIssues.keep(
                    search, of: manufacturer.id, models: models, milliseconds: milliseconds, transaction)
            }
        }
        return EmergingSearchAnswer(
            manufacturer: manufacturer, scope: search.scope, milliseconds: milliseconds, findings: search.findings,
            raised: raised, isDryRun: isDryRun, behind: behind)
    }

    /// Searches the fleets of all manufacturers, one after the other. One that cannot be searched does not keep the others from it.
    static func searchAll(on today: CivilDate, in database: any Database, catalogue: CatalogueCache) async {
        var after = ""
        while !Task.isCancelled {
            let place = after
            let page = try? await database.read { try Manufacturers.list(after: place, limit: 100, $0) }
            guard let page, let last = page.last else { return }
            for maker in page where !Task.isCancelled {
                _ = try? await searchFleet(maker, on: today, isDryRun: false, in: database, catalogue: catalogue)
            }
            after = last.slug
        }
    }
}
