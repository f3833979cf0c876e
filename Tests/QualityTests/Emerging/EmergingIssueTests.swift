import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import Quality

/// A fleet that is searched night after night, and what becomes of what is found.
@Suite struct EmergingIssueTests {
    private static let day: Int64 = 86_400_000_000

    /// 2,000 units of one batch, all sold at once; of those numbered 601 to 800 many fail.
    private struct Fleet {
        var maker: Manufacturer
        var model: Model
        var batch: Batch
    }

    private static func fleet(_ desk: TestDesk) throws -> Fleet {
        let maker = try desk.manufacturer()
        let model = try desk.model(of: maker, format: "{seq:6}")
        let batch = try desk.issue(2_000, of: model, number: "B-1")
        var sale = EventDraft(time: desk.transaction.now - 400 * day)
        sale.businessStep = .retailSelling
        sale.disposition = .retailSold
        sale.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: 1...2_000)]
        try desk.record(sale, of: maker.id)
        return Fleet(maker: maker, model: model, batch: batch)
    }

    private static func fail(_ serials: [Int], after days: Int64, of fleet: Fleet, _ desk: TestDesk) throws {
        for number in serials {
            var repair = EventDraft(time: desk.transaction.now - (400 - days) * day)
            repair.businessStep = .repairing
            repair.details.faultCode = "E1"
            let text = String(repeating: "0", count: 6 - String(number).count) + String(number)
            repair.units = [UnitKey(fleet.model.id, try SerialNumber(parsing: text))]
            try desk.record(repair, of: fleet.maker.id)
        }
    }

    private static func search(_ fleet: Fleet, _ registry: TestRegistry) async throws -> (
        EmergingSearch, [EmergingIssue]
    ) {
        try await registry.advance(QualityFollower())
        return try await registry.write { desk in
            let scope = try PopulationScope.load(of: fleet.maker.id, desk.transaction)
            let search = try EmergingSearch(
                [fleet.model], in: scope, codes: [], until: CivilDate(microseconds: desk.transaction.now),
                ExposureRule(), desk.transaction)
            let raised = try EmergingIssues.keep(
                search, of: fleet.maker.id, models: [fleet.model], milliseconds: 1, desk.transaction)
            return (search, raised)
        }
    }

    @Test(arguments: Engine.available)
    func aRangeThatFailsMoreOftenBecomesAnIssueOnce(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let fleet = try await registry.write { desk in
                let fleet = try Self.fleet(desk)
                // One in ten of the range, one in fifty elsewhere.
                try Self.fail(Array(stride(from: 601, through: 800, by: 8)), after: 100, of: fleet, desk)
                try Self.fail(Array(stride(from: 25, through: 600, by: 50)), after: 100, of: fleet, desk)
                try Self.fail(Array(stride(from: 825, through: 2_000, by: 50)), after: 100, of: fleet, desk)
                return fleet
            }
            let (search, raised) = try await Self.search(fleet, registry)
            #expect(search.scope.units == 2_000 && search.scope.claims == 61)
            let finding = try #require(search.findings.first)
            #expect(search.findings.count == 1 && raised.count == 1)
            #expect(finding.code == "E1" && finding.figures.pValue < 0.05)
            #expect((finding.figures.lower ?? 0) > 2, "\(finding.figures)")
            // The named range holds nearly the true one.
            guard case .part("B-1", let first, let last)? = finding.cohort.cells.first else {
                Issue.record("\(finding.cohort)")
                return
            }
            #expect((560...640).contains(first) && (760...840).contains(last), "\(first) to \(last)")
            #expect(try WrittenPopulation(parsing: finding.population.text).population == finding.population)
            // Nothing new the next night.
            let (_, again) = try await Self.search(fleet, registry)
            #expect(again.isEmpty)
            let all = try await registry.read { try EmergingIssues.page(.init(), of: fleet.maker.id, limit: 9, $0) }
            #expect(all.count == 1 && all.first?.number == raised.first?.number)
            #expect(all.first?.number.text.hasPrefix("F-") == true)
            #expect(
                try await registry.read { try EmergingIssues.lastSearch(of: fleet.maker.id, $0) }?.scope.claims == 61)
        }
    }

    @Test(arguments: Engine.available)
    func aFleetThatFailsEvenlyRaisesNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let fleet = try await registry.write { desk in
                let fleet = try Self.fleet(desk)
                try Self.fail(Array(stride(from: 13, through: 2_000, by: 37)), after: 200, of: fleet, desk)
                return fleet
            }
            let (search, raised) = try await Self.search(fleet, registry)
            #expect(search.findings.isEmpty && raised.isEmpty && search.scope.windows > 100)
        }
    }

    @Test(arguments: Engine.available)
    func whatIsDismissedOpensAgainWhenItsClaimsDouble(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let fleet = try await registry.write { desk in
                let fleet = try Self.fleet(desk)
                try Self.fail(Array(stride(from: 601, through: 800, by: 10)), after: 100, of: fleet, desk)
                try Self.fail(Array(stride(from: 25, through: 600, by: 100)), after: 100, of: fleet, desk)
                try Self.fail(Array(stride(from: 825, through: 2_000, by: 100)), after: 100, of: fleet, desk)
                return fleet
            }
            let (_, raised) = try await Self.search(fleet, registry)
            let issue = try #require(raised.first)
            func move(_ step: EmergingIssueStep, _ note: String?) async throws -> EmergingIssue {
                try await registry.write { desk in
                    let known = try #require(try EmergingIssues.find(issue.number, desk.transaction))
                    return try EmergingIssues.move(
                        known, by: .init(step, note: note), expecting: nil, as: .administrator,
                        opening: { ProblemNumber(ID(32)) }, desk.transaction)
                }
            }
            let silent = try await refusal { _ = try await move(.dismiss, nil) }
            #expect(silent == .reasonInvalid)
            let byHand = try await refusal { _ = try await move(.fade, "x") }
            #expect(byHand == .valueInvalid)
            let dismissed = try await move(.dismiss, "They were all looked at.")
            #expect(dismissed.state == .dismissed && dismissed.judgedClaims == issue.figures.claims)
            #expect(try await Self.search(fleet, registry).1.isEmpty)
            try await registry.write { desk in
                try Self.fail(
                    Array(stride(from: 605, through: 800, by: 5)).filter { $0 % 10 != 1 }, after: 150, of: fleet, desk)
            }
            let back = try await Self.search(fleet, registry).1
            #expect(back.map(\.number) == [issue.number] && back.first?.state == .open)
            let taken = try await move(.takeUp, nil)
            #expect(taken.state == .takenUp && taken.problem == ProblemNumber(ID(32)))
            let twice = try await refusal { _ = try await move(.takeUp, nil) }
            #expect(twice == .stateStep)
            let steps = try await registry.read { try EmergingIssueSteps.list(of: issue.number.id, $0) }
            #expect(steps.map(\.step) == [.dismiss, .reopen, .takeUp])
            #expect(steps.map { $0.by == "search" } == [false, true, false])
        }
    }

    @Test(
        arguments: [
            (CohortCell.part(batch: "B", first: 1, last: 9), CohortCell.part(batch: "B", first: 9, last: 12), true),
            (.part(batch: "B", first: 1, last: 9), .part(batch: "B", first: 10, last: 12), false),
            (.part(batch: "B", first: 1, last: 9), .part(batch: "C", first: 1, last: 9), false),
            (.batches(["A", "B"]), .part(batch: "B", first: 10, last: 12), true),
            (.batches(["A"]), .batches(["B"]), false), (.days(first: 1, last: 7), .days(first: 7, last: 9), true),
            (.named("Bergen"), .named("Oslo"), false), (.days(first: 1, last: 7), .named("Oslo"), false),
        ] as [(CohortCell, CohortCell, Bool)])
    func cohortsOverlapWhereTheyHaveUnitsInCommon(_ one: CohortCell, _ other: CohortCell, _ overlaps: Bool) {
        #expect(Cohort(.production, [one]).overlaps(Cohort(.production, [other])) == overlaps)
        #expect(Cohort(.production, [other]).overlaps(Cohort(.production, [one])) == overlaps)
        #expect(!Cohort(.plant, [one]).overlaps(Cohort(.line, [other])))
    }

    @Test func partsThatFollowEachOtherAreOne() {
        let cohort = Cohort(
            .production,
            [
                .part(batch: "B", first: 1, last: 5), .part(batch: "B", first: 6, last: 9), .batches(["C"]),
                .batches(["D"]),
                .part(batch: "E", first: 1, last: 2),
            ])
        #expect(
            cohort.cells == [
                .part(batch: "B", first: 1, last: 9), .batches(["C", "D"]), .part(batch: "E", first: 1, last: 2),
            ])
    }
}
