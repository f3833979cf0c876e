import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Owners register units: what is theirs at once, what waits, and that nobody takes or learns what is not theirs.
@Suite struct RegistrationTests {
    private static let wrong = "0000000000"

    @Test func whoHasTheOwnerCodeOwnsTheUnitAtOnce() async throws {
        try await OwnerRegistry.run { house in
            let answer = try await house.own("A0001", as: "owner-1")
            #expect(answer.state == .valid && answer.registration.evidence == .ownerCode)
            let owner = try await house.owner(of: "A0001")
            #expect(owner == answer.registration.party)
            #expect(try await house.party("owner-1") == owner)
            let unit = try await house.registry.unit(
                "A0001", model: "M-1", of: "acme", as: try await house.account("owner-1"))
            #expect(unit.history?.count == 2 && answer.registration.event != nil)
            #expect(try await house.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func aRegistrationIsAnnouncedOnceItIsDecided() async throws {
        try await OwnerRegistry.run { house in
            func announced() async throws -> [Notice] {
                let made = try await house.registry.deliveries(of: "acme", in: nil, limit: 10, as: .administrator)
                return try await house.registry.database.read { reader in
                    try made.compactMap { try Notices.find($0.delivery.notice, reader) }
                }
            }
            _ = try await house.register("A0002", as: "owner-1")
            #expect(try await announced().isEmpty)
            let valid = try await house.own("A0001", as: "owner-1")
            _ = try await house.own("A0001", as: "owner-1")
            let notices = try await announced()
            #expect(notices.map(\.topic) == [.registrationDecided])
            #expect(notices.first?.party == valid.registration.party && notices.first?.facts == ["decision": "valid"])
        }
    }

    @Test func registeringTwiceIsRegisteringOnce() async throws {
        try await OwnerRegistry.run { house in
            let first = try await house.own("A0001", as: "owner-1")
            let second = try await house.own("A0001", as: "owner-1")
            #expect(first.registration == second.registration)
            let waiting = try await house.register("A0002", as: "owner-1")
            #expect(try await house.register("A0002", as: "owner-1").registration.id == waiting.registration.id)
            let proven = try await house.own("A0002", as: "owner-1")
            #expect(proven.registration.id == waiting.registration.id && proven.state == .valid)
        }
    }

    @Test func aStrangerLearnsNothingOfAnOwner() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owned = try await house.register("A0001", as: "owner-2")
            let free = try await house.register("A0002", as: "owner-2")
            #expect(owned.state == .pending && free.state == .pending)
            #expect(owned.registration.evidence == free.registration.evidence)
            // Servers that share a database keep what they record a microsecond apart.
            #expect(abs(owned.registration.expiresAt - free.registration.expiresAt) < 1_000_000)
            #expect(owned.registration.event == nil && free.registration.event == nil)
            for serial in ["A0001", "A0002"] {
                #expect(
                    await house.refused { try await house.register(serial, as: "owner-2", code: Self.wrong) }
                        == .registrationCode)
                #expect(
                    await house.refused {
                        try await house.registry.perform(as: try await house.account("owner-2")) {
                            _ = try $0.release(unit: serial, model: "M-1", of: "acme")
                        }
                    } == .ownershipNotYours)
                #expect(
                    await house.refused {
                        try await house.registry.entitlements(
                            ofUnit: serial, model: "M-1", of: "acme", as: try await house.account("owner-2"))
                    } == .ownershipNotYours)
            }
            // The owner is told, the stranger not.
            let ada = try await house.registry.ownership(as: try await house.account("owner-1"))
            #expect(ada.products.map(\.disputes.count) == [1])
            let eve = try await house.registry.ownership(as: try await house.account("owner-2"))
            #expect(eve.products.isEmpty && eve.others.map(\.state) == [.pending, .pending])
            #expect(try await house.isOwner("owner-1", of: "A0001"))
        }
    }

    @Test func theCodeOfAnOwnedUnitMakesADisputeThatBothSidesSee() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let claim = try await house.own("A0001", as: "owner-3")
            #expect(claim.state == .disputed)
            #expect(try await house.isOwner("owner-1", of: "A0001"))
            let ada = try await house.registry.ownership(as: try await house.account("owner-1"))
            #expect(ada.products.map(\.disputes.count) == [1])
            let listed = try await house.registry.registrations(
                of: "acme", in: .disputed, limit: 10, as: .administrator)
            #expect(listed.items.map(\.registration.id) == [claim.registration.id])
            #expect(await house.refused { try await house.decide(claim, .approve, because: nil) } == .reasonInvalid)
            let decided = try await house.decide(claim, .approve)
            #expect(decided.state == .valid)
            #expect(try await house.isOwner("owner-3", of: "A0001"))
            let after = try await house.registry.ownership(as: try await house.account("owner-1"))
            #expect(after.products.isEmpty && after.others.map(\.state) == [.expired])
            #expect(await house.refused { try await house.decide(claim, .refuse) } == .stateStep)
        }
    }

    @Test func whatWaitsIsApprovedRefusedOrExpires() async throws {
        try await OwnerRegistry.run { house in
            let approved = try await house.register("A0001", as: "owner-1")
            let refused = try await house.register("A0002", as: "owner-1")
            let old = try await house.register("A0003", as: "owner-1")
            #expect(try await house.decide(approved, .approve, because: nil).state == .valid)
            #expect(await house.refused { try await house.decide(refused, .refuse, because: " ") } == .reasonInvalid)
            let told = try await house.decide(refused, .refuse, because: "The invoice is for another unit")
            #expect(told.registration.reason == "The invoice is for another unit")
            house.wait(days: 91)
            #expect(await house.refused { try await house.decide(old, .approve) } == .stateStep)
            let overview = try await house.registry.ownership(as: try await house.account("owner-1"))
            #expect(overview.products.map(\.unit.serial) == ["A0001"])
            #expect(Set(overview.others.map(\.state)) == [.refused, .expired])
            #expect(try await house.owner(of: "A0002") == nil)
        }
    }

    @Test func whatNobodyHasDecidedInTimeHidesNothingThatWaits() async throws {
        try await OwnerRegistry.run { house in
            for number in 1...3 { try await house.register("A000\(number)", as: "owner-1") }
            house.wait(days: 91)
            for number in 4...7 {
                try await house.register("A000\(number)", as: "owner-1")
                house.wait(days: 1)
            }
            // The rule counts for what comes after it, so that the newest has to be decided first.
            try await house.registry.perform(as: .administrator) { desk in
                var rules = RegistrationRules()
                rules.pendingDays = 5
                try desk.setRegistrationRules(rules, of: "acme", model: "M-1")
            }
            try await house.register("A0008", as: "owner-1")
            var (seen, place): ([String], RegistrationPlace?) = ([], nil)
            repeat {
                let page = try await house.registry.registrations(
                    of: "acme", in: .pending, after: place, limit: 2, as: .administrator)
                seen += page.items.map(\.serial.text)
                place = page.next
            } while place != nil
            #expect(seen == ["A0008", "A0004", "A0005", "A0006", "A0007"])
        }
    }

    @Test func guessingOwnerCodesIsSlow() async throws {
        try await OwnerRegistry.run { house in
            for _ in 0..<10 {
                #expect(
                    await house.refused { try await house.register("A0001", as: "owner-2", code: Self.wrong) }
                        == .registrationCode)
            }
            #expect(await house.refused { try await house.own("A0001", as: "owner-2") } == .registrationSlow)
            let ada = try await house.own("A0001", as: "owner-1")
            #expect(ada.state == .valid)
            house.wait(days: 1)
            #expect(
                await house.refused { try await house.register("A0002", as: "owner-2", code: "") } == .registrationCode)
        }
    }

    /// Whoever may not try any more fills nothing, so that the owner of the unit is not kept from it.
    @Test func whoIsSlowKeepsNobodyElseOut() async throws {
        try await OwnerRegistry.run { house in
            for _ in 0..<40 {
                _ = await house.refused { try await house.register("A0001", as: "owner-2", code: Self.wrong) }
            }
            let owned = try await house.own("A0001", as: "owner-1")
            #expect(owned.state == .valid)
        }
    }

    /// A unit of one's own does not buy more guesses at others.
    @Test func aRightCodeForgivesNoWrongOnes() async throws {
        try await OwnerRegistry.run { house in
            for serial in ["A0002", "A0003"] {
                for _ in 0..<5 {
                    #expect(
                        await house.refused { try await house.register("A0001", as: "owner-2", code: Self.wrong) }
                            == .registrationCode)
                }
                if serial == "A0002" { try await house.own(serial, as: "owner-2") }
            }
            #expect(await house.refused { try await house.own("A0003", as: "owner-2") } == .registrationSlow)
        }
    }

    @Test(arguments: ["needsApproval", "sellers", "ownerCode"])
    func rulesOfAModelAreKept(_ rule: String) async throws {
        try await OwnerRegistry.run { house in
            try await house.registry.perform(as: .administrator) { desk in
                var rules = RegistrationRules()
                if rule == "needsApproval" { rules.needsApproval = true }
                if rule == "sellers" { rules.sellers = ["Hagen Elektro"] }
                if rule == "ownerCode" { rules.ownerCode = .required }
                try desk.setRegistrationRules(rules, of: "acme", model: "M-1")
            }
            let code = try await house.code(of: "A0001")
            switch rule {
            case "needsApproval": #expect(try await house.own("A0001", as: "owner-1").state == .pending)
            case "sellers":
                let other = try await house.register("A0001", as: "owner-1", code: code, at: "Market stall")
                #expect(other.state == .pending)
                let dealer = try await house.register(
                    "A0002", as: "owner-1", code: try await house.code(of: "A0002"), at: "hagen elektro")
                #expect(dealer.state == .valid)
            default:
                #expect(
                    await house.refused { try await house.register("A0001", as: "owner-1") } == .registrationCodeNeeded)
                #expect(try await house.own("A0001", as: "owner-1").state == .valid)
            }
        }
    }

    @Test func aStolenUnitWaitsAndSoDoesOneBoughtBeforeItWasMade() async throws {
        try await OwnerRegistry.run { house in
            try await house.registry.perform(as: .administrator) { desk in
                let model = try Models.require("M-1", of: house.maker, desk.transaction)
                var theft = EventDraft(time: desk.transaction.now)
                theft.units = [UnitKey(model.id, try SerialNumber(parsing: "A0001"))]
                theft.details.set = ["stolen"]
                _ = try desk.record(theft, of: house.maker.id)
            }
            #expect(try await house.own("A0001", as: "owner-1").state == .pending)
            #expect(try await house.own("A0002", as: "owner-1", on: "2025-01-01").state == .pending)
            for day in ["2026-01-02", "2025-12"] {
                #expect(await house.refused { try await house.own("A0003", as: "owner-1", on: day) } == .valueInvalid)
            }
        }
    }

    @Test func aVisitorGetsAnAccountInTheSameStep() async throws {
        try await OwnerRegistry.run { house in
            let code = try await house.code(of: "A0001")
            func order(_ name: String, _ password: String) -> OwnershipOrder {
                OwnershipOrder(
                    "acme", "M-1", "A0001", as: .newAccount(name: name, password: password),
                    RegistrationRequest(ownerCode: code), consents: [.news])
            }
            func register(_ order: OwnershipOrder) async throws -> RegistrationAnswer {
                try await house.registry.register(order, as: .stranger, from: .local)
            }
            #expect(await house.refused { try await register(order("ada@example.com", "short")) } == .passwordWeak)
            #expect(await house.refused { try await register(OwnershipOrder("acme", "M-1", "A0001")) } == .signInNeeded)
            #expect(try await register(order("ada@example.com", "correct horse battery")).state == .valid)
            #expect(
                await house.refused { try await register(order("ada@example.com", "correct horse battery")) }
                    == .accountTaken)
            let account = try await house.account("ada@example.com")
            #expect(account.parties.count == 1 && account.grants.isEmpty)
            let export = try await house.registry.exportPerson(try #require(account.parties.first), as: account)
            #expect(export.data.consents.map(\.purpose) == [.news])
        }
    }

    /// What an owner leaves out of a second registration stays as it was; on their own page they say all of it.
    @Test func aSecondRegistrationForgetsNoContact() async throws {
        try await OwnerRegistry.run { house in
            let owner = try await house.account("owner-1")
            func register(_ serial: String, _ contact: PartyContact) async throws {
                _ = try await house.registry.register(
                    OwnershipOrder("acme", "M-1", serial, contact: contact), as: try await house.account("owner-1"))
            }
            func contact() async throws -> PartyContact? {
                let principal = try await house.account("owner-1")
                let party = try #require(principal.parties.first)
                return try await house.registry.ownContact(of: party, as: principal).contact
            }
            #expect(owner.parties.isEmpty)
            let first = try PartyContact(
                name: "Owner 1", email: "owner-1@example.com", addressLines: ["Street 1"], postcode: "5003",
                city: "Bergen", country: "NO")
            try await register("A0001", first)
            try await register("A0002", try PartyContact(phone: "+47 22 12 34 56"))
            var known = first
            known.phone = "+47 22 12 34 56"
            #expect(try await contact() == known)
            // An address takes the other's place as a whole.
            try await register("A0003", try PartyContact(addressLines: ["Weg 2"], city: "Kiel"))
            (known.addressLines, known.postcode, known.city, known.country) = (["Weg 2"], nil, "Kiel", nil)
            #expect(try await contact() == known)
            try await house.registry.perform(as: try await house.account("owner-1")) {
                try $0.setOwnContact(try PartyContact(name: "Owner 1"), consents: [], of: "acme")
            }
            #expect(try await contact() == (try PartyContact(name: "Owner 1")))
        }
    }

    @Test func twoAtOnceMakeOneOwner() async throws {
        try await OwnerRegistry.run { house in
            let names = (0..<6).map { "owner\($0)" }
            for name in names { _ = try await house.account(name) }
            let states = try await withThrowingTaskGroup(of: Registration.State.self) { group in
                for name in names { group.addTask { try await house.own("A0001", as: name).state } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(states.count { $0 == .valid } == 1 && states.count { $0 == .disputed } == names.count - 1)
        }
    }

    /// However many nobody has decided in time: none stands in the queue before those that wait.
    @Test func theQueueIsOfWhatCanStillBeDecided() async throws {
        try await OwnerRegistry.run { house in
            func queue(_ limit: Int) async throws -> [String] {
                var (serials, place): ([String], RegistrationPlace?) = ([], nil)
                repeat {
                    let page = try await house.registry.registrations(
                        of: "acme", in: .pending, after: place, limit: limit, as: .administrator)
                    #expect(page.items.count <= limit)
                    serials += page.items.map(\.serial.text)
                    place = page.next
                } while place != nil && serials.count < 20
                return serials
            }
            for serial in ["A0001", "A0002", "A0003"] { try await house.register(serial, as: "owner-1") }
            house.wait(days: 60)
            for serial in ["A0004", "A0005", "A0006"] { try await house.register(serial, as: "owner-2") }
            for limit in [1, 2, 3, 6, 7] { #expect(try await queue(limit).count == 6, "\(limit)") }
            house.wait(days: 31)
            for limit in [1, 2, 3, 4] {
                #expect(try await queue(limit).sorted() == ["A0004", "A0005", "A0006"], "\(limit)")
            }
            house.wait(days: 59)
            #expect(try await queue(2) == [])
        }
    }

    /// What a party has waited for, and got another way, waits no more.
    @Test func whatIsTheirsNeedsNoDecision() async throws {
        try await OwnerRegistry.run { house in
            let waiting = try await house.register("A0001", as: "owner-1")
            try await house.registry.perform(as: .administrator) { desk in
                let party = try #require(try Parties.find(waiting.registration.party, desk.transaction)?.reference)
                _ = try desk.reassign(
                    unit: "A0001", model: "M-1", of: "acme", to: party, reason: OwnerRegistry.reason)
            }
            try await house.own("A0002", as: "owner-3")
            let disputed = try await house.own("A0002", as: "owner-1")
            #expect(disputed.state == .disputed)
            try await house.registry.perform(as: .administrator) { desk in
                let model = try Models.require("M-1", of: house.maker, desk.transaction)
                var sale = EventDraft(time: desk.transaction.now)
                sale.units = [UnitKey(model.id, try SerialNumber(parsing: "A0002"))]
                sale.details.owningParty = disputed.registration.party
                _ = try desk.record(sale, of: house.maker.id)
            }
            #expect(try await house.isOwner("owner-1", of: "A0002"))
            for state in [Registration.State.pending, .disputed] {
                #expect(
                    try await house.registry.registrations(of: "acme", in: state, limit: 9, as: .administrator).items
                        .isEmpty, "\(state)")
            }
            let overview = try await house.registry.ownership(as: try await house.account("owner-1"))
            #expect(overview.products.map(\.unit.serial) == ["A0001", "A0002"])
            #expect(overview.others.map(\.state) == [.expired, .expired])
            #expect(try await house.own("A0002", as: "owner-1").state == .valid)
        }
    }

    /// Whoever finds the card later says it then, and what they say with it counts.
    @Test func theCodeAfterwardsKeepsTheDayAndTheSeller() async throws {
        try await OwnerRegistry.run { house in
            let first = try await house.register("A0001", as: "owner-1")
            let again = try await house.register(
                "A0001", as: "owner-1", code: try await house.code(of: "A0001"), on: "2025-12-20", at: "Corner shop")
            #expect(again.registration.id == first.registration.id && again.state == .valid)
            _ = try await house.register("A0002", as: "owner-1", on: "2025-12-19", at: "Market stall")
            _ = try await house.own("A0002", as: "owner-1")
            let kept = try await house.registry.registrations(of: "acme", in: .valid, limit: 5, as: .administrator)
            let said = kept.items.sorted { $0.serial.text < $1.serial.text }.map(\.registration)
            #expect(said.map { $0.purchasedOn?.isoText } == ["2025-12-20", "2025-12-19"])
            #expect(said.map(\.seller) == ["Corner shop", "Market stall"])
            #expect(said.map(\.evidence) == [.ownerCode, .ownerCode])
        }
    }

    /// What was said before counts by the rules too, and what is valid stays so.
    @Test func whatWasSaidBeforeCountsByTheRules() async throws {
        try await OwnerRegistry.run { house in
            func set(_ change: @escaping @Sendable (inout RegistrationRules) -> Void) async throws {
                try await house.registry.perform(as: .administrator) { desk in
                    var rules = RegistrationRules()
                    change(&rules)
                    try desk.setRegistrationRules(rules, of: "acme", model: "M-1")
                }
            }
            try await set { $0.sellers = ["Corner shop"] }
            _ = try await house.register("A0001", as: "owner-1", at: "corner shop")
            #expect(try await house.own("A0001", as: "owner-1").state == .valid)
            try await set { $0.needsApproval = true }
            let again = try await house.own("A0001", as: "owner-1")
            #expect(again.state == .valid && again.registration.seller == "corner shop")
            #expect(try await house.isOwner("owner-1", of: "A0001"))
        }
    }

    @Test func staffFindWhatWaitsOfOneUnit() async throws {
        try await OwnerRegistry.run { house in
            let old = try await house.register("A0001", as: "owner-1")
            house.wait(days: 91)
            let waiting = try await house.register("A0001", as: "owner-2")
            try await house.register("A0002", as: "owner-2")
            func find(
                _ serial: String, _ state: Registration.State, _ principal: Principal = .administrator
            ) async throws -> [ID<Registration>] {
                try await house.registry.registrations(
                    ofUnit: serial, model: "M-1", of: "acme", in: state, limit: 9, as: principal
                ).map(\.registration.id)
            }
            #expect(try await find("A0001", .pending) == [waiting.registration.id])
            #expect(try await find("A0001", .disputed).isEmpty)
            #expect(try await find("A0003", .pending).isEmpty)
            _ = try await house.decide(waiting, .refuse)
            #expect(try await find("A0001", .refused) == [waiting.registration.id])
            #expect(await house.refused { try await find("A0001", .pending, .stranger) } == .forbidden)
            #expect(old.registration.id != waiting.registration.id)
        }
    }

    @Test func onlyWhoMayDecidesAndReassigns() async throws {
        try await OwnerRegistry.run { house in
            let waiting = try await house.register("A0001", as: "owner-1")
            let maker = house.maker.id
            let outsiders: [Principal] = [
                .stranger, try await house.account("owner-1"), .staff(.technician, .manufacturers([maker])),
                .staff(.support, .manufacturers([ID(5)])),
            ]
            for principal in outsiders {
                #expect(await house.refused { try await house.decide(waiting, .approve, as: principal) } == .forbidden)
                #expect(
                    await house.refused {
                        try await house.registry.registrations(of: "acme", in: .pending, limit: 5, as: principal)
                    } == .forbidden)
                #expect(
                    await house.refused {
                        try await house.registry.perform(as: principal) {
                            try $0.reassign(
                                unit: "A0001", model: "M-1", of: "acme", to: "C-1", reason: OwnerRegistry.reason)
                        }
                    } == .forbidden)
            }
            let support = Principal.staff(.support, .manufacturers([maker]))
            #expect(try await house.decide(waiting, .approve, as: support).state == .valid)
            let given = try await house.registry.perform(as: support) {
                try $0.reassign(unit: "A0001", model: "M-1", of: "acme", to: "C-1", reason: OwnerRegistry.reason)
            }
            #expect(try await house.owner(of: "A0001") == given.registration.party)
        }
    }

    @Test func anErasedOwnerLeavesTheHistoryAndNoName() async throws {
        try await OwnerRegistry.run { house in
            let answer = try await house.register(
                "A0001", as: "owner-1", code: try await house.code(of: "A0001"), at: "Corner shop")
            let number = PersonName.id(answer.registration.party)
            _ = try await house.registry.erasePerson(
                number, of: "acme", reason: OwnerRegistry.reason, isDryRun: false, isConfirmed: true, as: .administrator
            )
            let kept = try await house.registry.registrations(of: "acme", in: .valid, limit: 5, as: .administrator)
            #expect(kept.items.map(\.registration.seller) == [nil])
            #expect(try await house.owner(of: "A0001") == answer.registration.party)
            #expect(try await house.registry.audit(as: .administrator).findings == [])
            // Whoever comes after an erased owner finds a dispute, not a free unit.
            #expect(try await house.own("A0001", as: "owner-3").state == .disputed)
        }
    }
}
