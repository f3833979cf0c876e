import Identifiers
import Registry
import Safeguards
import Testing

@Suite struct TheftWorkflowTests {
    /// Every step that there is, written by hand beside the program's own table; all others are refused.
    private static let table = """
        provisional  confirm   confirmed
        provisional  counter   countered
        provisional  recover   recovered
        provisional  withdraw  withdrawn
        provisional  expire    expired
        countered    confirm   confirmed
        countered    retract   provisional
        countered    recover   recovered
        countered    withdraw  withdrawn
        countered    expire    expired
        confirmed    recover   recovered
        confirmed    withdraw  withdrawn
        recovered    confirm   confirmed
        withdrawn    confirm   confirmed
        expired      confirm   confirmed
        """
    private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test(arguments: TheftState.allCases, TheftStep.allCases)
    func everyStepFromEveryState(_ state: TheftState, _ step: TheftStep) throws {
        let expected = Self.rows.first { $0[0] == state.rawValue && $0[1] == step.rawValue }?[2]
        if let expected {
            #expect(try TheftWorkflow.machine.state(after: step, from: state).rawValue == expected)
        } else {
            let refusal = #expect(throws: RegistryError.self) {
                try TheftWorkflow.machine.state(after: step, from: state)
            }
            #expect(refusal?.code == .stateStep)
            for row in Self.rows where row[0] == state.rawValue {
                #expect(refusal?.sentence.contains(row[1]) == true)
            }
        }
    }

    @Test func aReportWithoutProofLastsThirtyDays() throws {
        let noon = try CivilDate(parsing: "2026-03-14").firstMicrosecond + 43_200_000_000
        let end = TheftWorkflow.end(from: noon)
        #expect(CivilDate(microseconds: end - 1).isoText == "2026-04-13")
        var report = TheftReport(
            number: TheftNumber(drawn: 5), manufacturer: ID(1), unit: UnitKey(ID(2), try SerialNumber(parsing: "A1")),
            details: TheftDetails(.stolen, on: try CivilDate(parsing: "2026-03-13")), proof: .none,
            state: .provisional, party: ID(3), reportedBy: "account:4", reportedAt: noon, expiresAt: end)
        #expect(report.number.text.hasPrefix("T-"))
        for state in [TheftState.provisional, .countered] {
            report.state = state
            #expect(report.state(at: end - 1) == state && report.state(at: end) == .expired)
        }
        for state in [TheftState.confirmed, .recovered, .withdrawn, .expired] {
            report.state = state
            #expect(report.state(at: .max) == state)
        }
    }

    @Test(arguments: [
        ("country", "no"), ("country", "NOR"), ("region", "59.91, 10.75"), ("region", "0150 Oslo"), ("region", ""),
        ("region", String(repeating: "x", count: 81)), ("police", "\u{202E}"), ("police", " "), ("words", " \n"),
        ("words", String(repeating: "x", count: 2_001)), ("words", "\u{0}"), ("day", "2026-03"), ("day", "2026"),
        ("day", "2026-03-17"), ("day", "9999-12-31"),
    ])
    func whatIsWrongIsRefused(_ field: String, _ text: String) throws {
        var details = TheftDetails(.lost, on: try CivilDate(parsing: "2026-03-14"), country: "NO", region: "Bergen")
        let now = try CivilDate(parsing: "2026-03-15").firstMicrosecond
        #expect(throws: Never.self) { try details.check(at: now) }
        switch field {
        case "country": details.country = text
        case "region": details.region = text
        case "police": details.policeReference = text
        case "words": details.words = text
        default: details.happenedOn = try CivilDate(parsing: text)
        }
        let refusal = #expect(throws: RegistryError.self) { try details.check(at: now) }
        #expect(refusal?.code == .valueInvalid)
    }
}
