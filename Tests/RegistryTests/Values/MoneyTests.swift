import Registry
import Testing

@Suite struct MoneyTests {
    @Test(
        arguments: [
            ("0", "NOK", 0, "0.00"), ("12", "NOK", 1_200, "12.00"), ("12.5", "EUR", 1_250, "12.50"),
            ("12,05", "EUR", 1_205, "12.05"), ("12", "JPY", 12, "12"), ("0.001", "KWD", 1, "0.001"),
            ("0.0001", "CLF", 1, "0.0001"),
        ] as [(String, String, Int64, String)])
    func anAmountIsReadAndWritten(_ text: String, _ currency: String, _ amount: Int64, _ written: String) {
        #expect(Money.amount(parsing: text, currency) == amount)
        #expect(Money.text(amount, currency) == written)
        #expect(Money.amount(parsing: written, currency) == amount)
    }

    @Test(
        arguments: [
            "", ".", "1.", ".5", "1.234", "-1", "+1", "1e3", "1 000", "1.2.3", "١", "99999999999999999999", "1,2,3",
        ])
    func whatIsNoAmountIsNone(_ text: String) { #expect(Money.amount(parsing: text, "NOK") == nil) }

    @Test func nothingIsTooLargeOrSmallToBeWritten() {
        #expect(Money.text(.max, "NOK") == "92233720368547758.07")
        #expect(Money.text(.min, "NOK") == "-92233720368547758.08")
        #expect(Money.amount(parsing: "1.5", "JPY") == nil)
    }
}
