import AfterSales
import Identifiers
import Nameplate
import Registry
import Testing

/// Units change hands by a code, and their owners prove that they are.
@Suite struct HandoverTests {
    private func release(_ house: OwnerRegistry, _ serial: String, as name: String) async throws -> String {
        try await house.registry.perform(as: try await house.account(name)) {
            try $0.release(unit: serial, model: "M-1", of: "acme").code
        }
    }

    private func accept(
        _ house: OwnerRegistry, _ serial: String, _ code: String, as name: String
    ) async throws -> RegistrationAnswer {
        try await house.registry.takeOver(
            OwnershipOrder("acme", "M-1", serial, handoverCode: code), as: try await house.account(name),
            from: RequestSource(network: "192.0.2.9", requestID: nil))
    }

    @Test func theBuyerGetsTheUnitOnceAndBothKeepARecord() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let code = try await release(house, "A0001", as: "owner-1")
            let got = try await accept(house, "A0001", code.lowercased(), as: "owner-3")
            #expect(got.state == .valid && got.registration.evidence == .handover)
            #expect(try await house.isOwner("owner-3", of: "A0001"))
            #expect(await house.refused { try await accept(house, "A0001", code, as: "cy") } == .handoverCode)
            let ada = try await house.registry.ownership(as: try await house.account("owner-1"))
            let bo = try await house.registry.ownership(as: try await house.account("owner-3"))
            #expect(ada.products.isEmpty && ada.handovers.map(\.isGiven) == [true])
            #expect(ada.handovers.map(\.state) == [.accepted] && bo.handovers.map(\.isGiven) == [false])
            #expect(bo.products.map(\.unit.serial) == ["A0001"])
            #expect(try await house.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func aCodeThatIsOldCancelledReplacedOrAnothersOpensNothing() async throws {
        try await OwnerRegistry.run { house in
            for serial in ["A0001", "A0002"] { try await house.own(serial, as: "owner-1") }
            let first = try await release(house, "A0001", as: "owner-1")
            let second = try await release(house, "A0001", as: "owner-1")
            let other = try await release(house, "A0002", as: "owner-1")
            for code in [first, other, "", "0000-0000-0000-0000"] {
                #expect(await house.refused { try await accept(house, "A0001", code, as: "owner-3") } == .handoverCode)
            }
            #expect(await house.refused { try await accept(house, "A0001", second, as: "owner-1") } == .handoverBlocked)
            try await house.registry.perform(as: try await house.account("owner-1")) {
                try $0.cancelRelease(unit: "A0001", model: "M-1", of: "acme")
            }
            #expect(await house.refused { try await accept(house, "A0001", second, as: "owner-3") } == .handoverCode)
            house.wait(days: 15)
            #expect(await house.refused { try await accept(house, "A0002", other, as: "owner-3") } == .handoverCode)
            #expect(await house.refused { try await accept(house, "A0003", other, as: "owner-3") } == .handoverCode)
        }
    }

    @Test func aDisputedUnitStaysWhereItIs() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let code = try await release(house, "A0001", as: "owner-1")
            let claim = try await house.own("A0001", as: "owner-2")
            #expect(await house.refused { try await accept(house, "A0001", code, as: "owner-3") } == .handoverBlocked)
            #expect(await house.refused { try await release(house, "A0001", as: "owner-1") } == .handoverBlocked)
            _ = try await house.decide(claim, .refuse)
            #expect(try await accept(house, "A0001", code, as: "owner-3").state == .valid)
        }
    }

    /// Anybody can say of a serial number that it is theirs; that alone stops no sale.
    @Test func aClaimForWhichNothingSpeaksStopsNobody() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let claim = try await house.register("A0001", as: "owner-2")
            let code = try await release(house, "A0001", as: "owner-1")
            #expect(try await house.decide(claim, .takeUp).state == .disputed)
            #expect(await house.refused { try await release(house, "A0001", as: "owner-1") } == .handoverBlocked)
            #expect(await house.refused { try await accept(house, "A0001", code, as: "owner-3") } == .handoverBlocked)
            _ = try await house.decide(claim, .refuse)
            _ = try await house.register("A0001", as: "owner-2")
            #expect(try await accept(house, "A0001", code, as: "owner-3").state == .valid)
        }
    }

    @Test func ofManyWhoAcceptAtOnceOneGetsIt() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let code = try await release(house, "A0001", as: "owner-1")
            let names = (0..<5).map { "buyer\($0)" }
            for name in names { _ = try await house.account(name) }
            let outcomes = await withTaskGroup(of: RegistryError.Code?.self) { group in
                for name in names {
                    group.addTask { await house.refused { try await accept(house, "A0001", code, as: name) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.allSatisfy { $0 == nil || $0 == .handoverCode })
        }
    }

    @Test func aProofNamesNobodyAndEndsWithTheOwnership() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            func prove(_ days: Int) async throws -> (proof: OwnershipProof, code: String) {
                try await house.registry.perform(as: try await house.account("owner-1")) {
                    try $0.proveOwnership(ofUnit: "A0001", model: "M-1", of: "acme", days: days)
                }
            }
            func check(_ code: String) async throws -> ProofAnswer {
                try await house.registry.proof(code: code, as: .stranger, from: .local)
            }
            for days in [0, 91] { #expect(await house.refused { try await prove(days) } == .valueInvalid) }
            let (short, long, revoked) = (try await prove(1), try await prove(30), try await prove(30))
            #expect(try await check(short.code).serial.text == "A0001")
            #expect(await house.refused { try await check("0000-0000-0000-0000") } == .proofUnknown)
            let bo = try await house.account("owner-3")
            #expect(
                await house.refused {
                    try await house.registry.perform(as: bo) { try $0.revokeProof(revoked.proof.id) }
                }
                    == .proofUnknown)
            let ada = try await house.account("owner-1")
            try await house.registry.perform(as: ada) { try $0.revokeProof(revoked.proof.id) }
            #expect(await house.refused { try await check(revoked.code) } == .proofUnknown)
            house.wait(days: 2)
            #expect(await house.refused { try await check(short.code) } == .proofUnknown)
            #expect(try await check(long.code).proof.id == long.proof.id)
            _ = try await accept(house, "A0001", try await release(house, "A0001", as: "owner-1"), as: "owner-3")
            #expect(await house.refused { try await check(long.code) } == .proofUnknown)
        }
    }

    /// One product is found by its address, whoever else has what besides.
    @Test func aProductIsFoundByItsOwnerAlone() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            func find(
                _ serial: String, _ name: String, model: String = "M-1", of slug: String = "acme"
            ) async throws -> OwnedProduct? {
                try await house.registry.ownProduct(
                    serial, model: model, of: slug, as: try await house.account(name))
            }
            let product = try #require(try await find("A0001", "owner-1"))
            #expect(product.unit.serial == "A0001" && product.registration?.state == .valid)
            for serial in ["A0001", "A0002", "A9999", ""] { #expect(try await find(serial, "owner-3") == nil) }
            #expect(try await find("A0001", "owner-1", model: "M-2") == nil)
            #expect(try await find("A0001", "owner-1", of: "nobody") == nil)
            #expect(
                await house.refused {
                    try await house.registry.ownProduct("A0001", model: "M-1", of: "acme", as: .stranger)
                } == .signInNeeded)
        }
    }

    /// A year from 2026-01-01 on ends with 2026-12-31, as cover does.
    @Test func anEntitlementEndsWithItsLastDay() throws {
        let year = Entitlement(name: "support", title: "Support", months: 12)
        let day = try CivilDate(year: 2026, month: 1, day: 1)
        #expect(year.lastDay(registeredOn: day)?.isoText == "2026-12-31")
        #expect(Entitlement(name: "firmware", title: "Firmware").lastDay(registeredOn: day) == nil)
    }

    @Test func ownersOfRegisteredUnitsAreEntitled() async throws {
        try await OwnerRegistry.run { house in
            try await house.registry.perform(as: .administrator) { desk in
                var rules = RegistrationRules()
                rules.entitlements = [
                    Entitlement(name: "firmware", title: "Firmware"),
                    Entitlement(name: "support", title: "Longer support", months: 1),
                ]
                try desk.setRegistrationRules(rules, of: "acme", model: nil)
            }
            try await house.own("A0001", as: "owner-1")
            func held() async throws -> [String: Bool] {
                let all = try await house.registry.entitlements(
                    ofUnit: "A0001", model: "M-1", of: "acme", as: try await house.account("owner-1"))
                return Dictionary(uniqueKeysWithValues: all.map { ($0.entitlement.name, $0.holds) })
            }
            #expect(try await held() == ["firmware": true, "support": true])
            house.wait(days: 40)
            #expect(try await held() == ["firmware": true, "support": false])
        }
    }
}
