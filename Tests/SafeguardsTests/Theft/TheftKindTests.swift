import Registry
import Safeguards
import Testing

@Suite struct TheftKindTests {
    @Test func aTheftHasTheWordOfTheLedger() {
        #expect(TheftKind.stolen.rawValue == Disposition.stolen.rawValue)
        #expect(TheftKind.allCases.count == 2)
    }
}
