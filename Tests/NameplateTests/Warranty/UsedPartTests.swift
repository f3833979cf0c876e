import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Situations of used parts, told by the ledger.
@Suite struct UsedPartTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What the term calls the compressor.
        var component: String
        var sourceIsSold = true
        /// Whether it was in another unit at all.
        var isUsed = true
        var expected: CoverVerdict.State
    }

    static let cases = [
        Case(testDescription: "out of a scrapped unit, by slot", component: "compressor", expected: .notCovered),
        Case(testDescription: "out of a scrapped unit, by number", component: "CU-9", expected: .notCovered),
        Case(testDescription: "another component", component: "remote control", expected: .covered),
        Case(
            testDescription: "out of a unit that nobody had bought", component: "compressor", sourceIsSold: false,
            expected: .covered),
        Case(testDescription: "a new one", component: "compressor", isUsed: false, expected: .covered),
    ]

    @Test(arguments: cases) func aUsedPartHasItsOwnCover(_ situation: Case) async throws {
        let sample = try await SampleRegistry()
        do {
            try await play(situation, sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private func play(_ situation: Case, _ sample: SampleRegistry) async throws {
        let assembly = "CR-2"
        try await sample.registry.perform(as: .administrator) { commands in
            for number in ["CR-1", "CU-9"] {
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: "fjordlys")
            }
            _ = try commands.setWarrantyTerms(
                #"""
                {"name": "cold-room", "model": "CR-1", "coverages": [{"covers": ["parts"], "years": 1},
                 {"covers": ["parts"], "component": "\#(situation.component)", "years": 5}]}
                """#, backdated: true, of: "fjordlys")
            for (model, serial) in [("CR-1", "CR-1"), ("CR-1", assembly), ("CU-9", "C-9")] {
                var event = EventDraft(time: SampleRegistry.now - 300 * SampleRegistry.day)
                event.businessStep = .commissioning
                _ = try commands.register(
                    try SerialNumber(parsing: serial), of: "fjordlys", model: model, event: event)
            }
            try Self.sell(assembly, commands)
            if situation.sourceIsSold { try Self.sell("CR-1", commands) }
            let part = UnitName(model: "CU-9", serial: try SerialNumber(parsing: "C-9"))
            if situation.isUsed {
                _ = try commands.install(NewComponent(part), try Self.request("CR-1", daysAgo: 290))
                _ = try commands.remove(part, try Self.request("CR-1", daysAgo: 100))
            }
            _ = try commands.install(NewComponent(part), try Self.request(assembly, daysAgo: 90))
        }
        let answer = try await sample.registry.warranty(
            ofUnit: assembly, model: "CR-1", of: "fjordlys", as: .administrator)
        let line = try #require(answer.verdict?.lines.first { $0.component != nil })
        #expect(line.state == situation.expected)
        #expect(line.reasons.contains { $0.code == "usedPart" } == (situation.expected == .notCovered))
        let before = try await sample.registry.warranty(
            ofUnit: assembly, model: "CR-1", of: "fjordlys", asOf: try CivilDate(parsing: "2025-09-01"),
            as: .administrator)
        #expect(before.verdict?.lines.first { $0.component != nil }?.state == .covered)
        // The list says the same.
        let counts = try await sample.registry.database.read { reader in
            let maker = try Manufacturers.require("fjordlys", reader)
            let model = try Models.require("CR-1", of: maker, reader)
            var states: [String: CoverVerdict.State] = [:]
            try CoverScan(of: model, on: sample.registry.today, reader).forEach(asOf: sample.registry.today) {
                key, verdict in
                states[key.serial.text] = verdict.lines.first { $0.component != nil }?.state
                return true
            }
            return states
        }
        #expect(counts[assembly] == situation.expected)
    }

    private static func request(_ assembly: String, daysAgo: Int64) throws -> ComponentRequest {
        var request = ComponentRequest(
            manufacturer: "fjordlys", assembly: UnitName(model: "CR-1", serial: try SerialNumber(parsing: assembly)))
        request.time = ZonedTime(
            microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
        request.slot = "compressor"
        return request
    }

    private static func sell(_ serial: String, _ commands: Commands) throws {
        let maker = try Manufacturers.require("fjordlys", commands.transaction)
        let model = try Models.require("CR-1", of: maker, commands.transaction)
        var draft = EventDraft(time: SampleRegistry.now - 200 * SampleRegistry.day)
        (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
        draft.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
        _ = try commands.record(draft, of: maker.id)
    }
}
