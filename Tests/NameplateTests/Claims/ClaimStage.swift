import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import Testing

/// Cold rooms `ROOM-1` and `ROOM-2` of Fjordlys, sold 200 days before the registry's now, with compressors `C-1` and `C-2`
/// within; two years of parts and labour are promised. `ROOM-3` stands in stock. Days are told from now backwards.
struct ClaimStage {
    let sample: SampleRegistry
    let maker: ID<Manufacturer>
    let owner: ID<Party>

    var registry: NameplateRegistry { sample.registry }
    var desk: Principal { Principal(.account(ID(11)), grants: [Grant(.warranty, manufacturer: maker)]) }
    var shop: Principal { dealer("shop", account: 12) }
    var ownerOfRoom: Principal { Principal(.account(ID(13)), parties: [owner]) }

    func dealer(_ site: String, account: Int64) -> Principal {
        Principal(.account(ID(account)), grants: [Grant(.service, manufacturer: maker, site: site)])
    }

    /// Somebody who decides claims, and two programs of theirs.
    func decider(_ name: String) async throws -> (person: Principal, programs: [Principal]) {
        _ = try await registry.createAccount(
            name, grants: [NamedGrant(.warranty, manufacturer: "fjordlys")], as: .administrator)
        let account = try await registry.account(name, as: .administrator).account
        let programs = try await registry.database.write { transaction in
            try ["a", "b"].map { program in
                try AccessTokens.create(
                    AccessToken(
                        id: ID(1), account: account.id, name: program, permissions: [.submitClaims, .decideClaims],
                        manufacturers: [], createdAt: transaction.now, expiresAt: .max), transaction
                ).token.principal(of: account, as: [])
            }
        }
        return (account.principal, programs)
    }

    static func with(
        now: @escaping @Sendable () -> Int64 = { SampleRegistry.now }, _ body: (ClaimStage) async throws -> Void
    ) async throws {
        let sample = try await SampleRegistry(now: now)
        do {
            try await body(try await make(sample))
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func make(_ sample: SampleRegistry) async throws -> ClaimStage {
        let (maker, owner) = try await sample.registry.perform(as: .administrator) { commands in
            let maker = try Manufacturers.require("fjordlys", commands.transaction).id
            for number in ["CR-1", "CU-9"] {
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: "fjordlys")
            }
            _ = try commands.setWarrantyTerms(
                #"""
                {"name": "room", "model": "CR-1", "coverages": [{"covers": ["parts", "labour"], "years": 2}],
                 "starts": [{"from": "sale"}]}
                """#, backdated: true, of: "fjordlys")
            for (model, serial) in [
                ("CR-1", "ROOM-1"), ("CR-1", "ROOM-2"), ("CR-1", "ROOM-3"), ("CU-9", "C-1"), ("CU-9", "C-2"),
            ] {
                var event = EventDraft(time: SampleRegistry.now - 300 * SampleRegistry.day)
                event.businessStep = .commissioning
                _ = try commands.register(
                    try SerialNumber(parsing: serial), of: "fjordlys", model: model,
                    producedOn: try CivilDate(parsing: "2025-03-01"), event: event)
            }
            for (room, part) in [("ROOM-1", "C-1"), ("ROOM-2", "C-2")] {
                var request = ComponentRequest(
                    manufacturer: "fjordlys",
                    assembly: UnitName(model: "CR-1", serial: try SerialNumber(parsing: room)))
                request.time = ZonedTime(
                    microseconds: SampleRegistry.now - 290 * SampleRegistry.day, offsetMinutes: 0)
                _ = try commands.install(
                    NewComponent(UnitName(model: "CU-9", serial: try SerialNumber(parsing: part))), request)
            }
            let owner = try commands.party("o-1", of: maker).id
            for room in ["ROOM-1", "ROOM-2"] {
                var sale = EventDraft(time: SampleRegistry.now - 200 * SampleRegistry.day)
                (sale.businessStep, sale.disposition) = (.retailSelling, .retailSold)
                sale.details.owningParty = owner
                sale.units = [try Self.key("CR-1", room, commands)]
                _ = try commands.record(sale, of: maker)
            }
            return (maker, owner)
        }
        return ClaimStage(sample: sample, maker: maker, owner: owner)
    }

    static func key(_ model: String, _ serial: String, _ commands: Commands) throws -> UnitKey {
        let maker = try Manufacturers.require("fjordlys", commands.transaction)
        let model = try Models.require(model, of: maker, commands.transaction)
        return UnitKey(model.id, try SerialNumber(parsing: serial))
    }

    /// Records something of a unit, so many days ago.
    func record(
        _ serial: String, model: String = "CR-1", daysAgo: Int64,
        _ change: @escaping @Sendable (inout EventDraft) -> Void
    ) async throws {
        let maker = self.maker
        _ = try await registry.perform(as: .administrator) { commands in
            var draft = EventDraft(time: SampleRegistry.now - daysAgo * SampleRegistry.day)
            draft.units = [try Self.key(model, serial, commands)]
            change(&draft)
            return try commands.record(draft, of: maker)
        }
    }

    /// A claim for a repair 10 days ago, of a failure 12 days ago.
    static func details(
        _ kind: ClaimKind = .claim, _ change: (inout ClaimDetails) throws -> Void = { _ in }
    ) throws -> ClaimDetails {
        var details = ClaimDetails(
            kind, complaint: "It does not cool any more.", currency: "NOK",
            lines: [
                try .part("CU-9", price: 450_000, removed: "C-1"), try .labour("R-10", minutes: 90, rate: 100_000),
            ])
        details.failedOn = try CivilDate(parsing: "2025-12-20")
        details.repairedOn = try CivilDate(parsing: "2025-12-22")
        try change(&details)
        return details
    }

    func file(
        _ details: ClaimDetails, _ serial: String = "ROOM-1", as principal: Principal? = nil, site: String? = nil,
        submits: Bool = true
    ) async throws -> ClaimAnswer {
        try await registry.perform(as: principal ?? shop) { commands in
            try commands.fileClaim(
                details, aboutUnit: serial, model: "CR-1", of: "fjordlys", at: site, submits: submits)
        }
    }

    /// A service order that is booked.
    func openOrder(_ serial: String, case number: CaseNumber? = nil) async throws -> ServiceAnswer {
        try await registry.perform(as: shop) { commands in
            var details = ServiceDetails(.warranty, complaint: "It does not cool.", currency: "NOK")
            details.caseNumber = number
            return try commands.openServiceOrder(details, aboutUnit: serial, model: "CR-1", of: "fjordlys")
        }
    }

    @discardableResult
    func move(
        _ claim: ClaimAnswer, _ step: ClaimStep, as principal: Principal? = nil, expecting: Int64? = nil,
        _ change: @escaping @Sendable (inout ClaimMove) -> Void = { _ in }
    ) async throws -> ClaimAnswer {
        let number = claim.claim.number.text
        return try await registry.perform(as: principal ?? (step.actor == .claimant ? shop : desk)) { commands in
            var move = ClaimMove(step, reason: step.needsReason ? "As agreed" : nil)
            change(&move)
            return try commands.moveClaim(number, by: move, expecting: expecting)
        }
    }

    func change(
        _ claim: ClaimAnswer, _ details: ClaimDetails, as principal: Principal, expecting version: Int64? = nil
    ) async throws -> ClaimAnswer {
        let number = claim.claim.number.text
        return try await registry.perform(as: principal) { commands in
            try commands.updateClaim(number, details, expecting: version)
        }
    }

    /// The error with which something is refused.
    static func refusal(_ body: () async throws -> Void) async -> RegistryError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? RegistryError)?.code
        }
    }
}
