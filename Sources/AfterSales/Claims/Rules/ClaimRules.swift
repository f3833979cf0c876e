package import Identifiers
package import Registry
package import Storage

/// Looks at claims before a person does.
package enum ClaimRules {
    /// Each looks at one thing and may be added or taken away without the others.
    private static let all: [@Sendable (ClaimCase) throws -> [ClaimFinding]] = [
        coverFindings, unitFindings, dateFindings, meterFindings, partFindings, labourFindings, repeatFindings,
    ]

    /// What the rules find in a claim, the gravest first.
    package static func findings(
        on claim: WarrantyClaim, of model: Model, on today: CivilDate, _ reader: any SQLReader
    ) throws -> [ClaimFinding] {
        guard let unit = try Units.find(claim.unit, reader) else { return [] }
        let found = try findings(ClaimCase(claim, model, unit, on: today, reader))
        return ClaimFinding.Severity.allCases.flatMap { severity in found.filter { $0.severity == severity } }
    }

    private static func findings(_ subject: ClaimCase) throws -> [ClaimFinding] {
        try all.flatMap { try $0(subject) }
    }
}

/// A claim with all that the rules ask about its unit, read once.
struct ClaimCase {
    let claim: WarrantyClaim
    let model: Model
    let unit: UnitRow
    let today: CivilDate
    let desk: CoverDesk
    let facts: UnitLife
    let verdict: CoverVerdict
    let reader: any SQLReader

    init(
        _ claim: WarrantyClaim, _ model: Model, _ unit: UnitRow, on today: CivilDate, _ reader: any SQLReader
    ) throws {
        self.claim = claim
        self.model = model
        self.unit = unit
        self.today = today
        self.reader = reader
        desk = CoverDesk(on: today, reader)
        (facts, verdict) = try desk.judged(unit, asOf: claim.day)
    }

    var details: ClaimDetails { claim.details }
    var day: CivilDate { claim.day }
    /// Whether the unit is said not to have been sold yet.
    var isStock: Bool { details.kind == .dealerStock }
    var sale: CivilDate? { (facts.sale ?? facts.origin?.sale)?.on }
}
