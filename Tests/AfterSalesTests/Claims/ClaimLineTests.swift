import AfterSales
import Registry
import Testing

@Suite struct ClaimLineTests {
    @Test func amountsAreReckonedFromWhatIsSaid() throws {
        #expect(try ClaimLine.part("CU-9", quantity: 3, price: 1_250).claimed == 3_750)
        #expect(try ClaimLine.labour("R-1", minutes: 90, rate: 60_000).claimed == 90_000)
        // Half a minor unit is rounded up.
        #expect(try ClaimLine.labour("R-1", minutes: 1, rate: 30).claimed == 1)
        #expect(try ClaimLine.labour("R-1", minutes: 1, rate: 29).claimed == 0)
        #expect(try ClaimLine.expense("Travel", amount: 0).claimed == 0)
    }

    @Test func whatCannotBeIsRefused() {
        let wrong: [() throws -> ClaimLine] = [
            { try .part("CU-9", quantity: 0, price: 1) }, { try .part("CU-9", quantity: 10_001, price: 1) },
            { try .part("CU-9", price: -1) }, { try .part("", price: 1) },
            { try .part("CU-9", quantity: 2, price: .max) },
            { try .labour("R", minutes: 0, rate: 1) }, { try .labour("R", minutes: 60_001, rate: 1) },
            { try .labour("R", minutes: 60_000, rate: .max) }, { try .labour("R", minutes: 1, rate: .max) },
            { try .labour("R", minutes: 1, rate: -1) },
            { try .expense("T", amount: -1) }, { try .expense("T", amount: ClaimLine.largestAmount + 1) },
            { try .expense("a\u{202E}b", amount: 1) }, { try .part("CU-9", price: 1, removed: " ") },
        ]
        for (index, make) in wrong.enumerated() {
            #expect(throws: RegistryError.self, "\(index)") { try make() }
        }
    }

    @Test func allLinesTogetherHaveAnEnd() throws {
        let line = try ClaimLine.expense("T", amount: ClaimLine.largestAmount)
        try ClaimDetails(complaint: "x", currency: "NOK", lines: [line]).check()
        #expect(throws: RegistryError.self) {
            try ClaimDetails(complaint: "x", currency: "NOK", lines: [line, line]).check()
        }
        for (complaint, currency) in [("x", "nok"), ("x", "XXQ"), ("", "NOK"), (" \n", "NOK"), ("a\u{0}", "NOK")] {
            #expect(throws: RegistryError.self) { try ClaimDetails(complaint: complaint, currency: currency).check() }
        }
        try ClaimDetails(complaint: "two\nlines", currency: "EUR").check()
    }
}
