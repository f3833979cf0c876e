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

    /// What came back and was sold again has more than one sale: the last one is the owner's.
    @Test func whoeverBuysWhatCameBackIsToldOfNoEarlierSale() async throws {
        try await OwnerRegistry.run { house in
            func tell(_ serial: String, _ days: Int64, _ step: BusinessStep, _ disposition: Disposition) async throws {
                try await house.registry.perform(as: .administrator) { desk in
                    let model = try Models.require("M-1", of: house.maker, desk.transaction)
                    var event = EventDraft(time: desk.transaction.now - days * OwnerRegistry.day)
                    event.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                    event.businessStep = step
                    event.disposition = disposition
                    _ = try desk.record(event, of: house.maker.id)
                }
            }
            func history(_ serial: String) async throws -> (sales: Int, discrepancies: [Discrepancy]) {
                let unit = try await house.registry.unit(serial, model: "M-1", of: "acme", as: .administrator)
                let entries = try #require(unit.history)
                return (
                    entries.count { $0.entry.businessStep == .retailSelling }, entries.flatMap(\.discrepancies)
                )
            }
            for serial in ["A0001", "A0002", "A0003", "A0004"] {
                try await tell(serial, 60, .retailSelling, .retailSold)
                try await tell(serial, 40, .receiving, .returned)
            }
            for serial in ["A0003", "A0004"] { try await tell(serial, 20, .retailSelling, .retailSold) }
            // Back in stock: it is sold by what the owner says, on the day of the return too.
            for (serial, day) in [("A0001", "2025-12-20"), ("A0002", "2025-11-22")] {
                try await house.own(serial, as: "owner-1", on: day)
                let told = try await history(serial)
                #expect(told.sales == 2 && told.discrepancies.isEmpty, "\(serial)")
            }
            // Sold again: the last sale counts, on 2025-12-12.
            try await house.own("A0003", as: "owner-1", on: "2025-12-12")
            #expect(try await history("A0003").discrepancies.isEmpty)
            try await house.own("A0004", as: "owner-1", on: "2025-11-02")
            let told = try await history("A0004")
            #expect(told.sales == 2 && told.discrepancies.map(\.expected) == ["2025-12-12"])
        }
    }
}
