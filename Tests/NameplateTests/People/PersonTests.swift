import Identifiers
import Nameplate
import Registry
import Testing

/// What is held about a person, given out and erased.
@Suite struct PersonTests {
    typealias Name = Household.PrincipalName

    private static let reason = "Asked for by letter"

    private func export(_ house: Household, _ reference: String, _ name: Name) async throws -> [PersonExport] {
        try await house.registry.exportPerson(
            .reference(reference), of: "acme", reason: Self.reason, as: house.principal(name))
    }

    private func erase(
        _ house: Household, _ reference: String, _ name: Name, isDryRun: Bool = false, isConfirmed: Bool = true,
        reason: String? = reason
    ) async throws -> PersonErasure {
        try await house.registry.erasePerson(
            .reference(reference), of: "acme", reason: reason, isDryRun: isDryRun, isConfirmed: isConfirmed,
            as: house.principal(name))
    }

    private func owner(_ house: Household) async throws -> OwnerAnswer.Owner? {
        try await house.registry.owner(
            of: "A0001", model: "M-1", of: "acme", reason: "Case 4711", as: house.principal(.support)
        ).owner
    }

    private func code<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    @Test func anExportHoldsAllThatIsHeld() async throws {
        try await Household.run { house in
            _ = try await house.registry.owner(
                of: "A0001", model: "M-1", of: "acme", reason: "Case 4711", as: house.principal(.support))
            let exports = try await export(house, "first", .support)
            let person = try #require(exports.first)
            #expect(exports.count == 1 && person.data.party.id == house.first.id)
            let day: Int64 = 86_400_000_000
            #expect(person.units.map(\.unit.serial) == ["A0001"])
            #expect(person.units.map(\.ownership.from) == [Household.now - 2 * day])
            #expect(person.units.map(\.ownership.until) == [Household.now - day])
            #expect(person.events.map(\.notes) == [["Sold to first"]])
            #expect(person.events.map { $0.units.map(\.serial) } == [["A0001"]])
            // The look was at the present owner, the export at the earlier one.
            #expect(person.looks.map(\.action) == ["person.export"])
            #expect(try await export(house, "second", .support)[0].looks.count == 2)
        }
    }

    @Test func aPersonIsNamedByItsNumberToo() async throws {
        try await Household.run { house in
            let number = PersonName.id(house.first.id)
            let own = try await house.registry.exportPerson(
                number, of: "acme", reason: Self.reason, as: house.principal(.support))
            #expect(own.map(\.data.party.name) == ["first"])
            let foreign = try await code {
                try await house.registry.exportPerson(
                    number, of: "other", reason: Self.reason, as: house.principal(.otherSupport))
            }
            #expect(foreign == .partyUnknown)
            _ = try await house.registry.erasePerson(
                number, of: "acme", reason: Self.reason, isDryRun: false, isConfirmed: true, as: .administrator)
            #expect(try await code { try await export(house, "first", .support) } == .partyUnknown)
            let again = try await code {
                try await house.registry.exportPerson(
                    number, of: "acme", reason: Self.reason, as: house.principal(.support))
            }
            #expect(again == .partyUnknown)
        }
    }

    @Test func somebodyGetsTheirOwnWithoutAReasonAndNobodyElses() async throws {
        try await Household.run { house in
            let own = try await house.registry.exportPerson(house.first.id, as: house.principal(.firstOwner))
            #expect(own.data.party.name == "first" && own.units.count == 1)
            for name in Name.allCases where name != .firstOwner {
                let refused = try await code {
                    try await house.registry.exportPerson(house.first.id, as: house.principal(name))
                }
                #expect(refused == .partyUnknown, "\(name)")
            }
        }
    }

    @Test(arguments: Name.allCases)
    func onlyWhoMayGivesOutAndErases(_ name: Name) async throws {
        try await Household.run { house in
            let reads = [.support, .administrator].contains(name)
            let given = try await code { try await export(house, "first", name) }
            let nobody = try await code { try await export(house, "nobody", name) }
            #expect(given == (reads ? nil : .forbidden) && nobody == (reads ? .partyUnknown : .forbidden))
            let refused: RegistryError.Code? = name == .administrator ? nil : .forbidden
            let tried = try await code { try await erase(house, "first", name, isDryRun: true) }
            let erased = try await code { try await erase(house, "first", name) }
            let rules = try await code { try await house.registry.retention(as: house.principal(name)) }
            #expect(tried == refused && erased == refused && rules == refused)
        }
    }

    @Test func anErasureIsTriedThenConfirmedAndCannotBeUndone() async throws {
        try await Household.run { house in
            let tried = try await erase(house, "second", .administrator, isDryRun: true, reason: nil)
            #expect(tried.extents.map(\.notes) == [1] && tried.extents.map(\.events) == [1])
            #expect(
                try await code { try await erase(house, "second", .administrator, isConfirmed: false) }
                    == .confirmationMissing)
            #expect(try await code { try await erase(house, "second", .administrator, reason: "no") } == .reasonInvalid)
            #expect(try await owner(house)?.party.name == "second")

            _ = try await erase(house, "second", .administrator)
            let erased = try #require(try await owner(house))
            #expect(erased.party.name == nil && erased.party.reference == nil)
            #expect(erased.party.erasedAt == Household.now && erased.party.id == house.second.id)
            #expect(try await code { try await export(house, "second", .support) } == .partyUnknown)
            #expect(try await code { try await erase(house, "second", .administrator) } == .partyUnknown)
            let unit = try await house.registry.unit("A0001", model: "M-1", of: "acme", as: house.principal(.support))
            #expect(unit.hasOwner == true && unit.history?.map(\.notes) == [[], ["Sold to first"], []])
            let audit = try await house.registry.audit(as: .administrator)
            #expect(audit.findings == [])
        }
    }

    @Test func retentionIsShownSetAndRunOnceConfirmed() async throws {
        try await Household.run { house in
            let registry = house.registry
            let set = try await registry.setRetention("trail-reasons", days: 7, isOn: nil, as: .administrator)
            #expect(set.term.days == 7 && !set.term.isOn)
            #expect(try await registry.retention(as: .administrator).map(\.term.rule) == RetentionRule.allCases)
            #expect(
                try await code { try await registry.runRetention(isConfirmed: false, as: .administrator) }
                    == .confirmationMissing)
            #expect(
                try await code { try await registry.runRetention(["x"], isConfirmed: true, as: .administrator) }
                    == .retentionUnknown)
            let runs = try await registry.runRetention(["imports"], isConfirmed: true, as: .administrator)
            #expect(runs.map(\.count) == [0])
            // Those that are on, but for what is always obeyed.
            let all = try await registry.runRetention(isConfirmed: true, as: .administrator)
            #expect(all.map(\.rule) == [.trailAddresses, .scans, .thefts, .findings])
        }
    }
}
