import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Unknown-plate inbox")
struct UnknownPlateInboxTests {
    private func clusters(
        of slug: String?, in shop: CopyShop, state: UnknownPlateCluster.State? = nil,
        as principal: Principal = .administrator
    ) async throws -> [UnknownPlateCluster] {
        var question = UnknownPlateQuestion()
        question.state = state
        return try await shop.registry.unknownPlateInbox(of: slug, question, as: principal).items.map(\.cluster)
    }

    private func told(_ clusters: [UnknownPlateCluster]) -> [String] {
        clusters.map { "\($0.cause.rawValue) \($0.lookups) \($0.shape) \($0.detail)" }
    }

    @Test func nothingIsToldOfFewerThanFiveLookUps() async throws {
        try await CopyShop.run { shop in
            for number in 1...4 { _ = try await shop.look("M/N NW-FOREIGN S/N A99B00\(number)", as: .stranger) }
            #expect(try await clusters(of: "northwind", in: shop).isEmpty)
            _ = try await shop.look("M/N NW-FOREIGN S/N A99B005", as: .stranger)
            #expect(told(try await clusters(of: "northwind", in: shop)) == ["unregisteredUnits 5 A99A999 "])
        }
    }

    @Test func eachCauseIsTold() async throws {
        try await CopyShop.run { shop in
            // Six units' numbers in each of which a 2 was read as Z.
            var confused: [String] = []
            for number in 1...6 {
                let sequence = Int64(1_202 + number * 10)
                var letters = Array(try shop.serial(sequence, of: "FJ-320"))
                // The last digit of the sequence number, before the check character.
                letters[letters.count - 2] = "Z"
                confused.append(String(letters))
            }
            for text in confused { _ = try await shop.look("FJ-320 \(text)", as: .stranger) }
            // Numbers of the right form that were never issued, and one of them again and again.
            for number in 1...6 { _ = try await shop.look("M/N NW-PLAIN S/N NW900000\(number)", as: .stranger) }
            // Misprints: the check character is wrong.
            for number in 1...5 { _ = try await shop.look("M/N NW-CHECKED S/N K-QQQQQQ\(number)Q-", as: .stranger) }
            for number in 1...5 { _ = try await shop.look("M/N FX-99\(number) S/N 1", as: .stranger) }
            for _ in 1...9 { _ = try await shop.look("M/N NW-FOREIGN S/N 77QQ88", as: .stranger) }
            let fjordlys = try await clusters(of: "fjordlys", in: shop)
            #expect(
                fjordlys.contains { $0.cause == .confusingFont && $0.detail == "Z/2" && $0.lookups >= 5 },
                "\(told(fjordlys))")
            let northwind = try await clusters(of: "northwind", in: shop)
            #expect(told(northwind).contains("possibleCopy 6 AA9999999 "), "\(told(northwind))")
            #expect(told(northwind).contains("possibleCopy 9 99AA99 "), "\(told(northwind))")
            #expect(northwind.contains { $0.cause == .misprint }, "\(told(northwind))")
            #expect(told(try await clusters(of: nil, in: shop)).contains("uncataloguedModel 5 AA-999 "))
        }
    }

    @Test func whatIsClosedComesBackWhenItGrows() async throws {
        try await CopyShop.run { shop in
            func look(_ count: Int) async throws {
                for number in 0..<count { _ = try await shop.look("M/N NW-FOREIGN S/N A99B0\(number)1", as: .stranger) }
            }
            try await look(6)
            let staff = shop.staff(of: shop.northwind, role: .maker)
            let id = try #require(try await clusters(of: "northwind", in: shop).first).id
            #expect(try await shop.registry.openUnknownPlates(as: staff) == 1)
            try await shop.registry.perform(as: staff) {
                try $0.decideUnknownPlates([id], .explained, note: "Units of a trade fair", of: "northwind")
            }
            var closed = try await clusters(of: "northwind", in: shop, state: .explained)
            #expect(closed.first?.decision?.note == "Units of a trade fair")
            #expect(try await shop.registry.openUnknownPlates(as: staff) == 0)
            try await look(4)
            #expect(try await clusters(of: "northwind", in: shop, state: .open).isEmpty)
            try await look(1)
            #expect(try await clusters(of: "northwind", in: shop, state: .open).map(\.id) == [id])
            try await shop.registry.perform(as: staff) {
                try $0.decideUnknownPlates([id], .dismissed, note: "As before", of: "northwind")
            }
            closed = try await clusters(of: "northwind", in: shop, state: .dismissed)
            #expect(closed.map(\.id) == [id])
            try await shop.registry.perform(as: staff) {
                try $0.decideUnknownPlates([id], .open, note: "", of: "northwind")
            }
            #expect(try await clusters(of: "northwind", in: shop, state: .open).map(\.id) == [id])
            let trail = try await shop.registry.auditTrail(
                AuditTrailQuestion(), of: "northwind", limit: 50, as: .administrator)
            #expect("\(trail)".contains("unknownPlates.explained"))
        }
    }

    @Test func wrongDecisionsAreRefusedWhole() async throws {
        try await CopyShop.run { shop in
            for number in 1...6 { _ = try await shop.look("M/N NW-FOREIGN S/N A99B00\(number)", as: .stranger) }
            let id = try #require(try await clusters(of: "northwind", in: shop).first).id
            func refusal(
                _ ids: [String], _ note: String, of slug: String? = "northwind",
                as principal: Principal = .administrator
            ) async -> RegistryError.Code? {
                await #expect(throws: RegistryError.self) {
                    try await shop.registry.perform(as: principal) {
                        try $0.decideUnknownPlates(ids, .explained, note: note, of: slug)
                    }
                }?.code
            }
            #expect(await refusal([id], " ") == .valueInvalid)
            #expect(await refusal([id], String(repeating: "x", count: 501)) == .valueInvalid)
            #expect(await refusal([], "x") == .valueInvalid)
            #expect(await refusal([id, "000000000000"], "x") == .plateClusterUnknown)
            #expect(await refusal([id], "x", of: "fjordlys") == .plateClusterUnknown)
            #expect(await refusal([id], "x", as: .stranger) == .forbidden)
            #expect(await refusal([id], "x", as: shop.staff(of: shop.northwind, role: .technician)) == .forbidden)
            #expect(await refusal([id], "x", as: shop.staff(of: shop.fjordlys, role: .maker)) == .forbidden)
            #expect(await refusal([id], "x", of: nil, as: shop.staff(of: shop.northwind, role: .maker)) == .forbidden)
            #expect(try await clusters(of: "northwind", in: shop, state: .open).map(\.id) == [id])
            for principal in [Principal.stranger, shop.staff(of: shop.fjordlys, role: .maker)] {
                await #expect(throws: RegistryError.self) {
                    try await clusters(of: "northwind", in: shop, as: principal)
                }
            }
        }
    }
}
