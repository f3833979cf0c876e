import Identifiers
import Nameplate
import Registry
import Safeguards
import Testing

/// Many units stolen at once: a part of a batch, a pallet.
@Suite struct TheftBulkTests {
    private static func order(_ serial: String, to last: String?) throws -> TheftOrder {
        let details = TheftDetails(.stolen, on: try CivilDate(parsing: "2025-12-30"))
        var order = TheftOrder("acme", "M-1", serial, details)
        order.lastSerial = last
        return order
    }

    @Test func aPartOfABatchIsMarkedByOneEventAndFreedByOne() async throws {
        try await OwnerRegistry.run { house in
            let wanted = try Self.order("A0003", to: "A0006")
            let planned = try await house.registry.rehearse(as: house.staff) { try $0.reportTheft(wanted) }
            #expect(planned.report.unitCount == 4)
            #expect(try await !house.isMarked("A0003"))
            let told = try await house.registry.reportTheft(wanted, as: house.staff)
            #expect(told.report.state == .confirmed && told.report.unitCount == 4)
            for (number, isStolen) in [(2, false), (3, true), (5, true), (6, true), (7, false)] {
                #expect(try await house.isMarked("A000\(number)") == isStolen, "\(number)")
            }
            let inside = try await house.unit("A0005", as: house.staff)
            #expect(inside.thefts.map(\.number) == [told.report.number], "rowless units too")
            #expect(await house.refused { try await house.report("A0009", as: house.staff) } == nil)
            for (first, last) in [("A0001", "A0003"), ("A0005", "A0005"), ("A0008", "A0010")] {
                let again = try Self.order(first, to: last)
                #expect(
                    await house.refused { try await house.registry.reportTheft(again, as: house.staff) } == .stateStep,
                    "\(first)")
            }
            let hearsay = try await house.report("A0005", as: "owner-2", code: true)
            #expect(hearsay.report.state == .provisional, "its report is confirmed already")
            try await house.move(told, .recover, "The lorry was found", as: house.staff)
            for number in 3...6 { #expect(try await !house.isMarked("A000\(number)"), "\(number)") }
            try await house.move(told, .confirm, "It was another lorry", as: house.staff)
            #expect(try await house.isMarked("A0004"))
            try await house.move(told, .withdraw, "They were counted wrongly", as: house.staff)
            #expect(try await !house.isMarked("A0004"))
            #expect(try await house.isWhole())
        }
    }

    @Test func aPalletIsReportedWithWhatIsInIt() async throws {
        try await OwnerRegistry.run { house in
            let sscc = "001234560000000018"
            _ = try await house.registry.perform(as: .administrator) { commands in
                var packing = EventReport(manufacturer: "acme")
                (packing.model, packing.container) = ("M-1", sscc)
                packing.serials = try ["A0001", "A0002"].map { try SerialNumber(parsing: $0) }
                (packing.draft.businessStep, packing.draft.action) = (.packing, .add)
                return try commands.record(packing)
            }
            let details = TheftDetails(.stolen, on: try CivilDate(parsing: "2025-12-31"))
            var order = TheftOrder("acme", "SSCC", sscc, details)
            order.hasContents = true
            let told = try await house.registry.reportTheft(order, as: house.staff)
            #expect(told.report.unitCount == 3)
            for (serial, isStolen) in [("A0001", true), ("A0002", true), ("A0003", false)] {
                #expect(try await house.isMarked(serial) == isStolen, "\(serial)")
            }
            try await house.move(told, .recover, "The lorry was found", as: house.staff)
            #expect(try await !house.isMarked("A0001"))
            #expect(try await house.isWhole())
        }
    }

    @Test func onlyStaffReportManyAndOnlyOfOneBatch() async throws {
        try await OwnerRegistry.run { house in
            let eve = try await house.account("owner-2")
            let many = try Self.order("A0003", to: "A0006")
            #expect(await house.refused { try await house.registry.reportTheft(many, as: eve) } == .forbidden)
            var hearsay = many
            hearsay.isHearsay = true
            #expect(
                await house.refused { try await house.registry.reportTheft(hearsay, as: house.staff) } == .forbidden)
            let backwards = try Self.order("A0006", to: "A0003")
            #expect(
                await house.refused { try await house.registry.reportTheft(backwards, as: house.staff) }
                    == .valueInvalid)
            let beyond = try Self.order("A0003", to: "A9999")
            #expect(
                await house.refused { try await house.registry.reportTheft(beyond, as: house.staff) } == .unitUnknown)
        }
    }
}
