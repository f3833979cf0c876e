import Identifiers
import Nameplate
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

/// Where goods can stand.
@Suite struct LocationTests {
    private static let tree = """
        manufacturer,code,name,level,kind,parent,gln,gln_extension,country,capacity_volume,capacity_weight,retired
        acme,works,Works,site,plant,,9520471000015,,NO,,,
        acme,works-q,Held,zone,quarantine,works,9520471000015,Q,NO,,,
        acme,works-a,Hall A,zone,plant,works,,,,,,
        acme,works-a-1,Rack 1,bin,warehouse,works-a,,,,12000000,2000000,
        acme,shop,Shop,site,shop,,,,SE,,,
        acme,old,Former,site,warehouse,,,,,,,yes
        """

    private static func with(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\nother,Other\n")
            let report = try await registry.importing(.locations, tree)
            #expect(report.errors.map(\.description) == [] && report.created == 6)
            try await body(registry)
        }
    }

    private static func draft(_ details: LocationDetails) -> LocationDraft {
        var draft = LocationDraft()
        (draft.name, draft.level, draft.kind) = (details.name, details.level, details.kind)
        (draft.parent, draft.number, draft.country) = (details.parent, details.number, details.country)
        (draft.capacityVolume, draft.capacityWeight) = (details.capacityVolume, details.capacityWeight)
        draft.isRetired = details.isRetired
        return draft
    }

    private static func update(
        _ registry: NameplateRegistry, _ code: String, expecting version: Int64? = nil,
        as principal: Principal = .administrator, _ change: @Sendable (inout LocationDraft) -> Void
    ) async throws -> LocationAnswer {
        var draft = draft(try await registry.location(code, of: "acme", as: .administrator).location.details)
        change(&draft)
        return try await registry.perform(as: principal) { [draft] in
            try $0.updateLocation(code, draft, of: "acme", expecting: version)
        }
    }

    private static func refusal(
        ofAdding code: String, kind: LocationKind? = nil, below parent: String? = nil, to registry: NameplateRegistry,
        as principal: Principal = .administrator
    ) async -> RegistryError.Code? {
        var draft = LocationDraft()
        (draft.kind, draft.parent) = (kind, parent)
        let said = draft
        return await refusal {
            _ = try await registry.perform(as: principal) { try $0.addLocation(code, said, of: "acme") }
        }
    }

    private static func codes(
        _ registry: NameplateRegistry, within top: String? = nil, as principal: Principal = .administrator,
        _ change: (inout LocationQuestion) -> Void = { _ in }
    ) async throws -> [String] {
        var question = LocationQuestion()
        change(&question)
        return try await registry.locations(of: "acme", within: top, question, limit: 100, as: principal).map(\.code)
    }

    private static func refusal(_ body: () async throws -> Void) async -> RegistryError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? RegistryError)?.code
        }
    }

    @Test func aTableMakesATreeAndComesBackAsItWas() async throws {
        try await Self.with { registry in
            #expect(try await Self.codes(registry) == ["shop", "works", "works-a", "works-a-1", "works-q"])
            #expect(try await Self.codes(registry) { $0.showsRetired = true }.first == "old")
            #expect(try await Self.codes(registry, within: "works-a") == ["works-a", "works-a-1"])
            #expect(try await Self.codes(registry, within: "works-a") { $0.level = .bin } == ["works-a-1"])
            #expect(try await Self.codes(registry) { $0.kind = .quarantine } == ["works-q"])
            let table = try await registry.exported(.locations)
            let again = try await registry.importing(.locations, table)
            #expect(again.errors.isEmpty && again.unchanged == 6)
            let changed = try await registry.importing(
                .locations, "manufacturer,code,name,kind\nacme,shop,New shop,shop\n", dryRun: true)
            #expect(changed.updated == 1)
        }
    }

    @Test func pagesGoOnWhereTheLastOneEnded() async throws {
        try await Self.with { registry in
            for top in [nil, "works"] {
                var found: [String] = []
                var place: LocationPath?
                while true {
                    let page = try await registry.locations(
                        of: "acme", within: top, LocationQuestion(), after: place, limit: 1, as: .administrator)
                    guard let last = page.last else { break }
                    found += page.map(\.code)
                    place = last.path
                }
                #expect(try await found == Self.codes(registry, within: top))
            }
        }
    }

    @Test func aLocationIsFoundByAllThatEventsCallIt() async throws {
        try await Self.with { registry in
            for code in ["works", "works-q", "shop"] {
                let answer = try await registry.location(code, of: "acme", as: .administrator)
                for name in answer.names {
                    let found = try await registry.location(name, of: "acme", as: .administrator)
                    #expect(found.location.code == code, "\(name)")
                }
            }
            let link = "https://shop.example/414/9520471000015/254/Q"
            #expect(try await registry.location(link, of: "acme", as: .administrator).location.code == "works-q")
            let unknown = await Self.refusal {
                _ = try await registry.location("9520471000022", of: "acme", as: .administrator)
            }
            #expect(unknown == .locationUnknown)
            // Another manufacturer's are its own.
            #expect(
                await Self.refusal { _ = try await registry.location("works", of: "other", as: .administrator) }
                    == .locationUnknown)
        }
    }

    @Test func movingTakesAlongWhatStandsInIt() async throws {
        try await Self.with { registry in
            _ = try await Self.update(registry, "works-a") { $0.parent = "shop" }
            #expect(try await Self.codes(registry) == ["shop", "works-a", "works-a-1", "works", "works-q"])
            let bin = try await registry.location("works-a-1", of: "acme", as: .administrator)
            #expect(bin.above.map(\.code) == ["shop", "works-a"] && bin.location.details.parent == "works-a")
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "works-a") { $0.parent = "works-a" } }
                    == .locationParent)
            _ = try await Self.update(registry, "works-a") { $0.parent = "works-q" }
            #expect(
                await Self.refusal {
                    _ = try await Self.update(registry, "works-q") { $0.parent = "works-a" }
                } == .locationParent)
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "works") { $0.parent = "shop" } }
                    == .locationParent)
            #expect(
                await Self.refusal {
                    _ = try await Self.update(registry, "works-a") { draft in
                        (draft.parent, draft.level) = ("works", .bin)
                    }
                } == .locationParent)
        }
    }

    @Test func oneIsRetiredWhenNothingInItIsInUse() async throws {
        try await Self.with { registry in
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "works-a") { $0.isRetired = true } }
                    == .locationInUse)
            let retired = try await Self.update(registry, "works-a-1") { $0.isRetired = true }
            #expect(retired.location.retiredAt != nil)
            _ = try await Self.update(registry, "works-a") { $0.isRetired = true }
            #expect(try await Self.codes(registry) == ["shop", "works", "works-q"])
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "works-a-1") { $0.isRetired = false } }
                    == .locationParent)
            #expect(await Self.refusal(ofAdding: "new", below: "works-a", to: registry) == .locationParent)
            _ = try await Self.update(registry, "works-a") { $0.isRetired = false }
            #expect(try await registry.location("works-a", of: "acme", as: .administrator).location.retiredAt == nil)
        }
    }

    @Test func nobodysChangeIsOverwrittenAndNothingIsTakenTwice() async throws {
        try await Self.with { registry in
            let changed = try await Self.update(registry, "shop", expecting: 1) { $0.name = "Corner shop" }
            #expect(changed.location.rowVersion == 2)
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "shop", expecting: 1) { $0.name = "X" } }
                    == .locationChanged)
            // The same again is no change.
            #expect(try await Self.update(registry, "shop") { _ in }.location.rowVersion == 2)
            let taken = await Self.refusal {
                _ = try await Self.update(registry, "shop") { $0.number = try? LocationNumber(gln: "9520471000015") }
            }
            #expect(taken == .locationTaken)
        }
    }

    @Test(arguments: [
        ("works", "location.taken"), ("9520471000022", "value.invalid"), (" x", "value.invalid"),
        ("a\u{1}b", "value.invalid"), ("", "value.invalid"),
    ])
    func codesThatCannotBeAreRefused(_ code: String, _ expected: String) async throws {
        try await Self.with { registry in
            #expect(await Self.refusal(ofAdding: code, kind: .shop, to: registry)?.rawValue == expected)
        }
    }

    @Test(arguments: [
        ("acme,works,Works,site,plant,shop", "location.parent"), ("acme,n,N,site,,", "value.invalid"),
        ("acme,n,N,bin,,", "value.invalid"), ("acme,n,N,zone,shop,nowhere", "location.unknown"),
        ("acme,n,N,floor,shop,", "value.invalid"), ("nobody,n,N,site,shop,", "manufacturer.unknown"),
        ("acme,n,N,site,shop,\nacme,n,M,site,shop,", "import.duplicate"),
    ])
    func rowsThatAreWrongAreTold(_ rows: String, _ code: String) async throws {
        try await Self.with { registry in
            let report = try await registry.importing(
                .locations, "manufacturer,code,name,level,kind,parent\n\(rows)\n", dryRun: true)
            #expect(report.errors.map(\.code) == [code])
        }
    }

    @Test func aRightForASiteHoldsForWhatStandsInIt() async throws {
        try await Self.with { registry in
            let acme = try await registry.manufacturer("acme", as: .administrator).id
            for site in ["works", "9520471000015", "https://id.gs1.org/414/9520471000015"] {
                let keeper = Principal(
                    .account(ID(7)), grants: [Grant(.warehouse, manufacturer: acme, site: site)])
                #expect(
                    try await Self.codes(registry, as: keeper) == ["works", "works-a", "works-a-1", "works-q"])
                #expect(
                    await Self.refusal { _ = try await registry.location("shop", of: "acme", as: keeper) }
                        == .locationUnknown)
                let renamed = try await Self.update(registry, "works-a-1", as: keeper) { $0.name = "By \(site)" }
                #expect(renamed.location.details.name == "By \(site)" && renamed.mayChange)
                #expect(
                    await Self.refusal {
                        _ = try await Self.update(registry, "works-a", as: keeper) { $0.parent = "shop" }
                    } == .forbidden)
                #expect(
                    await Self.refusal { _ = try await Self.update(registry, "shop", as: keeper) { $0.name = "X" } }
                        == .locationUnknown)
                #expect(await Self.refusal(ofAdding: "mine", kind: .shop, to: registry, as: keeper) == .forbidden)
            }
            let maker = Principal(.account(ID(8)), grants: [Grant(.production, manufacturer: acme)])
            #expect(try await Self.codes(registry, as: maker).count == 5)
            #expect(
                await Self.refusal { _ = try await Self.update(registry, "works-a", as: maker) { $0.name = "X" } }
                    == .forbidden)
            let support = Principal(.account(ID(9)), grants: [Grant(.warranty, manufacturer: acme)])
            #expect(await Self.refusal { _ = try await Self.codes(registry, as: support) } == .forbidden)
        }
    }

    @Test func historiesShowWhatPlacesAreCalled() async throws {
        try await Self.with { registry in
            _ = try await registry.importing(.models, "manufacturer,number\nacme,M1\n")
            let report = try await registry.importing(
                .events,
                """
                manufacturer,model,serial,event_time,business_step,location,read_point
                acme,M1,S1,2026-01-01T00:00:00Z,storing,urn:epc:id:sgln:952047.100001.Q,
                acme,M1,S1,2026-01-02T00:00:00Z,shipping,,somewhere else
                acme,M1,S1,2026-01-03T00:00:00Z,receiving,shop,
                """)
            #expect(report.errors.isEmpty)
            let unit = try await registry.unit("S1", model: "M1", of: "acme", as: .administrator)
            #expect(unit.place == "shop" && unit.placeName == "Shop")
            #expect(unit.history?.map(\.placeName) == ["Held", nil, "Shop"])
            let event = try #require(unit.history?.first?.entry.event)
            #expect(try await registry.event(event, as: .administrator).placeName == "Held")
            let stranger = try await registry.unit("S1", model: "M1", of: "acme", as: .stranger)
            #expect(stranger.place == nil && stranger.placeName == nil)
        }
    }
}
