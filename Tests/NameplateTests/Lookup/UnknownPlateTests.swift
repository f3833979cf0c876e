import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Unknown plates")
struct UnknownPlateTests {
    private func counted(
        of slug: String?, in shop: CopyShop, as principal: Principal = .administrator
    ) async throws -> [String] {
        try await shop.registry.unknownPlates(of: slug, as: principal).items.map {
            "\($0.lookups) \($0.shape) \($0.reason.rawValue) \($0.model?.number.text ?? "-")"
        }
    }

    @Test func whatIsLookedUpInVainIsCountedByShape() async throws {
        try await CopyShop.run { shop in
            let misread = try shop.serial(1207, of: "FJ-320").replacing("12", with: "1Z")
            for text in [
                "M/N NW-FOREIGN S/N Z999ZZZ1", "M/N NW-FOREIGN S/N Q888QQQ2", "M/N NW-FOREIGN S/N X1",
                "FJ-320 \(misread)", misread, "Fjordlys FX-990", "W99X00Q7771", "M/N WDX-100 S/N 4711",
            ] { _ = try await shop.look(text, as: .stranger) }
            #expect(
                try await counted(of: "northwind", in: shop) == [
                    "2 A999AAA9 serialUnknown NW-FOREIGN", "1 A9 serialUnknown NW-FOREIGN",
                ])
            #expect(
                try await counted(of: "fjordlys", in: shop) == [
                    "2 AA9999999A999 malformed FJ-320", "1 AA-999 unknown -",
                ])
            #expect(try await counted(of: nil, in: shop) == ["1 AAA-999 modelUnknown -", "1 A99A99A9999 unknown -"])
        }
    }

    @Test func nothingIsKeptOfWhatIsNoNumber() async throws {
        try await CopyShop.run { shop in
            for text in [
                "a.sample@example.com", "+44 20 7946 0018", "Sample Street 14", "hello world", "N/A", "", "12345678",
                "https://example.com/4711", "\u{202E}\u{0}", "M/N NW-FOREIGN S/N a.sample4@example.com",
                "M/N NW-FOREIGN S/N +44 20 7946 0018", String(repeating: "x1 ", count: 3_000),
            ] { _ = try await shop.look(text, as: .stranger) }
            for slug in ["fjordlys", "northwind", nil] {
                let counted = try await counted(of: slug, in: shop)
                #expect(counted == [])
            }
        }
    }

    @Test func whatIsKnownIsNotCounted() async throws {
        try await CopyShop.run { shop in
            for text in ["Z302SWQW", "FJ-320", try shop.serial(7, of: "FJ-320"), "M/N FJ-320 S/N Z302SWQW"] {
                _ = try await shop.look(text)
            }
            for slug in ["fjordlys", "northwind", nil] {
                let counted = try await counted(of: slug, in: shop)
                #expect(counted == [])
            }
        }
    }

    @Test func listsAreCountedToo() async throws {
        try await CopyShop.run { shop in
            var list = shop.registry.listLookup(model: "NW-FOREIGN", as: .stranger)
            let entries = ["Z999ZZZ1", "Q888QQQ2", "Z999ZZZ1", "", "Z302SWQW"].enumerated().map {
                SerialListEntry(line: $0.offset + 1, text: $0.element)
            }
            _ = try await list.judge(entries)
            #expect(try await counted(of: "northwind", in: shop) == ["2 A999AAA9 serialUnknown NW-FOREIGN"])
        }
    }

    @Test func onlyWhoReadsProductionMayRead() async throws {
        try await CopyShop.run { shop in
            _ = try await shop.look("FJ-320 TR2510001Z07Y")
            for role in Staff.allCases {
                let own = try? await counted(of: "fjordlys", in: shop, as: shop.staff(of: shop.fjordlys, role: role))
                #expect((own != nil) == (role != .technician))
                let other = try? await counted(of: "fjordlys", in: shop, as: shop.staff(of: shop.northwind, role: role))
                #expect(other == nil)
                let nobody = try? await counted(of: nil, in: shop, as: .staff(role, .everyManufacturer))
                #expect(nobody == nil)
            }
            for principal in [Principal.stranger, .owner(ID(1))] {
                await #expect(throws: RegistryError.self) { try await counted(of: "fjordlys", in: shop, as: principal) }
                await #expect(throws: RegistryError.self) { try await counted(of: nil, in: shop, as: principal) }
            }
        }
    }

    @Test func aFloodIsBoundedInMemoryAndOnDisk() async throws {
        try await CopyShop.run { shop in
            for number in 0..<3_000 {
                let text = "1" + String(String(number, radix: 2).map { $0 == "1" ? "Z" : "7" })
                _ = try await shop.look("M/N NW-FOREIGN S/N \(text)", as: .stranger)
            }
            let items = try await shop.registry.unknownPlates(of: "northwind", as: .administrator).items
            #expect(items.count <= Int(UnknownPlates.mostOfManufacturer))
            #expect(items.contains { $0.reason == .rest })
        }
    }

    @Test func countsAreWrittenWhenTheRegistryCloses() async throws {
        try await withRegistry { registry, directory in
            let other = try await RegistryEngine.open(directory.file("other.db"), now: { clock })
            _ = try await other.lookup("W99X00Q7771", as: .stranger)
            await other.close()
            let again = try await RegistryEngine.open(directory.file("other.db"), now: { clock })
            let answer = try await again.unknownPlates(of: nil, as: .administrator)
            #expect(answer.items.map(\.shape) == ["A99A99A9999"])
            #expect(answer.month.isoText == "2026-11" && answer.months.map(\.isoText) == ["2026-11"])
            await again.close()
        }
    }
}
