import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import Testing

/// What a registration changes in the ledger and in the cover of a unit.
@Suite struct RegistrationCoverTests {
    private static let terms = #"""
        {"name": "base", "coverages": [
          {"years": 2, "bonus": {"years": 5, "withinDays": 30, "after": "sale"}}]}
        """#

    private func until(_ house: OwnerRegistry, _ serial: String) async throws -> String? {
        try await house.registry.warranty(ofUnit: serial, model: "M-1", of: "acme", as: .administrator)
            .verdict?.until?.isoText
    }

    private func setTerms(_ house: OwnerRegistry) async throws {
        _ = try await house.registry.perform(as: .administrator) {
            try $0.setWarrantyTerms(Self.terms, backdated: false, of: "acme")
        }
    }

    @Test func registeredWithinThirtyDaysGivesFiveYears() async throws {
        try await OwnerRegistry.run { house in
            try await setTerms(house)
            try await house.own("A0001", as: "owner-1", on: "2025-12-20")
            #expect(try await until(house, "A0001") == "2030-12-19")
            try await house.own("A0002", as: "owner-1", on: "2025-11-20")
            #expect(try await until(house, "A0002") == "2027-11-19")
        }
    }

    @Test func whatWaitsCountsFromTheDayOnWhichItWasSaid() async throws {
        try await OwnerRegistry.run { house in
            try await setTerms(house)
            let waiting = try await house.register("A0001", as: "owner-1", on: "2025-12-20")
            house.wait(days: 60)
            _ = try await house.decide(waiting, .approve)
            #expect(try await until(house, "A0001") == "2030-12-19")
        }
    }

    @Test func aRecordedSaleStaysAndAnotherDayIsADiscrepancy() async throws {
        try await OwnerRegistry.run { house in
            try await setTerms(house)
            try await house.registry.perform(as: .administrator) { desk in
                let model = try Models.require("M-1", of: house.maker, desk.transaction)
                for serial in ["A0001", "A0002"] {
                    var sale = EventDraft(time: desk.transaction.now - 40 * OwnerRegistry.day)
                    sale.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                    sale.businessStep = .retailSelling
                    _ = try desk.record(sale, of: house.maker.id)
                }
            }
            try await house.own("A0001", as: "owner-1", on: "2025-12-20")
            try await house.own("A0002", as: "owner-1", on: "2025-11-22")
            // Sold on 2025-11-22 by the ledger, so it was registered too late.
            #expect(try await until(house, "A0001") == "2027-11-21")
            func codes(_ serial: String) async throws -> [Discrepancy.Code] {
                let unit = try await house.registry.unit(serial, model: "M-1", of: "acme", as: .administrator)
                return unit.history?.flatMap(\.discrepancies).map(\.code) ?? []
            }
            #expect(try await codes("A0001") == [.otherSaleDate])
            #expect(try await codes("A0002") == [])
        }
    }
}
