import Identifiers
import Nameplate
import Registry
import Testing

/// Owners who consent to be written to: nobody else is counted or given out.
@Suite struct AudienceTests {
    typealias Name = Household.PrincipalName

    private static let reason = "Letter of the spring"
    private static let day: Int64 = 86_400_000_000

    private func code<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    private func give(
        _ purposes: [ConsentPurpose], _ party: Party, email: String? = "owner-2@example.com", _ house: Household
    ) async throws {
        try await house.registry.perform(as: .administrator) { desk in
            let contact = try PartyContact(
                name: "Owner 2", email: email, phone: "+47 22 12 34 56", city: "Oslo",
                language: try LanguageTag(parsing: "nb"))
            try PartyContacts.set(contact, of: party.id, desk.transaction)
            for purpose in purposes {
                try PartyConsents.give(purpose, of: party.id, how: "form", desk.transaction)
            }
        }
    }

    private func sell(
        _ serials: [String], to party: Party, daysAgo: Int64, _ house: Household
    ) async throws {
        try await house.registry.perform(as: .administrator) { desk in
            let model = try Models.require("M-1", of: house.maker, desk.transaction)
            var sale = EventDraft(time: Household.now - daysAgo * Self.day)
            sale.units = try serials.map { UnitKey(model.id, try SerialNumber(parsing: $0)) }
            sale.businessStep = .retailSelling
            sale.disposition = .retailSold
            sale.details.owningParty = party.id
            _ = try desk.record(sale, of: house.maker.id)
        }
    }

    private func export(
        _ question: AudienceQuestion, _ house: Household, of slug: String = "acme", as name: Name = .support,
        reason: String? = reason
    ) async throws -> [AudienceMember] {
        var export = try await house.registry.audience(
            question, of: slug, reason: reason, as: house.principal(name))
        var members: [AudienceMember] = []
        while let part = try await export.next() { members += part }
        return members
    }

    private func count(_ question: AudienceQuestion, _ house: Household) async throws -> AudienceCount {
        try await house.registry.audienceCount(question, of: "acme", as: house.principal(.support))
    }

    @Test func whoConsentsIsGivenOutUntilTheyWithdraw() async throws {
        try await Household.run { house in
            try await give([.news], house.second, house)
            try await give([.surveys], house.first, email: "owner-1@example.com", house)
            let news = try AudienceQuestion(.news)
            let members = try await export(news, house)
            let member = try #require(members.first)
            #expect(members.count == 1 && member.owner.party == house.second.id)
            #expect(member.owner.email == "owner-2@example.com" && member.owner.name == "Owner 2")
            #expect(member.owner.language?.text == "nb" && member.model.text == "M-1")
            #expect(member.boughtOn?.isoText == "2025-12-30" && member.warrantyUntil == nil)
            let counted = try await count(news, house)
            #expect(counted.owners == 1 && counted.units == 1 && counted.isComplete)
            #expect(try await export(try AudienceQuestion(.offers), house).isEmpty)
            // Who owns nothing any more is in no audience.
            #expect(try await export(try AudienceQuestion(.surveys), house).isEmpty)
            _ = try await house.registry.withdrawConsent(code: member.owner.withdrawalCode)
            #expect(try await export(news, house).isEmpty)
            #expect(try await count(news, house).owners == 0)
        }
    }

    @Test func whoCannotBeReachedOrHasBeenErasedIsNeverThere() async throws {
        try await Household.run { house in
            let news = try AudienceQuestion(.news)
            try await give([.news], house.second, email: nil, house)
            #expect(try await export(news, house).isEmpty)
            try await give([], house.second, house)
            #expect(try await export(news, house).count == 1)
            _ = try await house.registry.erasePerson(
                .reference("second"), of: "acme", reason: "Asked by letter", isDryRun: false, isConfirmed: true,
                as: .administrator)
            #expect(try await export(news, house).isEmpty)
            #expect(try await count(news, house).units == 0)
        }
    }

    @Test(arguments: Name.allCases)
    func onlyWhoMayReadOwnersAsksAndOnlyForTheirOwn(_ name: Name) async throws {
        try await Household.run { house in
            try await give([.news], house.second, house)
            let (news, principal) = (try AudienceQuestion(.news), house.principal(name))
            let mayRead = Access.allows(principal, .readOwners, of: house.maker.id)
            let given = try await code { try await export(news, house, as: name) }
            let counted = try await code {
                try await house.registry.audienceCount(news, of: "acme", as: principal)
            }
            #expect(given == (mayRead ? nil : .forbidden) && counted == given)
            guard Access.allows(principal, .readOwners, of: house.other.id) else { return }
            #expect(try await export(news, house, of: "other", as: name).isEmpty)
        }
    }

    @Test func theTrailTellsWhatWasAskedWhyAndHowMuchAndTheOwnerSeesIt() async throws {
        try await Household.run { house in
            try await give([.news], house.second, house)
            let question = try AudienceQuestion(.news, models: ["M-1"], ageUntil: 3)
            for reason in [nil, "no"] {
                #expect(try await code { try await export(question, house, reason: reason) } == .reasonInvalid)
            }
            _ = try await export(question, house)
            let trail = try await house.registry.auditTrail(
                AuditTrailQuestion(), of: "acme", limit: 500, as: .administrator
            ).items.map(\.entry)
            let begun = trail.filter { $0.action == "audience.export" }
            #expect(begun.map(\.detail) == ["news, model M-1, up to 3 months"])
            #expect(begun.first?.reason?.text == Self.reason)
            let ended = trail.filter { $0.action == "audience.exported" }
            #expect(ended.map(\.detail) == ["news, model M-1, up to 3 months: 1 row"])
            let looks = try await house.registry.looks(
                at: house.second.id, limit: 9, as: house.principal(.secondOwner)
            ).items
            #expect(looks.map(\.action) == ["owner.export"] && looks.first?.reason == Self.reason)
            let none = try await house.registry.looks(at: house.first.id, limit: 9, as: house.principal(.firstOwner))
            #expect(none.items.isEmpty)
        }
    }

    @Test func modelsAgesAndTheEndOfTheWarrantyNarrowIt() async throws {
        try await Household.run { house in
            _ = try await house.registry.perform(as: .administrator) {
                try $0.setWarrantyTerms(
                    #"{"name": "cover", "model": "M-1", "coverages": [{"years": 1}]}"#, backdated: true, of: "acme")
            }
            try await give([.offers], house.first, email: "owner-1@example.com", house)
            // On 2025-02-20 and on 2025-11-02: covered until 2026-02-19 and 2026-11-01.
            try await sell(["A0005"], to: house.first, daysAgo: 315, house)
            try await sell(["A0006"], to: house.first, daysAgo: 60, house)
            func found(
                models: [String] = [], from: Int? = nil, until: Int? = nil, within: Int? = nil
            ) async throws -> [String] {
                let question = try AudienceQuestion(
                    .offers, models: models, ageFrom: from, ageUntil: until, warrantyEndsWithin: within)
                let members = try await export(question, house)
                #expect(try await count(question, house).units == Int64(members.count))
                return members.map { "\($0.boughtOn?.isoText ?? "-") \($0.warrantyUntil?.isoText ?? "-")" }
            }
            let (old, new) = ("2025-02-20 2026-02-19", "2025-11-02 2026-11-01")
            #expect(try await found() == [old, new])
            #expect(try await found(models: ["M-1"]) == [old, new])
            #expect(try await found(models: ["M-2"]).isEmpty)
            #expect(try await found(from: 10) == [old])
            #expect(try await found(from: 11).isEmpty)
            #expect(try await found(until: 2) == [new])
            #expect(try await found(until: 1).isEmpty)
            #expect(try await found(until: 11) == [old, new])
            #expect(try await found(from: 1, until: 10) == [new])
            #expect(try await found(within: 49) == [old])
            #expect(try await found(within: 48).isEmpty)
            #expect(try await found(within: 365) == [old, new])
            #expect(try await code { try await found(models: ["M-9"]) } == .modelUnknown)
        }
    }

    @Test(
        arguments: [
            ("ageFrom", -1, nil, nil), ("ageUntil", nil, 1_201, nil), ("ageUntil", 5, 4, nil),
            ("warrantyEndingWithin", nil, nil, -1), ("warrantyEndingWithin", nil, nil, Int.max),
        ] as [(String, Int?, Int?, Int?)])
    func whatCannotBeAskedIsRefusedWithItsField(_ field: String, _ from: Int?, _ until: Int?, _ within: Int?) {
        let error = #expect(throws: RegistryError.self) {
            try AudienceQuestion(.news, ageFrom: from, ageUntil: until, warrantyEndsWithin: within)
        }
        #expect(error?.code == .valueInvalid && error?.field == field)
    }

    /// More owners than one read takes, and more units of one owner.
    @Test func aLongAudienceIsWholeAndWithoutRepetitions() async throws {
        try await Household.run { house in
            _ = try await house.registry.perform(as: .administrator) {
                try $0.issue(BatchDraft(number: "L-9", count: 600, fields: .init()), of: "acme", model: "M-1")
            }
            let many = (100..<550).map { "A0\($0)" }
            try await sell(many, to: house.first, daysAgo: 1, house)
            try await give([.news], house.first, email: "owner-1@example.com", house)
            let others = try await house.registry.perform(as: .administrator) { desk in
                try (0..<120).map { try desk.party("owner of one \($0)", of: house.maker.id) }
            }
            for (index, party) in others.enumerated() {
                try await give([.news], party, email: "owner-\(index)@example.org", house)
                if index % 40 == 0 { try await sell(["A00\(20 + index / 40)"], to: party, daysAgo: 1, house) }
            }
            let members = try await export(try AudienceQuestion(.news), house)
            #expect(members.count == 453)
            #expect(members.count { $0.owner.party == house.first.id } == 450)
            #expect(try await count(try AudienceQuestion(.news), house).owners == 4)
            let looks = try await house.registry.looks(
                at: house.first.id, limit: 9, as: house.principal(.firstOwner)
            ).items
            #expect(looks.map(\.action) == ["owner.export"])
        }
    }
}
