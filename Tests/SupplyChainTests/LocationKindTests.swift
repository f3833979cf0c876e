import SupplyChain
import Testing

@Suite struct LocationKindTests {
    @Test func `A kind is read by the word that is written`() {
        for kind in LocationKind.allCases { #expect(LocationKind(rawValue: kind.rawValue) == kind) }
        #expect(LocationKind(rawValue: "moon") == nil)
    }
}
