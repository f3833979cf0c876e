import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// Who may compare what, and who may say what products should tell.
@Suite struct ComparisonAccessTests {
    private func code(_ body: () async throws -> Void) async throws -> RegistryError.Code? {
        do {
            try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    @Test func categoriesBelongToAllSoOneMakersPeopleDoNotChangeThem() async throws {
        try await Household.run { house in
            let own = Principal.staff(.maker, .manufacturers([house.maker.id]))
            let draft = CategoryDraft(key: "Drill", entries: [TemplateEntry("Power", .number, unit: "WTT")])
            for principal in [own, .staff(.technician, .everyManufacturer), .stranger, .owner(house.first.id)] {
                #expect(
                    try await code {
                        try await house.registry.perform(as: principal) { _ = try $0.createCategory(draft) }
                    } == .forbidden)
            }
            try await house.registry.perform(as: .staff(.maker, .everyManufacturer)) {
                _ = try $0.createCategory(draft)
            }
            #expect(
                try await code {
                    try await house.registry.perform(as: own) { _ = try $0.updateCategory(draft, expecting: nil) }
                } == .forbidden)
            #expect(try await house.registry.category("Drill", as: .stranger).template.entries.map(\.name) == ["Power"])
        }
    }

    @Test func gapsAreTheMakersOwn() async throws {
        try await Household.run { house in
            let own = Principal.staff(.maker, .manufacturers([house.maker.id]))
            let page = try await house.registry.gaps(of: "acme", limit: 10, as: own)
            #expect(page.models.map(\.model.number.text) == ["M-1", "M-2"] && page.next == nil)
            let first = try await house.registry.gaps(of: "acme", limit: 1, as: own)
            #expect(first.models.map(\.model.number.text) == ["M-1"] && first.next == "M-1")
            let second = try await house.registry.gaps(of: "acme", after: "M-1", limit: 1, as: own)
            #expect(second.models.map(\.model.number.text) == ["M-2"] && second.next == nil)
            for principal in [
                Principal.stranger, .owner(house.first.id), .staff(.maker, .manufacturers([house.other.id])),
            ] {
                #expect(
                    try await code { _ = try await house.registry.gaps(of: "acme", limit: 10, as: principal) }
                        == .forbidden)
            }
        }
    }

    @Test func aModelBeforeItsReleaseIsComparedAsOneThatDoesNotExist() async throws {
        try await Household.run { house in
            let own = Principal.staff(.maker, .manufacturers([house.maker.id]))
            let names = [ModelName("acme", "M-1"), ModelName("acme", "M-2")]
            let answer = try await house.registry.compare(names, as: own)
            #expect(answer.models.map(\.model.number.text) == ["M-1", "M-2"])
            for principal in [
                Principal.stranger, .owner(house.first.id), .staff(.maker, .manufacturers([house.other.id])),
            ] {
                #expect(try await code { _ = try await house.registry.compare(names, as: principal) } == .modelUnknown)
                #expect(
                    try await code {
                        _ = try await house.registry.similar(to: "M-2", of: "acme", limit: 5, as: principal)
                    }
                        == .modelUnknown)
                #expect(
                    try await code { _ = try await house.registry.modelName("M-2", as: principal) } == .modelUnknown)
                let similar = try await house.registry.similar(to: "M-1", of: "acme", limit: 5, as: principal)
                #expect(similar.replacements.isEmpty)
            }
            #expect(
                try await house.registry.similar(to: "M-1", of: "acme", limit: 5, as: own).replacements.map(
                    \.number.text)
                    == ["M-2"])
        }
    }

    @Test func aNumberAloneIsEnoughWhereOneMakerHasIt() async throws {
        try await Household.run { house in
            #expect(try await house.registry.modelName("M-1", as: .stranger) == ModelName("acme", "M-1"))
            #expect(try await house.registry.modelName("acme/M-1", as: .stranger) == ModelName("acme", "M-1"))
            try await house.registry.perform(as: .administrator) { desk in
                _ = try desk.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "M-1")), supersedes: nil, of: "other")
                _ = try desk.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "X/Y")), supersedes: nil, of: "other")
            }
            #expect(try await code { _ = try await house.registry.modelName("M-1", as: .stranger) } == .valueInvalid)
            #expect(try await house.registry.modelName("X/Y", as: .stranger) == ModelName("other", "X/Y"))
            for text in ["", "/", "acme/", "nobody/M-1", "\u{0}", String(repeating: "x", count: 10_000)] {
                #expect(try await code { _ = try await house.registry.modelName(text, as: .stranger) } == .modelUnknown)
            }
        }
    }
}
