import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Calendars of what maintenance is due.
@Suite struct CalendarTests {
    private func withSample(_ body: (SampleRegistry, ID<Party>) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            let party = try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.setMaintenancePlans(
                    #"{"name": "care", "tasks": [{"name": "dust", "title": "Dust it off", "every": {"months": 1}}]}"#,
                    of: "seagate")
                let maker = try Manufacturers.require("seagate", commands.transaction)
                let model = try Models.require("ST4000DM000", of: maker, commands.transaction)
                let party = try commands.party("owner-17", of: maker.id).id
                var draft = EventDraft(time: SampleRegistry.now - 60 * SampleRegistry.day)
                (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
                draft.businessLocation = "rack-7"
                draft.units = [UnitKey(model.id, try SerialNumber(parsing: "Z300ABCD"))]
                draft.details.owningParty = party
                _ = try commands.record(draft, of: maker.id)
                return party
            }
            try await body(sample, party)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private func feed(_ sample: SampleRegistry, _ secret: String) async throws -> String {
        try await sample.registry.calendarFeed(secret: secret) { "https://id.example.com/\($0)/\($1)/\($2)" }
    }

    @Test func anOwnersCalendarTellsOfTheirUnitsAndNamesNobody() async throws {
        try await withSample { sample, party in
            let owner = Principal(.account(ID(7)), parties: [party])
            let made = try await sample.registry.perform(as: owner) { try $0.makeOwnCalendar(of: "seagate") }
            let text = try await feed(sample, made.secret).replacing("\r\n ", with: "")
            #expect(text.contains("SUMMARY:Dust it off: ST4000DM000 Z300ABCD"))
            #expect(text.contains("URL:https://id.example.com/seagate/ST4000DM000/Z300ABCD"))
            #expect(text.contains("Overdue since 2025-12-02") && text.contains("DTSTART;VALUE=DATE:20260101"))
            #expect(!text.contains("owner-17"))
            let other = Principal(.account(ID(8)))
            #expect(try await sample.registry.calendars(of: "seagate", as: other).isEmpty)
            let refused = await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: other) { try $0.endCalendar(made.id, of: "seagate") }
            }
            #expect(refused?.code == .calendarUnknown)
            try await sample.registry.perform(as: owner) { try $0.endCalendar(made.id, of: "seagate") }
            let ended = await #expect(throws: RegistryError.self) { try await feed(sample, made.secret) }
            #expect(ended?.code == .calendarUnknown)
        }
    }

    @Test func aSitesCalendarTellsOfWhatStandsThere() async throws {
        try await withSample { sample, _ in
            let site = Principal(
                .account(ID(9)), grants: [Grant(.service, manufacturer: nil, site: "rack-7")])
            let made = try await sample.registry.perform(as: site) {
                try $0.makeCalendar(ofSite: "rack-7", of: "seagate")
            }
            #expect(try await feed(sample, made.secret).contains("Z300ABCD"))
            let refused = await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: site) { try $0.makeCalendar(ofSite: "rack-8", of: "seagate") }
            }
            #expect(refused?.code == .forbidden)
            let empty = try await sample.registry.perform(as: .administrator) {
                try $0.makeCalendar(ofSite: "rack-8", of: "seagate")
            }
            #expect(try await feed(sample, empty.secret).contains("VEVENT") == false)
        }
    }

    /// What is in a pallet stands where the pallet does, until it is taken out.
    @Test func aUnitInAContainerStandsWhereThatIs() async throws {
        try await withSample { sample, _ in
            func due(at site: String) async throws -> [UnitStretch] {
                try await sample.registry.dueMaintenance(
                    of: "ST4000DM000", "seagate", within: 30, site: site, limit: 9, as: .administrator
                ).map(\.units)
            }
            let unit = [UnitStretch.one(try SerialNumber(parsing: "Z300ABCD"))]
            #expect(try await due(at: "rack-7") == unit)
            try await pack(.add, in: sample, daysAgo: 50)
            try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("seagate", commands.transaction)
                let model = try Models.require("ST4000DM000", of: maker, commands.transaction)
                let key = UnitKey(model.id, try SerialNumber(parsing: "Z300ABCD"))
                let pallet = try #require(try Units.find(key, commands.transaction)?.state.parent)
                var draft = EventDraft(time: SampleRegistry.now - 40 * SampleRegistry.day)
                (draft.businessStep, draft.businessLocation, draft.units) = (.receiving, "rack-9", [pallet])
                _ = try commands.record(draft, of: maker.id)
            }
            #expect(try await due(at: "rack-7") == [])
            #expect(try await due(at: "rack-9") == unit)
            try await pack(.delete, in: sample, daysAgo: 30, at: "rack-8")
            #expect(try await due(at: "rack-9") == [])
            #expect(try await due(at: "rack-8") == unit)
        }
    }

    private func pack(
        _ action: EventAction, in sample: SampleRegistry, daysAgo: Int64, at site: String? = nil
    ) async throws {
        var report = EventReport(manufacturer: "seagate")
        (report.model, report.serials) = ("ST4000DM000", [try SerialNumber(parsing: "Z300ABCD")])
        report.container = "106141411234567897"
        report.time = ZonedTime(microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
        (report.draft.action, report.draft.businessLocation) = (action, site)
        let packing = report
        _ = try await sample.registry.perform(as: .administrator) { try $0.record(packing) }
    }

    @Test func onesOwnCalendarsAreListedByManufacturer() async throws {
        try await withSample { sample, party in
            let owner = Principal(.account(ID(7)), parties: [party])
            let made = try await sample.registry.perform(as: owner) { try $0.makeOwnCalendar(of: "seagate") }
            let own = try await sample.registry.ownCalendars(as: owner)
            #expect(own.map(\.manufacturer.slug) == ["seagate"] && own.first?.calendars.map(\.id) == [made.id])
            #expect(try await sample.registry.ownCalendars(as: Principal(.account(ID(8)))).isEmpty)
            try await sample.registry.perform(as: owner) { try $0.endCalendar(made.id, of: "seagate") }
            #expect(try await sample.registry.ownCalendars(as: owner).first?.calendars.isEmpty == true)
        }
    }

    @Test func whatOneRunOfRemindersCannotTakeTheNextOneDoes() async throws {
        try await withSample { sample, party in
            try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("seagate", commands.transaction)
                for (number, serial) in [("ST4000DM000", "SHARED-77"), ("ST500LM012 HN", "S2ZYJ9BD408152")] {
                    let model = try Models.require(number, of: maker, commands.transaction)
                    var draft = EventDraft(time: SampleRegistry.now - 50 * SampleRegistry.day)
                    (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
                    draft.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                    draft.details.owningParty = party
                    _ = try commands.record(draft, of: maker.id)
                }
            }
            var posted: [Int] = []
            for _ in 0..<10 {
                let run = try await sample.registry.remindOfMaintenance(
                    of: "seagate", within: 14, isDryRun: false, most: 2, as: .administrator)
                posted.append(run.posted)
                #expect(run.isCut == (posted.count == 1))
                if run.posted == 0 { break }
            }
            #expect(posted == [2, 1, 0])
        }
    }

    @Test func anErasedOwnersCalendarTellsNothing() async throws {
        try await withSample { sample, party in
            let owner = Principal(.account(ID(7)), parties: [party])
            let made = try await sample.registry.perform(as: owner) { try $0.makeOwnCalendar(of: "seagate") }
            _ = try await PartyErasure.run(party, in: sample.registry.database) { _ in }
            let refused = await #expect(throws: RegistryError.self) { try await feed(sample, made.secret) }
            #expect(refused?.code == .calendarUnknown)
        }
    }

    @Test func anOwnerIsRemindedOnceForEachTimeThatATaskIsDue() async throws {
        try await withSample { sample, party in
            func remind(_ isDryRun: Bool, as principal: Principal = .administrator) async throws -> ReminderRun {
                try await sample.registry.remindOfMaintenance(
                    of: "seagate", within: 14, isDryRun: isDryRun, as: principal)
            }
            #expect(try await remind(true).due == 1)
            let first = try await remind(false)
            #expect(first.due == 1 && first.posted == 1)
            #expect(try await remind(false).posted == 0)
            let made = try await sample.registry.deliveries(of: "seagate", in: nil, limit: 10, as: .administrator)
            let notice = try #require(
                try await sample.registry.database.read { reader in
                    try made.first.flatMap { try Notices.find($0.delivery.notice, reader) }
                })
            #expect(notice.topic == .maintenanceDue && notice.party == party && notice.purpose == .reminders)
            #expect(notice.facts == ["task": "Dust it off", "state": "overdue", "day": "2025-12-02"])
            // Once it is done, the next time is another one.
            _ = try await sample.registry.perform(as: .administrator) { commands in
                let name = UnitName(model: "ST4000DM000", serial: try SerialNumber(parsing: "Z300ABCD"))
                var report = MaintenanceReport(manufacturer: "seagate", unit: name, task: "dust")
                report.time = ZonedTime(
                    microseconds: SampleRegistry.now - 25 * SampleRegistry.day, offsetMinutes: 0)
                return try commands.recordMaintenance(report)
            }
            #expect(try await remind(false).posted == 1)
            let refused = await #expect(throws: RegistryError.self) {
                try await remind(true, as: Principal(.account(ID(9)), grants: [Grant(.service)]))
            }
            #expect(refused?.code == .forbidden)
        }
    }

    @Test func oneSiteHasAFewCalendarsAtMost() async throws {
        try await withSample { sample, _ in
            let refused = await #expect(throws: RegistryError.self) {
                for _ in 0...MaintenanceCalendars.mostOfOne {
                    _ = try await sample.registry.perform(as: .administrator) {
                        try $0.makeCalendar(ofSite: "rack-7", of: "seagate")
                    }
                }
            }
            #expect(refused?.code == .valueInvalid)
            let nameless = await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .administrator) { try $0.makeCalendar(ofSite: "", of: "seagate") }
            }
            #expect(nameless?.code == .valueInvalid)
        }
    }
}
