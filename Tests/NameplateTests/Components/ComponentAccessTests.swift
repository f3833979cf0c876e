import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// What each principal sees of components, and may do with them.
@Suite struct ComponentAccessTests {
    typealias Name = Household.PrincipalName

    private static func name(_ model: String, _ serial: String) throws -> UnitName {
        UnitName(model: model, serial: try SerialNumber(parsing: serial))
    }

    /// The household's unit with a component, another one of a model that is not released, and two without a history.
    private func withComponents(_ body: (Household) async throws -> Void) async throws {
        try await Household.run { house in
            try await house.registry.perform(as: .administrator) { desk in
                var request = ComponentRequest(manufacturer: "acme", assembly: try Self.name("M-1", "A0001"))
                request.slot = "left"
                _ = try desk.install(NewComponent(try Self.name("M-1", "A0005")), request)
                _ = try desk.install(NewComponent(try Self.name("M-2", "A0003")), request)
                var report = EventReport(manufacturer: "acme")
                (report.model, report.batch, report.firstSequence, report.lastSequence) = ("M-1", "L-1", 7, 8)
                report.parent = ("M-1", try SerialNumber(parsing: "A0001"))
                report.draft.action = .add
                _ = try desk.record(report)
            }
            try await body(house)
        }
    }

    @Test(arguments: Name.allCases)
    func componentsAreForTheOwnerAndTheMakersPeople(_ name: Name) async throws {
        try await withComponents { house in
            let answer = try await house.registry.components(
                of: "A0001", model: "M-1", of: "acme", limit: 10, as: house.principal(name))
            guard !name.isStranger else {
                #expect(answer.components == nil && answer.gone.isEmpty && answer.leftProduction == nil)
                return
            }
            let lines = try #require(answer.components)
            let units = lines.compactMap { if case .unit(let unit) = $0.part { unit.serial } else { nil } }
            // The model of the second is not released: its owner may not know of it yet.
            #expect(units == (name == .secondOwner ? ["A0005"] : ["A0005", "A0003"]))
            let ranges = lines.compactMap { if case .units(let units) = $0.part { units } else { nil } }
            #expect(ranges.map(\.firstSerial) == ["A0007"] && ranges.map(\.count) == [2])
            #expect(ranges.map(\.batch) == (name.isOwnStaff ? ["L-1"] : [nil]))
            #expect(ranges.map(\.sequences) == (name.isOwnStaff ? [7...8] : [nil]))
            #expect(lines.first?.batch == (name.isOwnStaff ? "L-1" : nil))
            #expect(lines.first?.slot == "left")
            let serials = try await house.registry.serials(of: try #require(ranges.first), from: nil, limit: 10)
            #expect(serials.serials == ["A0007", "A0008"] && serials.next == nil)
        }
    }

    @Test(arguments: Name.allCases)
    func whatAUnitIsInIsForTheMakersPeople(_ name: Name) async throws {
        try await withComponents { house in
            for serial in ["A0005", "A0008"] {
                let found = try await house.registry.whereabouts(
                    of: serial, model: "M-1", of: "acme", as: house.principal(name))
                #expect(found.holders?.map(\.unit.serial) == (name.isOwnStaff ? ["A0001"] : nil))
                #expect(found.place == (name.isOwnStaff ? "shop" : nil))
                let dossier = try await house.registry.unit(
                    serial, model: "M-1", of: "acme", as: house.principal(name))
                #expect((dossier.parent == nil) == !name.isOwnStaff)
            }
        }
    }

    @Test(arguments: Name.allCases)
    func aHistoryNamesComponentsToWhomMaySeeThem(_ name: Name) async throws {
        try await withComponents { house in
            let unit = try await house.registry.unit("A0001", model: "M-1", of: "acme", as: house.principal(name))
            let named = (unit.history ?? []).flatMap(\.children).map(\.serial)
            let expected: [String] =
                switch name {
                case _ where name.isStranger: []
                case .secondOwner: ["A0005"]
                default: ["A0005", "A0003"]
                }
            #expect(named == expected)
            #expect((unit.history ?? []).map(\.childCount).reduce(0, +) == (name.isStranger ? 0 : 4))
        }
    }

    @Test(arguments: Name.allCases)
    func whereTheBatchIsIsForThoseWhoMakeAndLookAfterUnits(_ name: Name) async throws {
        try await withComponents { house in
            let principal = house.principal(name)
            let error = await refusal {
                let uses = try await house.registry.uses(of: "L-1", model: "M-1", of: "acme", limit: 10, as: principal)
                #expect(uses.items.map { $0.holders.map(\.serial) } == [["A0001"], ["A0001"]])
            }
            #expect(error == ([.support, .maker, .administrator].contains(name) ? nil : .forbidden))
        }
    }

    @Test(arguments: Name.allCases)
    func whoMayRecordMayChangeComponents(_ name: Name) async throws {
        try await withComponents { house in
            let principal = house.principal(name)
            let request = ComponentRequest(manufacturer: "acme", assembly: try Self.name("M-1", "A0001"))
            let (old, new) = (try Self.name("M-1", "A0005"), NewComponent(try Self.name("M-1", "A0006")))
            let changes: [@Sendable (Commands) throws -> ComponentChangeAnswer] = [
                { try $0.replace(old, with: new, request) }, { try $0.remove(new.name, request) },
                { try $0.install(new, request) },
            ]
            for change in changes {
                let tried = await refusal { _ = try await house.registry.rehearse(as: principal, change) }
                let done = await refusal { _ = try await house.registry.perform(as: principal, change) }
                #expect(tried == (name.isOwnStaff ? nil : .forbidden))
                #expect(done == tried)
            }
            #expect(try await house.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func aRehearsalLeavesNothingBehind() async throws {
        try await withComponents { house in
            let head = try await house.registry.ledgerHead()
            let request = ComponentRequest(manufacturer: "acme", assembly: try Self.name("M-1", "A0001"))
            let answer = try await house.registry.rehearse(as: .administrator) { desk in
                try desk.remove(try Self.name("M-1", "A0005"), request)
            }
            #expect(answer.removed?.serial == "A0005" && answer.slot == "left")
            #expect(try await house.registry.ledgerHead() == head)
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> RegistryError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? RegistryError)?.code ?? .valueInvalid
        }
    }
}
