import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// What is due on the units of an owner, over all models and manufacturers.
@Suite struct OwnersMaintenanceTests {
    private static let plans = #"""
        {"name": "care", "tasks": [{"name": "dust", "title": "Dust it off", "every": {"months": 1}},
          {"name": "look", "title": "Look at it", "first": {"months": 3}}]}
        """#

    /// The first owner has two drives of one maker, the second one of another.
    private func withSample(_ body: (SampleRegistry, [ID<Party>]) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            let parties = try await sample.registry.perform(as: .administrator) { commands in
                for slug in ["seagate", "hgst"] { _ = try commands.setMaintenancePlans(Self.plans, of: slug) }
                return [
                    try Self.sell("ST4000DM000", "Z300ABCD", of: "seagate", to: "owner-1", daysAgo: 60, commands),
                    try Self.sell(
                        "ST500LM012 HN", "S2ZYJ9BD408152", of: "seagate", to: "owner-1", daysAgo: 20, commands),
                    try Self.sell(
                        "HMS5C4040ALE640", "PL1331LAG4013H", of: "hgst", to: "owner-2", daysAgo: 40, commands),
                ]
            }
            try await body(sample, parties)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func sell(
        _ model: String, _ serial: String, of slug: String, to owner: String, daysAgo: Int64, _ commands: Commands
    ) throws -> ID<Party> {
        let maker = try Manufacturers.require(slug, commands.transaction)
        let model = try Models.require(model, of: maker, commands.transaction)
        let party = try commands.party(owner, of: maker.id).id
        var draft = EventDraft(time: SampleRegistry.now - daysAgo * SampleRegistry.day)
        (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
        draft.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
        draft.details.owningParty = party
        _ = try commands.record(draft, of: maker.id)
        return party
    }

    private static func words(_ page: OwnersMaintenance) -> [String] {
        page.items.map {
            "\($0.due.expectedOn?.isoText ?? "") \($0.unit.serial) \($0.due.task.name) \($0.due.state.rawValue)"
        }
    }

    private static let all = [
        "2025-12-02 Z300ABCD dust overdue", "2025-12-22 PL1331LAG4013H dust overdue",
        "2026-01-12 S2ZYJ9BD408152 dust later", "2026-02-02 Z300ABCD look later",
        "2026-02-22 PL1331LAG4013H look later", "2026-03-12 S2ZYJ9BD408152 look later",
    ]

    @Test func anOwnerSeesWhatIsDueOnAllOfTheirUnitsTheSoonestFirst() async throws {
        try await withSample { sample, parties in
            let owner = Principal(.account(ID(7)), parties: Set(parties))
            func page(_ days: Int, _ limit: Int = 100) async throws -> OwnersMaintenance {
                try await sample.registry.ownMaintenance(within: days, limit: limit, as: owner)
            }
            #expect(try await Self.words(page(90)) == Self.all)
            #expect(try await Self.words(page(0)) == Array(Self.all.prefix(2)))
            #expect(try await Self.words(page(14, 2)) == Array(Self.all.prefix(2)))
            let one = Principal(.account(ID(8)), parties: [parties[2]])
            let own = try await sample.registry.ownMaintenance(within: 90, limit: 9, as: one)
            #expect(Self.words(own) == [Self.all[1], Self.all[4]] && !own.isCut)
            let nobody = Principal(.account(ID(9)))
            #expect(try await sample.registry.ownMaintenance(within: 90, limit: 9, as: nobody).items.isEmpty)
            await expect(.signInNeeded) {
                _ = try await sample.registry.ownMaintenance(within: 90, limit: 9, as: .stranger)
            }
        }
    }

    @Test(arguments: 1...6) func pagesTellTheSameAsOneList(_ limit: Int) async throws {
        try await withSample { sample, parties in
            let owner = Principal(.account(ID(7)), parties: Set(parties))
            var (found, place): ([String], OwnedMaintenance.Place?) = ([], nil)
            while true {
                let page = try await sample.registry.ownMaintenance(within: 90, after: place, limit: limit, as: owner)
                guard let last = page.items.last else { break }
                found += Self.words(page)
                place = OwnedMaintenance.Place(text: last.place.text)
                #expect(place == last.place)
            }
            #expect(found == Self.all)
        }
    }

    @Test func staffSeeAnOwnersUnitsForAReasonThatTheOwnerReads() async throws {
        try await withSample { sample, parties in
            let staff = Principal(.account(ID(9)), grants: [Grant(.warranty)])
            func page(_ reason: String?, of slug: String = "seagate", as principal: Principal) async throws -> [String]
            {
                try await Self.words(
                    sample.registry.maintenance(
                        ofOwner: .reference("owner-1"), of: slug, reason: reason, within: 90, limit: 9, as: principal))
            }
            let units = [Self.all[0], Self.all[2], Self.all[3], Self.all[5]]
            #expect(try await page("Asked by telephone", as: staff) == units)
            await expect(.reasonInvalid) { _ = try await page(nil, as: staff) }
            await expect(.partyUnknown) { _ = try await page("Asked by telephone", of: "hgst", as: staff) }
            await expect(.forbidden) {
                _ = try await page("Asked by telephone", as: Principal(.account(ID(9)), grants: [Grant(.service)]))
            }
            let owner = Principal(.account(ID(7)), parties: [parties[0]])
            let looks = try await sample.registry.looks(at: parties[0], limit: 9, as: owner).items
            #expect(looks.map(\.action) == ["owner.maintenance"] && looks.first?.reason == "Asked by telephone")
        }
    }

    @Test func aPlaceIsReadAsItWasWritten() {
        #expect(OwnedMaintenance.Place(text: "20454 12 care/dust A B  C")?.serial == "A B  C")
        for text in ["", "1", "1 2 a", "x 2 a b", "1 x a b", "99999999999999999999 2 a b"] {
            #expect(OwnedMaintenance.Place(text: text) == nil, "\(text)")
        }
    }

    /// Looking for the units of one owner reads no others.
    @Test func theListIsLedByTheUnitsOfTheOwner() async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(RegistrySchema.sqlite)
        let plan = try database.readNow { reader in
            try reader.all(
                Statement("EXPLAIN QUERY PLAN " + OwnedUnitsSQL.list.sql), [SQLValue](repeating: .integer(1), count: 5)
            ) { $0.text(3) }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH units USING") && $0.contains("owner_id=?") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
        await database.close()
    }
}
