import AfterSales
import Identifiers
import Nameplate
import Registry
import Testing

@Suite struct ClaimCostTests {
    private func sums(
        _ stage: ClaimStage, _ key: ClaimCosts.Key, from: String? = nil, until: String? = nil
    ) async throws -> [String] {
        try await stage.registry.claimCosts(
            of: "fjordlys", by: key, from: try from.map { try CivilDate(parsing: $0) },
            until: try until.map { try CivilDate(parsing: $0) }, as: stage.desk
        ).map {
            "\($0.name ?? "-") \($0.sum.currency) \($0.sum.count)/\($0.sum.accepted) \($0.sum.claimed) "
                + "\($0.sum.parts)+\($0.sum.labour)+\($0.sum.expenses)"
        }
    }

    @Test func costsAreAddedUpByCurrencyAndFollowTheClaims() async throws {
        try await ClaimStage.with { stage in
            #expect(try await sums(stage, .model) == [])
            let first = try await stage.file(
                try ClaimStage.details {
                    ($0.faultCode, $0.causalPart) = ("C1", "CU-9")
                    $0.lines.append(try .expense("Travel", amount: 5_000))
                })
            #expect(try await sums(stage, .model) == ["CR-1 NOK 1/0 605000 0+0+0"])
            try await stage.move(first, .review)
            try await stage.move(first, .approvePartly) { $0.adjustments = [1: .init(100_000), 2: .init(0)] }
            #expect(try await sums(stage, .fault) == ["C1 NOK 1/1 605000 450000+100000+0"])
            let second = try await stage.file(
                try ClaimStage.details {
                    $0.currency = "EUR"
                    $0.lines = [try .expense("Travel", amount: 700)]
                    $0.failedOn = try CivilDate(parsing: "2025-06-20")
                }, "ROOM-2")
            try await stage.move(second, .review)
            try await stage.move(second, .approve)
            _ = try await stage.file(try ClaimStage.details(), submits: false)
            #expect(
                try await sums(stage, .model) == [
                    "CR-1 NOK 1/1 605000 450000+100000+0", "CR-1 EUR 1/1 700 0+0+700",
                ])
            #expect(
                try await sums(stage, .part) == [
                    "CU-9 NOK 1/1 605000 450000+100000+0", "- EUR 1/1 700 0+0+700",
                ])
            #expect(
                try await sums(stage, .month) == [
                    "0 EUR 1/1 700 0+0+700", "6 NOK 1/1 605000 450000+100000+0",
                ])
            #expect(try await sums(stage, .batch).map { $0.prefix(5) } == ["- NOK", "- EUR"])
            #expect(try await sums(stage, .model, from: "2026-01-02") == [])
            #expect(try await sums(stage, .model, from: "2026-01-01", until: "2026-01-01").count == 2)
            #expect(try await sums(stage, .model, from: "2026-01-02", until: "2025-01-01") == [])
            try await stage.move(first, .reopen)
            #expect(try await sums(stage, .fault).last == "C1 NOK 1/0 605000 0+0+0")
        }
    }

    @Test func whatIsWithdrawnCostsNothing() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            #expect(try await sums(stage, .model).count == 1)
            try await stage.move(claim, .withdraw)
            #expect(try await sums(stage, .model) == [])
            let rejected = try await stage.file(try ClaimStage.details())
            try await stage.move(rejected, .review)
            try await stage.move(rejected, .reject)
            try await stage.move(rejected, .close)
            #expect(try await sums(stage, .model) == ["CR-1 NOK 1/0 600000 0+0+0"])
        }
    }

    /// An exchange that is not paid for is accepted all the same.
    @Test func whatIsApprovedWithoutAmountsIsAccepted() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details { $0.lines = [] })
            try await stage.move(claim, .review)
            try await stage.move(claim, .approve) { $0.remedy = .exchange }
            #expect(try await sums(stage, .model) == ["CR-1 NOK 1/1 0 0+0+0"])
            try await stage.move(claim, .close)
            #expect(try await sums(stage, .model) == ["CR-1 NOK 1/1 0 0+0+0"])
        }
    }

    @Test func costsAreForWhoeverMayKnowHowManyUnitsThereAre() async throws {
        try await ClaimStage.with { stage in
            for principal in [stage.shop, stage.ownerOfRoom, .stranger] {
                let told = await ClaimStage.refusal {
                    _ = try await stage.registry.claimCosts(of: "fjordlys", by: .model, as: principal)
                }
                #expect(told == .forbidden)
            }
        }
    }
}
