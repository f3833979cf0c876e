import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import Testing

/// Finders and those who have reported a unit write to each other without learning who the other is.
@Suite struct FindingTests {
    private static func source(_ network: String) -> RequestSource { RequestSource(network: network, requestID: nil) }

    private static func write(
        _ house: OwnerRegistry, _ serial: String, _ text: String = "It stands in my yard", email: String? = nil,
        from network: String = "198.51.100.7"
    ) async throws -> String {
        try await house.registry.leaveFinding(
            FindingOrder("acme", "M-1", serial, text, email: email), as: .stranger, from: source(network))
    }

    @Test func aMessageIsPassedOnAndAnswered() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let told = try await house.report("A0001", as: "owner-1")
            let code = try await Self.write(house, "A0001", email: "owner-3@example.com")
            let read = try await house.read(told, as: owner)
            let thread = try #require(read.threads.first)
            #expect(thread.messages.map(\.text) == ["It stands in my yard"])
            let finder = try #require(thread.finder)
            #expect(try await house.party("owner-1") != finder)
            let answered = try await house.registry.perform(as: owner) {
                try $0.answerFinding(told.report.number.text, thread.id, "Thank you! Where?")
            }
            #expect(answered.threads.first?.messages.count == 2)
            let seen = try await house.registry.finding(code: code, as: .stranger, from: Self.source("198.51.100.8"))
            #expect(seen.messages.map(\.side) == [.finder, .reporter])
            let longer = try await house.registry.finding(
                code: code, reply: "At the harbour", as: .stranger, from: Self.source("198.51.100.8"))
            #expect(longer.messages.count == 3)
            // The finder is told by e-mail that there is an answer, the owner that there is a message; neither of the other.
            let made = try await house.registry.deliveries(of: "acme", in: nil, limit: 50, as: .administrator)
            let notices = try await house.registry.database.read { reader in
                try made.compactMap { try Notices.find($0.delivery.notice, reader) }
            }
            #expect(notices.first { $0.facts["change"] == "answer" }?.party == finder)
            #expect(notices.filter { $0.facts["change"] == "message" }.allSatisfy { $0.party == told.report.party })
            #expect(notices.allSatisfy { !$0.facts.values.contains { $0.contains("yard") || $0.contains("@") } })
            let export = try await house.registry.exportPerson(
                .id(finder), of: "acme", reason: "They ask for it", as: .administrator
            ).first
            #expect(export?.findings.first?.messages.map(\.text) == ["It stands in my yard", "At the harbour"])
            try await house.registry.database.write { try TheftErasure.run(allOf: finder, as: .administrator, $0) }
            let erased = try await house.read(told, as: owner).threads.first?.messages.map(\.text)
            #expect(erased == [nil, "Thank you! Where?", nil])
        }
    }

    @Test func howeverManyMessagesThereAreAllAreErased() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let told = try await house.report("A0001", as: "owner-1")
            let left = try await house.registry.database.write { transaction in
                for number in 0..<105 {
                    let (thread, _) = try TheftThreads.open(
                        "Finder \(number)", about: told.report.number.id, finder: nil, network: [UInt8(number)],
                        transaction)
                    _ = try TheftThreads.append("Thank you", from: .reporter, to: thread, transaction)
                }
                try TheftErasure.run(told.report, as: .administrator, transaction)
                return try transaction.first(
                    Statement("SELECT count(*) FROM theft_messages WHERE text IS NOT NULL")
                ) { $0.integer(0) }
            }
            #expect(left == 0)
        }
    }

    @Test func whereNothingIsConfirmedItIsAsWithAnUnknownUnit() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            try await house.report("A0002", as: "owner-2")
            let ended = try await house.report("A0003", as: house.staff)
            try await house.move(ended, .recover, "In the yard", as: house.staff)
            var sentences: Set<String> = []
            for serial in ["A0001", "A0002", "A0003", "A0004", "A9999"] {
                do {
                    _ = try await Self.write(house, serial)
                    Issue.record("\(serial)")
                } catch let error as RegistryError {
                    #expect(error.code == .unitUnknown)
                    sentences.insert(error.sentence.replacing(serial, with: "?"))
                }
            }
            #expect(sentences.count == 1)
        }
    }

    @Test func aNetworkWritesTwiceADayAndTwentyWaitForAnAnswer() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: house.staff)
            for _ in 0..<TheftThreads.mostOfNetwork { _ = try await Self.write(house, "A0001") }
            #expect(await house.refused { try await Self.write(house, "A0001") } == .valueInvalid)
            for number in 0..<(TheftThreads.mostWaiting - TheftThreads.mostOfNetwork) {
                _ = try await Self.write(house, "A0001", from: "203.0.113.\(number)")
            }
            #expect(
                await house.refused { try await Self.write(house, "A0001", from: "203.0.113.99") } == .valueInvalid)
            let thread = try #require(try await house.read(told, as: house.staff).threads.first)
            _ = try await house.registry.perform(as: house.staff) {
                try $0.answerFinding(told.report.number.text, thread.id, "Thank you")
            }
            _ = try await Self.write(house, "A0001", from: "203.0.113.99")
            house.wait(days: 2)
            try await house.registry.database.write { try TheftDesk.expire($0) }
            #expect(await house.refused { try await Self.write(house, "A0001") } == .valueInvalid, "twenty wait")
        }
    }

    @Test func codesAndAnswersAreForThoseWhoHaveThem() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: "owner-1", code: true)
            let other = try await house.report("A0002", as: "owner-2", code: true)
            _ = try await Self.write(house, "A0001")
            let thread = try #require(
                try await house.read(told, as: try await house.account("owner-1")).threads.first)
            for (number, principal) in [
                (told.report.number, try await house.account("owner-2")),
                (other.report.number, try await house.account("owner-2")), (told.report.number, house.foreignStaff),
            ] {
                #expect(
                    await house.refused {
                        try await house.registry.perform(as: principal) {
                            try $0.answerFinding(number.text, thread.id, "x")
                        }
                    } == .theftUnknown)
            }
            for text in ["", "npf_nonsense"] {
                #expect(
                    await house.refused {
                        try await house.registry.finding(code: text, as: .stranger, from: Self.source("192.0.2.5"))
                    } == .theftUnknown)
            }
            for text in ["", " ", String(repeating: "x", count: 1_001), "a\u{0}"] {
                #expect(await house.refused { try await Self.write(house, "A0001", text) } == .valueInvalid)
            }
            #expect(await house.refused { try await Self.write(house, "A0001", email: "no address") } == .valueInvalid)
        }
    }

    @Test func whatIsOldIsForgottenByRulesThatAreOn() async throws {
        try await OwnerRegistry.run { house in
            func obey() async throws -> [RetentionRule: Int64] {
                let runs = try await house.registry.runRetention(isConfirmed: true, as: .administrator)
                return Dictionary(runs.map { ($0.rule, $0.count) }) { first, _ in first }
            }
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let told = try await house.report("A0001", as: "owner-1", police: "4711/25")
            let code = try await Self.write(house, "A0001", email: "owner-3@example.com")
            let thread = try #require(try await house.read(told, as: owner).threads.first)
            let finder = try #require(thread.finder)
            func address() async throws -> PartyContact? {
                try await house.registry.database.read { reader in
                    try Parties.find(finder, reader).flatMap {
                        try PartyContacts.find($0, as: .administrator, reader)
                    }
                }
            }
            house.wait(days: 300)
            _ = try await house.registry.perform(as: owner) {
                try $0.answerFinding(told.report.number.text, thread.id, "Where?")
            }
            house.wait(days: 100)
            // The first message is a year old; they still write to each other.
            #expect(try await obey()[.findings] == 1)
            #expect(try await address() != nil)
            let left = try await house.read(told, as: owner).threads.first
            #expect(left?.messages.map(\.text) == [nil, "Where?"])
            house.wait(days: 300)
            #expect(try await obey()[.findings] == 2)
            #expect(try await address() == nil)
            #expect(try await house.read(told, as: owner).threads.first?.finder == nil)
            let read = try await house.registry.finding(code: code, as: .stranger, from: Self.source("192.0.2.1"))
            #expect(read.messages.allSatisfy { $0.text == nil })
            // While it is open nothing of the report goes, however old it is.
            house.wait(days: 4 * 365)
            #expect(try await obey()[.thefts] == 0)
            try await house.move(told, .recover, "In the yard", as: house.staff)
            house.wait(days: 2 * 365)
            #expect(try await obey()[.thefts] == 0)
            #expect(try await house.read(told, as: house.staff).report.details.policeReference == "4711/25")
            house.wait(days: 400)
            #expect(try await obey()[.thefts] == 1)
            let end = try await house.read(told, as: house.staff)
            #expect(end.report.details.policeReference == nil && end.report.state == .recovered)
            #expect(end.report.details.kind == told.report.details.kind && end.steps.allSatisfy { $0.note == nil })
            #expect(try await obey()[.thefts] == 0)
        }
    }

    @Test func aFeedTellsModelSerialNumberAndMonthAndOnlyWhereItIsOn() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: house.staff, police: "4711/25")
            try await house.report("A0002", as: "owner-2")
            #expect(try await house.registry.publishedThefts(of: "acme") == nil)
            #expect(
                await house.refused {
                    try await house.registry.perform(as: try await house.account("owner-2")) {
                        try $0.publishThefts(true, of: "acme")
                    }
                } == .forbidden)
            try await house.registry.perform(as: house.staff) { try $0.publishThefts(true, of: "acme") }
            let feed = try #require(try await house.registry.publishedThefts(of: "acme"))
            #expect(feed.items.map(\.serial?.text) == ["A0001"] && feed.items.first?.month.isoText == "2025-12")
            // Of several at once nobody learns the numbers.
            for (first, last) in [("A0003", "A0004"), ("A0005", "A0007")] {
                var many = TheftOrder(
                    "acme", "M-1", first, TheftDetails(.lost, on: try CivilDate(parsing: "2025-12-20")))
                many.lastSerial = last
                _ = try await house.registry.reportTheft(many, as: house.staff)
            }
            let several = try await house.registry.publishedThefts(of: "acme")?.items.filter { $0.serial == nil }
            #expect(several?.map(\.count) == [5] && several?.first?.month.isoText == "2025-12")
            try await house.move(told, .recover, "In the yard", as: house.staff)
            #expect(try await house.registry.publishedThefts(of: "acme")?.items.map(\.serial) == [nil])
            try await house.registry.perform(as: house.staff) { try $0.publishThefts(false, of: "acme") }
            #expect(try await house.registry.publishedThefts(of: "acme") == nil)
        }
    }
}
