import Identifiers
import Registry
import Storage
import Testing

/// Which units contain parts of a batch.
@Suite struct PartUsesTests {
    @Test(arguments: Engine.available)
    func partsNumberedElsewhereAreListedInPages(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let batch = try await registry.write { desk in
                try Registry.Batches.findOrCreate("L-1", of: shop.compressors, producedOn: nil, desk.transaction)
            }
            for number in 1...9 {
                try await shop.install(
                    try shop.compressor(number), in: shop.fridges[number - 1], day: 1, batch: batch.id)
            }
            // One is moved on, one lies on the shelf, one's refrigerator stands on a pallet.
            try await shop.replace(try shop.compressor(1), with: try shop.compressor(20), in: shop.fridges[0], day: 5)
            try await shop.remove(try shop.compressor(2), from: shop.fridges[1], day: 6)
            try await shop.install(try shop.compressor(2), in: shop.fridges[0], day: 7)
            var packing = EventDraft(time: shop.day(8))
            (packing.type, packing.action, packing.parent) = (.aggregation, .add, shop.pallet)
            packing.units = [shop.fridges[2]]
            let packed = packing
            _ = try await registry.write { try $0.record(packed, of: shop.maker.id) }
            func uses(_ view: Viewpoint, limit: Int) async throws -> [String: [String]] {
                try await registry.read { reader in
                    var (uses, next): ([String: [String]], PartUses.Place?) = ([:], nil)
                    repeat {
                        let page = try PartUses.page(of: batch, at: view, after: next, limit: limit, reader)
                        #expect(page.items.count <= limit)
                        for use in page.items {
                            guard case .unit(let key) = use.part else { continue }
                            uses[key.serial.text] = use.holders.map(\.serial.text)
                        }
                        next = page.next
                    } while next != nil
                    return uses
                }
            }
            let fridges = shop.fridges.map(\.serial.text)
            var expected = Dictionary(uniqueKeysWithValues: (1...9).map { ("c-\($0)", [fridges[$0 - 1]]) })
            for limit in [1, 3, 100] {
                #expect(try await uses(Viewpoint(asOf: shop.day(2)), limit: limit) == expected)
            }
            expected["c-1"] = nil
            expected["c-2"] = [fridges[0]]
            expected["c-3"] = [fridges[2], "001"]
            for limit in [1, 3, 100] { #expect(try await uses(Viewpoint(), limit: limit) == expected) }
            let misplaced = try await registry.read {
                try PartUses.page(of: batch, at: Viewpoint(), after: .sequence(1), limit: 9, $0).items
            }
            #expect(misplaced == [])
        }
    }

    @Test(arguments: [
        "", "n", "nx", "s", "x1", "n99999999999999999999", "s\u{202E}", "1.2.3.4", "1.2.3.4.5.6", "1.2.3.-4.5",
        "1..3.4.5", "a.b.c.d.e", "1.2.3.4.99999999999999999999",
    ])
    func aPlaceThatNobodyWroteIsNone(_ text: String) {
        #expect(PartUses.Place(text) == nil)
        #expect(Contents.Place(text) == nil)
    }

    @Test(arguments: Engine.available)
    func whatIsLeftOutOfATreeIsSaid(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let (fridge, module) = (shop.fridges[0], try shop.compressor(0))
            try await shop.install(module, in: fridge, day: 1)
            for number in 1...4 { try await shop.install(try shop.compressor(number), in: module, day: 2) }
            for (nested, count, isCut) in [(0, 1, true), (3, 4, true), (4, 5, false), (9, 5, false)] {
                let tree = try await registry.read {
                    try ComponentTree.load(of: fridge, at: Viewpoint(), limit: 9, nested: nested, $0)
                }
                #expect(tree.components.count == count && tree.isCut == isCut, "\(nested)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func contentsBeyondAPageAreGoneOnWith(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            for number in 1...5 { try await shop.install(try shop.compressor(number), in: shop.fridges[0], day: 1) }
            let first = try await shop.tree(of: shop.fridges[0], limit: 2)
            #expect(first.components.count == 2 && !first.isWhole)
            let place = try #require(first.next)
            let rest = try await registry.read {
                try ComponentTree.load(of: shop.fridges[0], at: Viewpoint(), from: place, limit: 9, $0)
            }
            #expect(rest.components.count == 3 && rest.isWhole)
        }
    }
}
