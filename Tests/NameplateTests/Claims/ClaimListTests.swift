import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import Testing

/// Lists of claims: what is in them, in which order, and for whom.
@Suite struct ClaimListTests {
    private func list(
        _ stage: ClaimStage, _ filter: NameplateRegistry.ClaimFilter = .init(), as principal: Principal,
        limit: Int = 100
    ) async throws -> [ListedClaim] {
        try await stage.registry.claims(of: "fjordlys", filter, after: nil, limit: limit, as: principal)
    }

    private func pages(
        _ stage: ClaimStage, _ filter: NameplateRegistry.ClaimFilter, as principal: Principal
    ) async throws -> [String] {
        var paged: [String] = []
        var place: ClaimList.Place?
        while true {
            let page = try await stage.registry.claims(of: "fjordlys", filter, after: place, limit: 2, as: principal)
            guard let last = page.last else { return paged }
            paged += page.map(\.claim.number.text)
            place = ClaimList.Place(createdAt: last.claim.createdAt, id: last.claim.number.value)
        }
    }

    private static let filters: [NameplateRegistry.ClaimFilter] = {
        var filters: [NameplateRegistry.ClaimFilter] = []
        for state in [nil, .submitted, .draft, .rejected] as [ClaimState?] {
            for model in [nil, "CR-1", "CU-9"] {
                for fault in [nil, "C1"] {
                    for site in [nil, "shop", "elsewhere"] {
                        for oldest in [false, true] {
                            var filter = NameplateRegistry.ClaimFilter()
                            (filter.state, filter.model, filter.faultCode) = (state, model, fault)
                            (filter.site, filter.oldestFirst) = (site, oldest)
                            filters.append(filter)
                        }
                    }
                }
            }
        }
        return filters
    }()

    private static func meets(_ listed: ListedClaim, _ filter: NameplateRegistry.ClaimFilter) -> Bool {
        let claim = listed.claim
        return (filter.state ?? claim.state) == claim.state
            && (filter.model ?? listed.model?.number.text) == listed.model?.number.text
            && (filter.faultCode ?? claim.details.faultCode) == claim.details.faultCode
            && (filter.site ?? claim.filing.site) == claim.filing.site
    }

    private func fill(_ stage: ClaimStage) async throws {
        let elsewhere = stage.dealer("elsewhere", account: 20)
        for index in 0..<9 {
            let claim = try await stage.file(
                try ClaimStage.details { $0.faultCode = index % 2 == 0 ? "C1" : "C2" },
                index < 4 ? "ROOM-1" : "ROOM-3", as: index % 3 == 0 ? elsewhere : stage.shop, submits: index != 6)
            guard index % 4 == 0 else { continue }
            try await stage.move(claim, .review)
            try await stage.move(claim, .reject)
        }
        _ = try await stage.file(try ClaimStage.details { $0.lines = [] }, as: stage.ownerOfRoom)
    }

    /// Whichever index leads, the same is found as by looking at each.
    @Test func listsAreFilteredAndPagedInBothOrders() async throws {
        try await ClaimStage.with { stage in
            try await fill(stage)
            let desk = try await list(stage, as: stage.desk)
            #expect(desk.count == 10)
            let two = Principal(
                .account(ID(30)),
                grants: Set(["elsewhere", "shop"].map { Grant(.service, manufacturer: stage.maker, site: $0) }),
                parties: [stage.owner, ID(99)])
            for principal in [stage.desk, stage.shop, stage.ownerOfRoom, two] {
                let all = try await list(stage, as: principal)
                #expect(all.allSatisfy { ClaimAccess.part(of: principal, in: $0.claim) != .none })
                #expect(
                    all.count == desk.count { ClaimAccess.part(of: principal, in: $0.claim) != .none },
                    "\(principal.auditName)")
                for filter in Self.filters {
                    // Who has nothing to do with a site is told so.
                    if principal == stage.shop, filter.site == "elsewhere" { continue }
                    let expected = all.filter { Self.meets($0, filter) }.map(\.claim.number.text)
                    let paged = try await pages(stage, filter, as: principal)
                    #expect(paged == (filter.oldestFirst ? expected.reversed() : expected), "\(filter)")
                }
            }
            #expect(try await list(stage, as: two).count == 10)
            var old = NameplateRegistry.ClaimFilter()
            old.olderThanDays = 1
            for oldest in [false, true] {
                old.oldestFirst = oldest
                #expect(try await list(stage, old, as: stage.desk).isEmpty)
                old.olderThanDays = 0
                #expect(try await list(stage, old, as: stage.desk).count == 10)
                old.olderThanDays = 1
            }
        }
    }

    @Test func whoeverHasNoPartInASiteAsksNothingOfIt() async throws {
        try await ClaimStage.with { stage in
            try await fill(stage)
            var filter = NameplateRegistry.ClaimFilter()
            filter.site = "elsewhere"
            #expect(await ClaimStage.refusal { _ = try await list(stage, filter, as: stage.shop) } == .forbidden)
            // Where a dealer has filed about an owner's unit is no secret of the dealer's.
            let owners = try await list(stage, filter, as: stage.ownerOfRoom)
            #expect(owners.count == 2 && owners.allSatisfy { $0.claim.filing.site == "elsewhere" })
        }
    }

    /// An owner of many units, all of whose claims are found, also those of long ago.
    @Test func allClaimsOfAnOwnerAreFound() async throws {
        try await ClaimStage.with { stage in
            try await stage.registry.perform(as: .administrator) { commands in
                let details = ClaimDetails(complaint: "x", currency: "NOK")
                for site in 0..<51 {
                    for _ in 0..<20 {
                        _ = try commands.fileClaim(
                            details, aboutUnit: "ROOM-1", model: "CR-1", of: "fjordlys", at: "site-\(site)")
                    }
                }
            }
            let found = try await stage.registry.database.read { try ClaimList.all(of: stage.owner, $0) }
            #expect(Set(found.map(\.number)).count == 1_020 && found.count == 1_020)
        }
    }

    @Test func aSiteHasAFewDraftsOfAUnitAtMost() async throws {
        try await ClaimStage.with { stage in
            var last: ClaimAnswer?
            for _ in 0..<20 { last = try await stage.file(try ClaimStage.details(), submits: false) }
            for submits in [false, true] {
                let refusal = await ClaimStage.refusal {
                    _ = try await stage.file(try ClaimStage.details(), submits: submits)
                }
                #expect(refusal == .valueInvalid)
            }
            // Others are not kept from theirs.
            for principal in [stage.dealer("elsewhere", account: 20), stage.ownerOfRoom] {
                _ = try await stage.file(try ClaimStage.details(), as: principal, submits: false)
            }
            _ = try await stage.file(try ClaimStage.details { $0.lines = [] }, "ROOM-2", submits: false)
            try await stage.move(try #require(last), .submit)
            _ = try await stage.file(try ClaimStage.details(), submits: false)
        }
    }
}
