import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// What waits for those who look after products.
@Suite struct HomeTests {
    /// Sells a unit twice, which is kept as reported and does not fit.
    private static func sellTwice(_ sample: SampleRegistry) async throws {
        let manufacturer = try await sample.registry.manufacturer("fjordlys", as: .administrator).id
        let model = try await sample.registry.model("FJ-320", of: "fjordlys", as: .administrator).model.id
        let unit = UnitKey(model, try SerialNumber(parsing: sample.issuedSerial))
        try await sample.registry.perform(as: .administrator) { commands in
            for day in 1...2 as ClosedRange<Int64> {
                var event = EventDraft(time: SampleRegistry.now - (3 - day) * SampleRegistry.day)
                event.businessStep = .retailSelling
                event.disposition = .retailSold
                event.units = [unit]
                _ = try commands.record(event, of: manufacturer)
            }
        }
    }

    @Test func whatDoesNotFitAndTheLatestBatchesAreShownToThoseWhoMayKnow() async throws {
        let sample = try await SampleRegistry()
        try await Self.sellTwice(sample)
        for principal in [Principal.staff(.maker, .everyManufacturer), try await sample.staff(.maker, of: "fjordlys")] {
            let home = try await sample.registry.home(as: principal)
            #expect(home.discrepancies.map(\.code) == [.soldTwice])
            #expect(home.discrepancies.first?.unit.serial == sample.issuedSerial)
            #expect(home.batches.map(\.number) == ["2025-W10"])
            #expect(home.batches.first?.count == 500)
            #expect(home.openInvitations == nil)
        }
        await sample.close()
    }

    @Test func otherManufacturersAndRolesThatDoNotReadProductionSeeNothingOfIt() async throws {
        let sample = try await SampleRegistry()
        try await Self.sellTwice(sample)
        for principal in [
            try await sample.staff(.maker, of: "seagate"), Principal.staff(.technician, .everyManufacturer),
        ] {
            let home = try await sample.registry.home(as: principal)
            #expect(home.discrepancies.isEmpty)
            #expect(home.batches.isEmpty)
        }
        let error = await #expect(throws: RegistryError.self) { _ = try await sample.registry.home(as: .stranger) }
        #expect(error?.code == .forbidden)
        await sample.close()
    }

    @Test func whoLooksAfterAccountsSeesWhoHasNotComeYet() async throws {
        let sample = try await SampleRegistry()
        _ = try await sample.registry.createAccount("boss", grants: [NamedGrant(.administrator)], as: .administrator)
        _ = try await sample.registry.createAccount("new", grants: [NamedGrant(.quality)], as: .administrator)
        let boss = try await sample.registry.account("boss", as: .administrator).account.principal
        #expect(try await sample.registry.home(as: boss).openInvitations == 2)
        await sample.close()
    }
}

extension SampleRegistry {
    fileprivate func staff(_ staff: Staff, of slug: String) async throws -> Principal {
        .staff(staff, .manufacturers([try await registry.manufacturer(slug, as: .administrator).id]))
    }
}
