import Identifiers
import Nameplate
import Registry
import Testing

/// Who may count and list: the makers and their support, of their own units only.
@Suite struct PopulationAccessTests {
    typealias Name = Household.PrincipalName

    @Test(arguments: Name.allCases)
    func onlyWhoReadsProductionCountsAndLists(_ name: Name) async throws {
        try await Household.run { house in
            let question = PopulationQuestion(try WrittenPopulation(parsing: "everything"), of: "acme")
            let principal = house.principal(name)
            let isAllowed = Access.allows(principal, .readProduction, of: house.maker.id)
            #expect(isAllowed == [.support, .maker, .administrator].contains(name))
            func isForbidden(_ body: () async throws -> Void) async throws -> Bool {
                do {
                    try await body()
                    return false
                } catch let error as RegistryError where error.code == .forbidden {
                    return true
                }
            }
            #expect(try await isForbidden { _ = try await house.registry.count(question, as: principal) } != isAllowed)
            #expect(
                try await isForbidden { _ = try await house.registry.units(of: question, limit: 1, as: principal) }
                    != isAllowed)
            #expect(
                try await isForbidden {
                    _ = try await house.registry.verdict(question, onUnit: "A0001", model: "M-1", as: principal)
                } != isAllowed)
        }
    }

    @Test func anotherManufacturersUnitsAreNoneOfOnes() async throws {
        try await Household.run { house in
            let question = PopulationQuestion(try WrittenPopulation(parsing: "serial like A*"), of: "other")
            #expect(try await house.registry.count(question, as: .administrator).count.total == 0)
            let own = PopulationQuestion(question.population, of: "acme")
            #expect(try await house.registry.count(own, as: .administrator).count.total == 21)
        }
    }

    /// The cache of models and formats is forgotten when they change.
    @Test func aNewModelOrFormatCountsAtOnce() async throws {
        try await Household.run { house in
            let question = PopulationQuestion(
                try WrittenPopulation(parsing: "model = M-3 and serial from B01 to B05"), of: "acme")
            let before = try await house.registry.count(question, as: .administrator)
            #expect(before.count.total == 0)
            #expect(before.subject.unknownModels == ["M-3"])
            try await house.registry.perform(as: .administrator) { commands in
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "M-3")), supersedes: nil, of: "acme")
                _ = try commands.createFormat("B{seq:2}", of: "acme", model: "M-3")
                _ = try commands.issue(BatchDraft(count: 9, fields: .init()), of: "acme", model: "M-3")
            }
            let after = try await house.registry.count(question, as: .administrator)
            #expect(after.count.total == 5)
            #expect(after.subject.unknownModels == [])
        }
    }
}
