import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Maintenance of units whose lives are in the ledger.
@Suite struct MaintenanceTests {
    private static let plans = #"""
        {"plans": [
          {"name": "care", "model": "ST4000DM000", "starts": ["installation", "sale"], "tasks": [
            {"name": "dust", "title": "Dust it off", "every": {"months": 1}, "tolerance": {"days": 3}},
            {"name": "swap", "title": "Swap it", "first": {"hours": 40000}}]}
        ]}
        """#

    private func withPlans(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setMaintenancePlans(Self.plans, of: "seagate")
            }
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func name() throws -> UnitName {
        UnitName(model: "ST4000DM000", serial: try SerialNumber(parsing: "Z300ABCD"))
    }

    private static func time(daysAgo: Int64) -> ZonedTime {
        ZonedTime(microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
    }

    private func sell(_ sample: SampleRegistry, daysAgo: Int64) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            let maker = try Manufacturers.require("seagate", commands.transaction)
            let model = try Models.require("ST4000DM000", of: maker, commands.transaction)
            var draft = EventDraft(time: SampleRegistry.now - daysAgo * SampleRegistry.day)
            (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
            draft.units = [UnitKey(model.id, try Self.name().serial)]
            return try commands.record(draft, of: maker.id)
        }
    }

    private func report(
        _ sample: SampleRegistry, _ task: String, daysAgo: Int64,
        _ change: @escaping @Sendable (inout MaintenanceReport) -> Void = { _ in }
    ) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            var report = MaintenanceReport(manufacturer: "seagate", unit: try Self.name(), task: task)
            report.time = Self.time(daysAgo: daysAgo)
            change(&report)
            return try commands.recordMaintenance(report)
        }
    }

    private func read(_ sample: SampleRegistry, daysAgo: Int64, _ readings: [MeterReport]) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            try commands.recordReadings(
                readings, ofUnit: try Self.name(), of: "seagate", at: Self.time(daysAgo: daysAgo))
        }
    }

    private func due(
        _ sample: SampleRegistry, _ task: String, as principal: Principal = .administrator
    ) async throws -> MaintenanceDue {
        let answer = try await sample.registry.maintenance(
            ofUnit: "Z300ABCD", model: "ST4000DM000", of: "seagate", as: principal)
        return try #require(answer.tasks.first { $0.task.name == task })
    }

    @Test func whatIsDueFollowsTheLedger() async throws {
        try await withPlans { sample in
            #expect(try await due(sample, "dust").state == .unknown)
            try await sell(sample, daysAgo: 60)
            #expect(try await due(sample, "dust").state == .overdue)
            try await report(sample, "dust", daysAgo: 20)
            let done = try await due(sample, "dust")
            #expect(done.state == .later && done.past.first?.outcome == .done && done.past.first?.daysLate == 10)
            #expect(done.due.on?.isoText == "2026-01-12")
            try await report(sample, "care/dust", daysAgo: 2) {
                $0.kind = .skipped
                $0.note = "The rack was locked."
            }
            let skipped = try await due(sample, "dust")
            #expect(skipped.past.map(\.outcome) == [.skipped, .done] && skipped.due.on?.isoText == "2026-02-12")
            // What was recorded by mistake counts no more.
            let event = try #require(skipped.past.first?.fact?.event)
            _ = try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("seagate", commands.transaction)
                var draft = EventDraft(time: SampleRegistry.now - 2 * SampleRegistry.day)
                draft.corrects = event
                draft.errorReason = .didNotOccur
                return try commands.record(draft, of: maker.id)
            }
            #expect(try await due(sample, "dust").due.on?.isoText == "2026-01-12")
        }
    }

    @Test func metersGoForwardsAndMayBeReplaced() async throws {
        try await withPlans { sample in
            try await sell(sample, daysAgo: 60)
            try await read(sample, daysAgo: 50, [MeterReport(.hours, "30000")])
            for (days, value) in [(40, "29999"), (55, "30001")] as [(Int64, String)] {
                let refused = await #expect(throws: RegistryError.self) {
                    try await read(sample, daysAgo: days, [MeterReport(.hours, value)])
                }
                #expect(refused?.code == .meterBackwards, "\(value)")
            }
            try await read(
                sample, daysAgo: 40, [MeterReport(.hours, "30100.5"), MeterReport(.hours, "0", isNewMeter: true)])
            try await read(sample, daysAgo: 10, [MeterReport(.hours, "9800")])
            let swap = try await due(sample, "swap")
            #expect(swap.meters.map(\.value) == [39_900] && swap.state == .later)
            #expect(swap.expectedOn != nil)
            try await read(sample, daysAgo: 1, [MeterReport(.hours, "9900")])
            #expect(try await due(sample, "swap").state == .due)
            try await report(sample, "swap", daysAgo: 0)
            #expect(try await due(sample, "swap").state == .finished)
        }
    }

    @Test func aTaskIsNamedAsThePlansNameIt() async throws {
        try await withPlans { sample in
            let refused = await #expect(throws: RegistryError.self) { try await report(sample, "wash", daysAgo: 1) }
            #expect(refused?.code == .maintenanceTaskUnknown)
            #expect(refused?.sentence.contains("care/dust, care/swap") == true)
            let unsaid = await #expect(throws: RegistryError.self) {
                try await report(sample, "dust", daysAgo: 1) { $0.kind = .skipped }
            }
            #expect(unsaid?.code == .reasonInvalid)
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setMaintenancePlans(
                    #"{"name": "more", "tasks": [{"name": "dust", "every": {"days": 9}}]}"#, of: "seagate")
            }
            let ambiguous = await #expect(throws: RegistryError.self) { try await report(sample, "dust", daysAgo: 1) }
            #expect(ambiguous?.sentence.contains("care/dust, more/dust") == true)
        }
    }

    @Test func aPlanIsReplacedAndWhatWasDoneCountsOn() async throws {
        try await withPlans { sample in
            try await sell(sample, daysAgo: 60)
            try await report(sample, "dust", daysAgo: 20)
            let changed = Self.plans.replacing("\"months\": 1", with: "\"months\": 3")
            let kept = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setMaintenancePlans(changed, of: "seagate")
            }
            #expect(kept.map(\.version) == [2])
            #expect(try await due(sample, "dust").due.on?.isoText == "2026-03-12")
            let same = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setMaintenancePlans(changed, of: "seagate")
            }
            #expect(same.map(\.id) == kept.map(\.id))
            try await sample.registry.perform(as: .administrator) { commands in
                try commands.removeMaintenancePlan(try #require(kept.first?.id), of: "seagate")
            }
            let answer = try await sample.registry.maintenance(
                ofUnit: "Z300ABCD", model: "ST4000DM000", of: "seagate", as: .administrator)
            #expect(answer.tasks.isEmpty)
            let gone = await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .administrator) { commands in
                    try commands.removeMaintenancePlan(try #require(kept.first?.id), of: "seagate")
                }
            }
            #expect(gone?.code == .maintenancePlanUnknown)
        }
    }

    @Test func onlyTheOwnerAndThoseWhoLookAfterAUnitLearnOfIt() async throws {
        try await withPlans { sample in
            try await sell(sample, daysAgo: 60)
            let stranger = await #expect(throws: RegistryError.self) { try await due(sample, "dust", as: .stranger) }
            #expect(stranger?.code == .forbidden)
            let party = try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("seagate", commands.transaction)
                let party = try commands.party("owner-17", of: maker.id).id
                let model = try Models.require("ST4000DM000", of: maker, commands.transaction)
                var draft = EventDraft(time: SampleRegistry.now - 30 * SampleRegistry.day)
                draft.units = [UnitKey(model.id, try Self.name().serial)]
                draft.details.owningParty = party
                _ = try commands.record(draft, of: maker.id)
                return party
            }
            let owner = Principal(.account(ID(7)), parties: [party])
            #expect(try await due(sample, "dust", as: owner).state == .overdue)
            let former = Principal(.account(ID(8)), parties: [ID(party.value &+ 1)])
            await #expect(throws: RegistryError.self) { try await due(sample, "dust", as: former) }
            // Plans of released models are read by everybody; only who edits sets them.
            #expect(try await sample.registry.maintenancePlans(of: "seagate", as: .stranger).count == 1)
            let refused = await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: owner) { try $0.setMaintenancePlans(Self.plans, of: "seagate") }
            }
            #expect(refused?.code == .forbidden)
        }
    }

    @Test(arguments: [
        ("[]", "plans"), ("{", "plans"), (#"{"name": "A b", "tasks": []}"#, "name"),
        (#"{"name": "a", "tasks": []}"#, "tasks"), (#"{"name": "a", "tasks": [{"name": "b"}]}"#, "tasks[0].every"),
        (#"{"name": "a", "tasks": [{"name": "b", "every": {}}]}"#, "tasks[0].every"),
        (#"{"name": "a", "tasks": [{"name": "b", "every": {"km": 0}}]}"#, "tasks[0].every.km"),
        (#"{"name": "a", "tasks": [{"name": "b", "every": {"days": 1, "months": 1}}]}"#, "tasks[0].every"),
        (
            #"{"name": "a", "tasks": [{"name": "b", "every": {"days": 1}}, {"name": "b", "every": {"days": 2}}]}"#,
            "tasks[1].name"
        ),
        (#"{"name": "a", "tasks": [{"name": "b", "evry": {"days": 1}, "every": {"days": 1}}]}"#, "tasks[0].evry"),
        (#"{"name": "a", "line": "x", "model": "y", "tasks": [{"name": "b", "every": {"days": 1}}]}"#, "model"),
    ])
    func aFaultOfAPlanHasItsPath(_ document: String, _ field: String) throws {
        let refused = #expect(throws: RegistryError.self) { try MaintenancePlan.parse(document: document) }
        #expect(refused?.code == .maintenanceDocument && refused?.field == field, "\(refused?.sentence ?? "")")
    }
}
