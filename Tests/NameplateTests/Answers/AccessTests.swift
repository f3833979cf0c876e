import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// What each principal sees of a unit and of a model.
@Suite struct AccessTests {
    typealias Name = Household.PrincipalName

    @Test(arguments: Name.allCases)
    func aUnitShowsOnlyWhatThePrincipalMayKnow(_ name: Name) async throws {
        try await Household.run { house in
            let unit = try await house.registry.unit("A0001", model: "M-1", of: "acme", as: house.principal(name))
            #expect(unit.warnings == [.recalled])
            #expect(unit.producedOn?.isoText == (name.isStranger ? "2025-02" : "2025-02-14"))
            #expect((unit.history == nil) == name.isStranger)
            #expect((unit.disposition == nil) == name.isStranger)
            #expect((unit.serviceFrom == nil) == name.isStranger)
            #expect((unit.failures == nil) == name.isStranger)
            #expect((unit.batch == nil) == !name.isOwnStaff)
            #expect((unit.sequence == nil) == !name.isOwnStaff)
            #expect(unit.place == (name.isOwnStaff ? "shop" : nil))
            #expect(unit.ownerName == (name == .secondOwner ? "second" : nil))
            let knowsOfOwner = [.secondOwner, .support, .administrator].contains(name)
            #expect(unit.hasOwner == (knowsOfOwner ? true : nil))
            #expect(unit.looks?.count == (name == .secondOwner ? 0 : nil))
        }
    }

    @Test(arguments: Name.allCases)
    func aHistoryShowsOnlyWhatThePrincipalMayKnow(_ name: Name) async throws {
        try await Household.run { house in
            let unit = try await house.registry.unit("A0001", model: "M-1", of: "acme", as: house.principal(name))
            let lines = unit.history ?? []
            let places: [String?] = name.isOwnStaff ? [nil, "shop", "shop"] : [nil, nil, nil]
            let owners: [String?] =
                switch name {
                case .secondOwner: [nil, nil, "second"]
                default: [nil, nil, nil]
                }
            let notes =
                switch name {
                case .secondOwner: [[], [], ["Sold to second"]]
                default: [[], ["Sold to first"], ["Sold to second"]]
                }
            #expect(lines.map(\.place) == (name.isStranger ? [] : places))
            #expect(lines.map(\.entry.businessLocation) == lines.map(\.place))
            #expect(
                lines.allSatisfy { ($0.readPoint == nil) == ($0.place == nil) && $0.entry.readPoint == $0.readPoint })
            #expect(lines.map(\.ownerName) == (name.isStranger ? [] : owners))
            #expect(lines.map { $0.entry.details.owningParty != nil } == lines.map { $0.ownerName != nil })
            #expect(lines.map(\.notes) == (name.isStranger ? [] : notes))
        }
    }

    @Test func anOwnerSeesNoEarlierOwnerInThePast() async throws {
        try await Household.run { house in
            let then = Household.now - 2 * 86_400_000_000
            let unit = try await house.registry.unit(
                "A0001", model: "M-1", of: "acme", asOf: then, as: house.principal(.secondOwner))
            #expect(unit.ownerName == nil)
            #expect(unit.hasOwner == true)
        }
    }

    @Test(arguments: Name.allCases)
    func aModelShowsOnlyWhatThePrincipalMayKnow(_ name: Name) async throws {
        try await Household.run { house in
            let principal = house.principal(name)
            let model = try await house.registry.model("M-1", of: "acme", as: principal)
            #expect((model.fleet == nil) == !name.isOwnStaff)
            #expect((model.formats == nil) == !name.isOwnStaff)
            #expect(model.supersededBy.map(\.number.text) == (name.isOwnStaff ? ["M-2"] : []))
            let models = try await house.registry.models(of: "acme", limit: 10, as: principal)
            #expect(models.map(\.number.text) == (name.isOwnStaff ? ["M-1", "M-2"] : ["M-1"]))
        }
    }

    @Test(arguments: Name.allCases)
    func aPrivateModelLooksLikeAnUnknownOne(_ name: Name) async throws {
        try await Household.run { house in
            let (registry, principal) = (house.registry, house.principal(name))
            let secret = await error { try await registry.model("M-2", of: "acme", as: principal) }
            let unknown = await error { try await registry.model("M-9", of: "acme", as: principal) }
            let unit = await error { try await registry.unit("A0001", model: "M-2", of: "acme", as: principal) }
            let nobody = await error { try await registry.unit("A0001", model: "M-9", of: "acme", as: principal) }
            #expect(unknown?.code == .modelUnknown && nobody?.code == .modelUnknown)
            #expect(secret == (name.isOwnStaff ? nil : unknown))
            #expect(unit == (name.isOwnStaff ? nil : nobody))
        }
    }

    @Test(arguments: Name.allCases)
    func batchesAndListsAreForTheMakersPeople(_ name: Name) async throws {
        try await Household.run { house in
            let (registry, principal) = (house.registry, house.principal(name))
            let reads = [.support, .maker, .administrator].contains(name)
            let batch = await error { try await registry.batch("L-1", model: "M-1", of: "acme", as: principal) }
            let unknown = await error { try await registry.batch("L-9", model: "M-1", of: "acme", as: principal) }
            let units = await error { try await registry.units(of: "acme", model: "M-1", limit: 5, as: principal) }
            #expect(batch?.code == (reads ? nil : .forbidden))
            #expect(unknown?.code == (reads ? .batchUnknown : .forbidden))
            #expect(units?.code == (reads ? nil : .forbidden))
        }
    }

    @Test(arguments: Name.allCases)
    func neighboursAreForTheMakersPeople(_ name: Name) async throws {
        try await Household.run { house in
            let principal = house.principal(name)
            #expect(Access.seesNeighbours(of: house.maker.id, as: principal) == name.isOwnStaff)
            let isStaff = name.isOwnStaff || [.otherMaker, .otherSupport].contains(name)
            #expect(Access.seesNeighbours(as: principal) == isStaff)
        }
    }

    @Test(arguments: Name.allCases)
    func onlyWhoMayChangeThingsChangesThem(_ name: Name) async throws {
        try await Household.run { house in
            let (registry, principal, maker) = (house.registry, house.principal(name), house.maker)
            let format = await error {
                try await registry.perform(as: principal) {
                    _ = try $0.createFormat("B{seq:3}", of: "acme", model: "M-1")
                }
            }
            let event = await error {
                try await registry.perform(as: principal) { desk in
                    _ = try desk.party("third", of: maker.id)
                }
            }
            let audit = await error { try await registry.audit(as: principal) }
            #expect(format?.code == ([.maker, .administrator].contains(name) ? nil : .forbidden))
            #expect(event?.code == (name.isOwnStaff ? nil : .forbidden))
            #expect(audit?.code == (name == .administrator ? nil : .forbidden))
        }
    }

    private func error<T>(_ body: () async throws -> T) async -> RegistryError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? RegistryError ?? RegistryError(.valueInvalid, "Another error: \(error)")
        }
    }
}
