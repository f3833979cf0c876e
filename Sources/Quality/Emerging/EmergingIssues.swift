import Identifiers
package import Registry
package import Storage

/// Which issues of a manufacturer somebody wants to see.
package struct EmergingIssueQuestion: Hashable, Sendable {
    package var state: EmergingIssueState?
    /// Only open ones, or only the others; nil for all.
    package var isOpen: Bool?
    package var model: ID<Model>?

    package init() {}
}

/// A search that was made.
package struct EmergingSearchRecord: Hashable, Sendable {
    /// Microseconds since 1970 UTC.
    package var at: Int64
    package var scope: EmergingScope
    /// How long it took.
    package var milliseconds: Int64

    package init(at: Int64, scope: EmergingScope, milliseconds: Int64) {
        (self.at, self.scope, self.milliseconds) = (at, scope, milliseconds)
    }
}

/// Emerging issues: what searches find is kept, found again, and judged.
package enum EmergingIssues {
    package static let unknown = RegistryError(
        .issueUnknown, "There is no such emerging issue, or it is not for you.", field: "issue")
    static let changedMeanwhile = RegistryError(
        .issueChanged,
        "The emerging issue has changed since you read it. Read it again and repeat the change.")

    /// An open issue that no search has found for so many days has faded.
    static let fadingDays = 30
    /// One that was dismissed opens again when it has so many times the claims.
    static let growth: Int64 = 2

    package static func find(_ number: EmergingIssueNumber, _ reader: any SQLReader) throws
        -> EmergingIssue?
    {
        try EmergingIssueRows.find(number.id, reader)
    }

    /// Up to `limit` issues, the latest first.
    package static func page(
        _ question: EmergingIssueQuestion, of manufacturer: ID<Manufacturer>,
        after place: RecordPlace? = nil,
        limit: Int, _ reader: any SQLReader
    ) throws -> [EmergingIssue] {
        try EmergingIssueRows.page(question, of: manufacturer, after: place, limit: limit, reader)
    }

    /// The latest search; nil before the first.
    package static func lastSearch(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws
        -> EmergingSearchRecord?
    {
        try EmergingIssueRows.search(of: manufacturer, reader)
    }

    /// Keeps what a search found: what was found before is brought up to date, the rest opens new issues.
    /// - Returns: those that are new or open again.
    package static func keep(
        _ search: EmergingSearch, of manufacturer: ID<Manufacturer>, models: [Model],
        milliseconds: Int64,
        _ transaction: any SQLTransaction
    ) throws -> [EmergingIssue] {
        var raised: [EmergingIssue] = []
        var found: Set<Int64> = []
        for finding in search.findings {
            let known = try EmergingIssueRows.all(of: finding.model.id, transaction).first {
                !found.contains($0.number.value) && $0.isAbout(finding)
            }
            if var issue = known {
                found.insert(issue.number.value)
                let isRaised = try renew(&issue, finding, search.scope.lastDay, transaction)
                if isRaised { raised.append(issue) }
            } else {
                let issue = try open(finding, search.scope.lastDay, of: manufacturer, transaction)
                found.insert(issue.number.value)
                raised.append(issue)
            }
        }
        for model in models {
            for var issue in try EmergingIssueRows.all(of: model.id, transaction)
            where issue.state == .open && !found.contains(issue.number.value)
                && search.scope.lastDay.dayNumber - issue.foundOn.dayNumber >= fadingDays
            {
                try apply(.fade, to: &issue, by: automatic, note: nil, transaction)
            }
        }
        try EmergingIssueRows.write(
            EmergingSearchRecord(at: transaction.now, scope: search.scope, milliseconds: milliseconds),
            of: manufacturer, transaction)
        return raised
    }

    /// Who does what a search does.
    static let automatic = "search"

    private static func open(
        _ finding: EmergingFinding, _ lastDay: CivilDate, of manufacturer: ID<Manufacturer>,
        _ transaction: any SQLTransaction
    ) throws -> EmergingIssue {
        var issue = EmergingIssue(
            number: EmergingIssueNumber(drawn: transaction.newID()), manufacturer: manufacturer,
            model: finding.model.id, code: finding.code, cohort: finding.cohort,
            population: finding.population.text,
            figures: finding.figures, also: finding.also, openedAt: transaction.now, foundOn: lastDay,
            foundAt: transaction.now)
        while try !EmergingIssueRows.insert(issue, transaction) {
            issue.number = EmergingIssueNumber(drawn: transaction.newID())
        }
        return issue
    }

    /// - Returns: whether it is open again.
    private static func renew(
        _ issue: inout EmergingIssue, _ finding: EmergingFinding, _ lastDay: CivilDate,
        _ transaction: any SQLTransaction
    ) throws -> Bool {
        (issue.cohort, issue.population) = (finding.cohort, finding.population.text)
        (issue.figures, issue.also) = (finding.figures, finding.also)
        (issue.foundOn, issue.foundAt) = (lastDay, transaction.now)
        let hasGrown =
            issue.judgedClaims.map {
                issue.figures.claims >= $0.multipliedSaturated(by: growth)
            } ?? false
        let comesBack = issue.state == .faded || issue.state == .dismissed && hasGrown
        guard comesBack else {
            try EmergingIssueRows.update(&issue, transaction)
            return false
        }
        try apply(.reopen, to: &issue, by: automatic, note: nil, transaction)
        return true
    }

    /// Moves an issue on.
    /// - Parameter problem: opens the problem of an issue that is taken up.
    /// - Throws: `issue.changed`, `state.step`, `value.invalid`, `reason.invalid`.
    package static func move(
        _ known: EmergingIssue, by move: EmergingIssueMove, expecting version: Int64?,
        as principal: Principal,
        from source: RequestSource = .local, opening problem: () throws -> ProblemNumber,
        _ transaction: any SQLTransaction
    ) throws -> EmergingIssue {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        try move.check()
        var issue = known
        // Whether it may be done is told before a problem is opened.
        _ = try EmergingIssueWorkflow.machine.state(after: move.step, from: issue.state)
        if move.step == .takeUp { issue.problem = try problem() }
        try apply(move.step, to: &issue, by: principal.auditName, note: move.note, transaction)
        try AuditTrail.write(
            "issue.\(move.step.rawValue)", subject: issue.number.text, of: issue.manufacturer,
            as: principal,
            from: source, transaction)
        return issue
    }

    private static func apply(
        _ step: EmergingIssueStep, to issue: inout EmergingIssue, by: String, note: String?,
        _ transaction: any SQLTransaction
    ) throws {
        issue.state = try EmergingIssueWorkflow.machine.state(after: step, from: issue.state)
        issue.endedAt = issue.state == .dismissed || issue.state == .faded ? transaction.now : nil
        if step != .fade, by != automatic { issue.judgedClaims = issue.figures.claims }
        try EmergingIssueRows.update(&issue, transaction)
        try EmergingIssueSteps.append(
            EmergingIssueStepEntry(
                step: step, state: issue.state, at: transaction.now, by: by, note: note),
            to: issue.number.id, transaction)
    }
}

extension EmergingIssue {
    /// Whether a search has found this issue again: the same fault, or one that the same units have, in units of the same cohort.
    func isAbout(_ finding: EmergingFinding) -> Bool {
        let seen = [(finding.code, finding.cohort)] + finding.also.map { ($0.code, $0.cohort) }
        let own = [(code, cohort)] + also.map { ($0.code, $0.cohort) }
        return own.contains { mine in seen.contains { $0.0 == mine.0 && $0.1.overlaps(mine.1) } }
    }
}
