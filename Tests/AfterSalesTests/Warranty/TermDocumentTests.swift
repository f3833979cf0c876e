import AfterSales
import Registry
import Testing

@Suite("Documents of warranty terms")
struct TermDocumentTests {
    private func error(_ document: String) -> RegistryError? {
        do throws(RegistryError) {
            _ = try WarrantyTerm.parse(document: document)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (#"{"name": "a"}"#, "coverages"),
        (#"{"coverages": [{"years": 1}]}"#, "name"),
        (#"{"name": "a", "coverages": [{}]}"#, "coverages[0]"),
        (#"{"name": "a", "coverages": [{"years": 1, "months": 3}]}"#, "coverages[0]"),
        (#"{"name": "a", "coverages": [{"years": 1, "lifetime": true}]}"#, "coverages[0]"),
        (#"{"name": "a", "coverages": [{"years": 0}]}"#, "coverages[0].years"),
        (#"{"name": "a", "coverages": [{"years": "2"}]}"#, "coverages[0].years"),
        (#"{"name": "a", "coverages": [{"years": 1.5}]}"#, "coverages[0].years"),
        (#"{"name": "a", "coverages": [{"yeers": 2, "years": 1}]}"#, "coverages[0].yeers"),
        (#"{"name": "a", "coverages": [{"years": 1, "covers": ["parts", "tea"]}]}"#, "coverages[0].covers[1]"),
        (#"{"name": "a", "coverages": [{"years": 1}, 7]}"#, "coverages[1]"),
        (#"{"name": "a", "coverages": [{"years": 1, "bonus": {"years": 2}}]}"#, "coverages[0].bonus.withinDays"),
        (#"{"name": "a", "coverages": [{"years": 1}], "starts": [{"from": "birth"}]}"#, "starts[0].from"),
        (
            #"{"name": "a", "coverages": [{"years": 1}], "starts": [{"from": "sale", "withinDays": 3}]}"#,
            "starts[0].withinDays"
        ),
        (#"{"name": "a", "coverages": [{"years": 1}], "markets": ["NO", "Norway"]}"#, "markets[1]"),
        (#"{"name": "a", "coverages": [{"years": 1}], "model": "M", "line": "L"}"#, "model"),
        (
            #"{"name": "a", "coverages": [{"years": 1}], "sold": {"from": "2025-02-01", "until": "2025-01-01"}}"#,
            "sold.until"
        ),
        (#"{"name": "a", "coverages": [{"years": 1}], "sold": {"from": "yesterday"}}"#, "sold.from"),
        (
            #"{"name": "a", "coverages": [{"years": 1}], "replacement": {"cover": "longerOfRest"}}"#,
            "replacement.months"
        ),
        (#"{"name": "a", "coverages": [{"years": 1}], "transfer": "twice"}"#, "transfer"),
        (#"{"terms": [{"name": "a", "coverages": [{"years": 1}]}, {"name": 5}]}"#, "terms[1].name"),
        (#"{"terms": [], "more": 1}"#, "more"),
        ("[]", "terms"),
    ])
    func aFaultHasItsPath(_ document: String, _ field: String) {
        let error = error(document)
        #expect(error?.code == .warrantyDocument)
        #expect(error?.field == field)
    }

    @Test func aFaultInAPopulationHasItsPlaceInTheText() {
        let error = error(#"{"name": "a", "coverages": [{"years": 1}], "population": "batch = "}"#)
        #expect(error?.code.rawValue.hasPrefix("population.") == true)
        #expect(error?.field == "population")
        #expect(error?.position != nil)
    }

    @Test func whatIsNoJSONIsRefused() {
        #expect(error(#"{"name": "#)?.code == .warrantyDocument)
        #expect(error("")?.code == .warrantyDocument)
    }
}
