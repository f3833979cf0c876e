import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

@Suite struct StockPiecesTests {
    private static let levels = Statement(
        "SELECT location, disposition, quantity FROM stock_levels WHERE quantity <> $1 ORDER BY location, disposition")

    private static func levels(_ registry: TestRegistry) async throws -> [String] {
        try await registry.advance(StockFollower())
        return try await registry.read { reader in
            try reader.all(levels, [.integer(0)]) { "\($0.text(0))|\($0.text(1))|\($0.integer(2))" }
        }
    }

    @Test(arguments: Engine.available)
    func piecesGoWhereEventsSayAndCorrectionsTakeThemBack(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, part) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                return (maker.id, try desk.model("FILTER", of: maker).id)
            }
            @discardableResult
            func record(_ quantity: Int64, _ change: @escaping @Sendable (inout EventDraft) -> Void) async throws
                -> ID<Event>
            {
                registry.clock.advance(by: 1_000_000)
                return try await registry.write { desk in
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.details.quantities = quantity == 0 ? nil : [EventDetails.Quantity(quantity, of: part)]
                    change(&draft)
                    return try desk.record(draft, of: maker).id
                }
            }
            try await record(100) { ($0.action, $0.businessLocation) = (.add, "plant") }
            #expect(try await Self.levels(registry) == ["plant||100"])
            let shipped = try await record(30) {
                ($0.businessStep, $0.disposition, $0.details.source) = (.shipping, .inTransit, "plant")
            }
            #expect(try await Self.levels(registry) == ["|in_transit|30", "plant||70"])
            try await record(29) {
                $0.businessLocation = "shop"
                ($0.businessStep, $0.details.sourceDisposition) = (.receiving, "in_transit")
                $0.disposition = .sellableAccessible
            }
            #expect(
                try await Self.levels(registry) == ["|in_transit|1", "plant||70", "shop|sellable_accessible|29"])
            try await record(4) {
                ($0.businessStep, $0.disposition, $0.details.source) = (.retailSelling, .retailSold, "shop")
                $0.details.sourceDisposition = "sellable_accessible"
            }
            // Seen, and nothing more.
            try await record(5) { $0.businessLocation = "shop" }
            #expect(
                try await Self.levels(registry) == ["|in_transit|1", "plant||70", "shop|sellable_accessible|25"])
            let undone = try await record(0) { ($0.corrects, $0.errorReason) = (shipped, .didNotOccur) }
            #expect(
                try await Self.levels(registry) == ["|in_transit|-29", "plant||100", "shop|sellable_accessible|25"])
            try await record(0) { ($0.corrects, $0.errorReason) = (undone, .didNotOccur) }
            #expect(
                try await Self.levels(registry) == ["|in_transit|1", "plant||70", "shop|sellable_accessible|25"])
            try await record(7) { ($0.action, $0.businessLocation) = (.delete, "plant") }
            #expect(
                try await Self.levels(registry) == ["|in_transit|1", "plant||63", "shop|sellable_accessible|25"])
        }
    }

    @Test func onlyWhatHasNoSerialNumberIsCounted() async throws {
        try await Engine.sqlite.withRegistry { registry in
            func refused(
                _ quantity: Int64, _ change: @escaping @Sendable (TestDesk, inout EventDetails.Quantity) throws -> Void
            )
                async throws -> RegistryError.Code?
            {
                try await refusal {
                    try await registry.write { desk in
                        let maker = try desk.manufacturer()
                        let part = try desk.model("PART", of: maker)
                        var element = EventDetails.Quantity(quantity, of: part.id)
                        try change(desk, &element)
                        var draft = EventDraft(time: desk.transaction.now)
                        (draft.action, draft.businessLocation) = (.add, "plant")
                        draft.details.quantities = [element]
                        try desk.record(draft, of: maker.id)
                    }
                }
            }
            #expect(try await refused(0) { _, _ in } == .eventInvalid)
            #expect(try await refused(1_000_000_000_001) { _, _ in } == .eventInvalid)
            #expect(try await refused(1) { _, element in element.batch = ID(7) } == .batchUnknown)
            #expect(try await refused(1) { _, element in element.model = ID(7) } == .modelUnknown)
            let numbered = try await refused(1) { desk, element in
                element.model = try desk.model("UNIT", of: try desk.manufacturer(), format: "U{seq:4}").id
            }
            #expect(numbered == .eventInvalid)
            let foreign = try await refused(1) { desk, element in
                element.model = try desk.model("THEIRS", of: try desk.manufacturer("other")).id
            }
            #expect(foreign == .modelUnknown)
        }
    }
}
