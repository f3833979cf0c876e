import Testing

@testable import Registry

@Suite struct FaultPathTests {
    private static let tree = [
        FaultCode("cooling", titles: [:]), FaultCode("leak", of: "Fridge", below: "cooling", titles: [:]),
        FaultCode("cooling", of: "Fridge", below: "all", titles: [:]), FaultCode("all", of: "Fridge", titles: [:]),
        FaultCode("loud", below: "cooling", titles: [:]),
        FaultCode("a", below: "b", titles: [:]), FaultCode("b", below: "a", titles: [:]),
        FaultCode("lost", below: "nowhere", titles: [:]),
    ]

    @Test(
        arguments: [
            ("leak", ["leak", "cooling", "all"]), ("cooling", ["cooling", "all"]), ("loud", ["loud", "cooling"]),
            ("all", ["all"]), ("unknown", ["unknown"]), ("a", ["a", "b"]), ("lost", ["lost", "nowhere"]),
        ])
    func aPathLeadsUpwardsWithinTheCategoryAndEnds(_ code: String, _ expected: [String]) {
        #expect(FaultPath(from: code, among: Self.tree).codes == expected)
    }

    @Test func whatIsNarrowerIsNotRightForTheWiderCode() {
        let leak = FaultPath(from: "leak", among: Self.tree)
        #expect(leak.distance(to: ["all", "leak"]) == 0)
        #expect(leak.distance(to: ["all", "cooling"]) == 1)
        #expect(leak.distance(to: ["loud"]) == nil && leak.distance(to: []) == nil)
        #expect(FaultPath(from: "all", among: Self.tree).distance(to: ["leak", "cooling"]) == nil)
    }
}
