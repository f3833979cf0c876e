import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// How full places are, as people ask for it.
@Suite struct StorageUseTests {
    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                func add(_ code: String, in parent: String? = nil, _ volume: Int64? = nil, _ weight: Int64? = nil)
                    throws
                {
                    var place = LocationDraft()
                    (place.parent, place.capacityVolume, place.capacityWeight) = (parent, volume, weight)
                    if parent == nil { place.kind = .warehouse }
                    _ = try commands.addLocation(code, place, of: "fjordlys")
                }
                try add("WH", 10_000_000)
                try add("WH-A", in: "WH", 2_000_000, 100_000)
                try add("WH-B", in: "WH", 1_000)
                try add("SHOP")
                for number in ["WF-2", "XX-1"] {
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: "fjordlys")
                }
                _ = try commands.set(
                    PackagingLevel(.each, size: "10 x 10 x 50 cm", weight: "2 kg"), of: "WF-2", "fjordlys")
                for (model, quantity, place) in [("WF-2", 600, "WH-A"), ("WF-2", 100, "WH"), ("XX-1", 7, "SHOP")] {
                    var pieces = PiecesReport(Int64(quantity), of: model)
                    pieces.place = place
                    _ = try commands.recordPieces(pieces, of: "fjordlys")
                }
            }
            try await sample.registry.catchUp()
            try await body(sample)
            await sample.close()
        } catch {
            await sample.close()
            throw error
        }
    }

    private static func lines(
        _ sample: SampleRegistry, at place: String? = nil, as principal: Principal = .administrator
    ) async throws -> [String] {
        let answer = try await sample.registry.storageUse(of: "fjordlys", at: place, as: principal)
        #expect(answer.behind == 0)
        return answer.places.map { place in
            let use = place.use
            let shares = [place.shareOfVolume, place.shareOfWeight].map { $0.map { "\($0)" } ?? "-" }
            return "\(place.location.code) \(use.units) \(use.volume)+\(use.withoutVolume) "
                + "\(use.weight)+\(use.withoutWeight) \(shares.joined(separator: " "))"
        }
    }

    @Test func aPlaceHoldsWhatStandsInWhatStandsInIt() async throws {
        try await Self.with { sample in
            let all = try await Self.lines(sample)
            #expect(
                all == [
                    "SHOP 7 0+7 0+7 - -", "WH 700 3500000+0 1400000+0 0.35 -", "WH-A 600 3000000+0 1200000+0 1.5 12.0",
                    "WH-B 0 0+0 0+0 0.0 -",
                ])
            let rack = try await Self.lines(sample, at: "WH-A")
            #expect(rack == ["WH-A 600 3000000+0 1200000+0 1.5 12.0"])
            let unknown = await ClaimStage.refusal { _ = try await Self.lines(sample, at: "MOON") }
            #expect(unknown == .locationUnknown)
        }
    }

    @Test func nobodySeesOtherSites() async throws {
        try await Self.with { sample in
            let strangers = await ClaimStage.refusal { _ = try await Self.lines(sample, as: .stranger) }
            #expect(strangers == .forbidden)
            let maker = try await sample.registry.manufacturer("fjordlys", as: .administrator)
            let shopkeeper = Principal(
                .account(ID(31)), grants: [Grant(.warehouse, manufacturer: maker.id, site: "SHOP")])
            let own = try await Self.lines(sample, as: shopkeeper)
            #expect(own == ["SHOP 7 0+7 0+7 - -"])
            let elsewhere = await ClaimStage.refusal { _ = try await Self.lines(sample, at: "WH", as: shopkeeper) }
            #expect(elsewhere == .locationUnknown)
        }
    }

    @Test func whatStoodThereThenIsToldToo() async throws {
        try await Self.with { sample in
            let answer = try await sample.registry.storageUse(
                of: "fjordlys", asOf: SampleRegistry.now - SampleRegistry.day, as: .administrator)
            #expect(answer.places.allSatisfy { $0.use.units == 0 })
        }
    }
}
