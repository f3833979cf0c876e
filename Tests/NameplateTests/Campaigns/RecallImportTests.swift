import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

/// Recalls that authorities have published become campaigns.
@Suite struct RecallImportTests {
    private static func with(_ body: (NameplateRegistry, RecallTable) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                for (slug, name, model) in [
                    ("citroen", "CITROEN", "C8"), ("mercedes-benz", "Mercedes-Benz", "ACTROS RANGE"),
                ] {
                    _ = try commands.createManufacturer(ManufacturerDraft(slug: slug, name: name))
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: model)), supersedes: nil, of: slug)
                }
            }
            let table = try RecallTable(VectorFiles.text("recalls-dvsa.csv"), from: .dvsa)
            try await body(sample.registry, table)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func outcomes(_ imported: [ImportedRecall]) -> [ImportedRecall.Outcome: Int] {
        imported.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    }

    @Test func eachBecomesADraftOnce() async throws {
        try await Self.with { registry, table in
            func take(_ table: RecallTable) async throws -> [ImportedRecall] {
                try await registry.perform(as: .administrator) { try $0.importRecalls(table) }
            }
            let makers = ["citroen", "mercedes-benz"]
            let expected = table.recalls.count { makers.contains($0.manufacturer) && $0.scope.fit != .notExpressed }
            let rehearsed = try await registry.rehearse(as: .administrator) { try $0.importRecalls(table) }
            #expect(Self.outcomes(rehearsed)[.added] == expected && expected > 10)
            let first = try await take(table)
            #expect(Self.outcomes(first)[.added] == expected && Self.outcomes(first)[.notExpressed] == 2)
            #expect(Self.outcomes(first)[.makerUnknown] == table.recalls.count - expected - 2)
            let again = try await take(table)
            #expect(Self.outcomes(again)[.unchanged] == expected && Self.outcomes(again)[.added] == nil)
            let number = try #require(again.first { $0.recall.number == "R/2010/111" }?.number)
            let campaign = try await registry.campaign(number.text, as: .administrator).campaign
            #expect(campaign.state == .draft && campaign.details.kind == .safetyRecall)
            #expect(campaign.details.authority == "DVSA" && campaign.details.ownNumber == "MFZ")
            #expect(campaign.details.countries == ["GB"] && campaign.details.announcedOn?.isoText == "2010-08-09")
            #expect(campaign.details.affected == "C8, DISPATCH. Units: 630.")
            // A draft follows the table; what is public is left to people.
            let other = try RecallTable(
                VectorFiles.text("recalls-dvsa.csv").replacing(
                    "BRAKING EFFICIENCY MAY BE COMPROMISED", with: "BRAKES MAY FAIL"), from: .dvsa)
            #expect(try await take(other).first { $0.number == number }?.outcome == .updated)
            try await Self.open(number, registry)
            #expect(try await take(table).first { $0.number == number }?.outcome == .differs)
            #expect(try await take(other).first { $0.number == number }?.outcome == .unchanged)
        }
    }

    private static func open(_ number: CampaignNumber, _ registry: NameplateRegistry) async throws {
        let move = CampaignMove(.open)
        let counted = try await registry.count(before: move, ofCampaign: number.text, as: .administrator)
        _ = try await registry.perform(as: .administrator) {
            try $0.moveCampaign(number.text, by: move, counted: counted, expecting: nil)
        }
    }

    /// A recall of 2010 by its range of VINs, one of 2011 by the one VIN that it names.
    @Test(arguments: [
        ("citroen", "C8", "R/2010/111", "VF7EAAHXYAZ028000", "VF7EAAHXYAZ030422"),
        ("mercedes-benz", "ACTROS RANGE", "R/2011/052", "WDB9342332L537576", "WDB9342332L537577"),
    ])
    func aVehicleIsToldOfItsRecallByItsVIN(
        _ slug: String, _ model: String, _ recall: String, _ vin: String, _ neighbour: String
    ) async throws {
        try await Self.with { registry, table in
            try await registry.perform(as: .administrator) { commands in
                for serial in [vin, neighbour] {
                    var event = EventDraft(time: SampleRegistry.now - 100 * SampleRegistry.day)
                    (event.businessStep, event.disposition) = (.commissioning, .active)
                    _ = try commands.register(try SerialNumber(parsing: serial), of: slug, model: model, event: event)
                }
            }
            let imported = try await registry.perform(as: .administrator) { try $0.importRecalls(table) }
            let number = try #require(imported.first { $0.recall.number == recall }?.number)
            func told(_ serial: String) async throws -> [CampaignNumber] {
                try await registry.unit(serial, model: model, of: slug, as: .stranger).campaigns.map(\.number)
            }
            #expect(try await told(vin).isEmpty)
            try await Self.open(number, registry)
            #expect(try await told(vin) == [number])
            #expect(try await told(neighbour).isEmpty)
        }
    }

    @Test func whoeverWritesNoRecallsIsRefusedAndOthersWriteTheirOwn() async throws {
        try await Self.with { registry, table in
            await expect(.forbidden) {
                _ = try await registry.perform(as: Principal(.account(ID(9)), grants: [Grant(.service)])) {
                    try $0.importRecalls(table)
                }
            }
            let maker = try await registry.manufacturer("citroen", as: .administrator).id
            let own = Principal(.account(ID(9)), grants: [Grant(.recall, manufacturer: maker)])
            let imported = try await registry.perform(as: own) { try $0.importRecalls(table) }
            #expect(imported.allSatisfy { $0.outcome != .added || $0.recall.manufacturer == "citroen" })
            #expect(imported.contains { $0.outcome == .added })
        }
    }
}
