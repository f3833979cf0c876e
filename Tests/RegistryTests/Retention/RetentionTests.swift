import Identifiers
import Storage
import Testing

@testable import Registry

/// The rules forget what is older than they say, and nothing else.
@Suite struct RetentionTests {
    private func term(_ rule: RetentionRule, _ days: Int64) -> RetentionTerm {
        var term = RetentionTerm(rule)
        (term.days, term.isOn) = (days, true)
        return term
    }

    private func run(_ term: RetentionTerm, _ registry: TestRegistry) async throws -> Int64 {
        try await Positions.giveAll(in: registry.database)
        return try await Retention.run(term, at: registry.clock.now, in: registry.database, as: .administrator)
    }

    private func due(_ term: RetentionTerm, _ registry: TestRegistry) async throws -> Retention.Due {
        let now = registry.clock.now
        return try await registry.read { try Retention.due(term, at: now, $0) }
    }

    @Test func whatErasesPeopleIsOff() {
        for rule in [RetentionRule.trailReasons, .formerOwners] { #expect(!rule.isOnByDefault) }
        #expect(RetentionRule.allCases.allSatisfy { $0.defaultDays > 0 && !$0.summary.isEmpty })
    }

    @Test(arguments: Engine.available)
    func termsAreKeptAndChecked(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let terms = try await registry.read { try RetentionRules.list($0) }
            #expect(terms == RetentionRule.allCases.map { RetentionTerm($0) })
            let own = term(.trailReasons, 30)
            try await registry.write { try RetentionRules.set(own, as: .administrator, $0.transaction) }
            #expect(try await registry.read { try RetentionRules.find(.trailReasons, $0) } == own)
            for wrong in [term(.imports, 0), term(.imports, .max), term(.responses, 3)] {
                let code = try await refusal {
                    try await registry.write { try RetentionRules.set(wrong, as: .administrator, $0.transaction) }
                }
                #expect(code == .valueInvalid)
            }
        }
    }

    @Test(arguments: Engine.available)
    func addressesAndReasonsOfTheTrailGoAndCommitmentsStay(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            for _ in 0..<4 {
                try await registry.write { desk in
                    for _ in 0..<300 {
                        try AuditTrail.write(
                            "owner.read", subject: "M-1 X", of: ID(1), as: .administrator,
                            from: RequestSource(network: "192.0.2.1", requestID: nil), reason: try Reason("Case 4711"),
                            desk.transaction)
                    }
                }
                registry.clock.advance(by: 10 * TestClock.day)
            }
            // Of 40, 30, 20 and 10 days ago.
            for (rule, column) in [(RetentionRule.trailAddresses, "network"), (.trailReasons, "reason")] {
                let rest = Statement("SELECT count(*) FROM audit_trail WHERE \(column) IS NOT NULL")
                let due = try await due(term(rule, 15), registry)
                #expect(due.count == 900 && due.first.count == 5 && due.first[0].contains("owner.read M-1 X"))
                #expect(try await run(term(rule, 15), registry) == 900)
                #expect(try await registry.read { try $0.first(rest) { $0.integer(0) } } == 300)
                #expect(try await run(term(rule, 15), registry) == 0)
            }
            #expect(try await registry.findings() == [])
            var filter = AuditTrail.Filter()
            filter.action = "retention.run"
            let wanted = filter
            #expect(try await registry.read { try AuditTrail.latest(wanted, limit: 9, $0) }.count == 2)
        }
    }

    /// Sold on by one, kept by another, never bought by a third; a fourth was given part of a batch.
    @Test(arguments: Engine.available)
    func onlyWhoHasOwnedNothingForSoLongIsAFormerOwner(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker)
                let key = try desk.register("X-1", of: model)
                let parties = try ["seller", "keeper", "visitor", "dealer"].map {
                    try Parties.findOrCreate($0, of: maker.id, desk.transaction)
                }
                for (offset, party) in parties.prefix(2).enumerated() {
                    var sale = EventDraft(time: TestClock.start - Int64(9 - offset) * TestClock.day)
                    sale.units = [key]
                    sale.details.owningParty = party.id
                    try desk.record(sale, of: maker.id)
                }
                let batch = try desk.issue(10, of: try desk.model("F-1", of: maker, format: "A{seq:4}"))
                var delivery = EventDraft(time: desk.transaction.now)
                delivery.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: 2...5)]
                delivery.details.owningParty = parties[3].id
                try desk.record(delivery, of: maker.id)
                return maker
            }
            registry.clock.advance(by: 30 * TestClock.day)
            // The seller's last unit went 38 days ago, and the parties were made 30 days ago.
            #expect(try await due(term(.formerOwners, 40), registry).count == 0)
            #expect(try await due(term(.formerOwners, 31), registry).count == 0)
            let due = try await due(term(.formerOwners, 29), registry)
            #expect(due.count == 2)
            #expect(!due.first.contains { $0.contains("seller") || $0.contains("visitor") })
            #expect(try await run(term(.formerOwners, 29), registry) == 2)
            for (reference, isLeft) in [("seller", false), ("keeper", true), ("visitor", false), ("dealer", true)] {
                let found = try await registry.read { try Parties.find(reference, of: maker.id, $0) }
                #expect((found != nil) == isLeft, "\(reference)")
            }
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatWasAnnouncedIsForgottenOnceItIsDone(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                let maker = try desk.manufacturer()
                try desk.webhook(of: maker)
                for number in 0..<250 { try desk.post("C-\(number)", of: maker) }
                let party = try Parties.findOrCreate("owner-1", of: maker.id, desk.transaction)
                let reminder = NoticeDraft(.maintenanceDue, key: "filter", party: party.id, facts: ["task": "Filter"])
                try Outbox.post(reminder, of: maker.id, desk.transaction)
                return maker
            }
            for leased in try await registry.take() {
                try await registry.finish(leased, SendOutcome(.refused, problem: "address.private"))
            }
            let waiting = try await registry.deliveries(of: maker, in: .waiting)
            // The reminder is one to a webhook and one to a person.
            #expect(waiting.count == 252 - DeliveryQueue.share)
            try await registry.write { desk in
                for delivery in waiting.dropFirst(2) {
                    _ = try Deliveries.step(.stop, delivery.id, of: maker.id, desk.transaction)
                    try DeliveryContents.set(
                        DeliveryContent(
                            address: nil, text: nil, language: "en", messageID: nil, digest: "0",
                            sentAt: desk.transaction.now), of: delivery.id, desk.transaction)
                }
            }
            registry.clock.advance(by: 10 * TestClock.day)
            #expect(try await run(term(.deliveries, 11), registry) == 0)
            #expect(try await due(term(.deliveries, 9), registry).count == 250)
            #expect(try await run(term(.deliveries, 9), registry) == 250)
            let left = try await registry.deliveries(of: maker)
            #expect(Set(left.map(\.id)) == Set(waiting.prefix(2).map(\.id)))
            for table in ["delivery_attempts", "delivery_contents"] {
                let count = Statement("SELECT count(*) FROM \(table)")
                #expect(try await registry.read { try $0.first(count, []) { $0.integer(0) } } == 0)
            }
            // A reminder would come again: its notice stays.
            let reminder = try await registry.read { try Notices.find(.maintenanceDue, "filter", of: maker.id, $0) }
            let kept = Set(left.map(\.notice)).union([try #require(reminder).id])
            let notices = Statement("SELECT count(*) FROM notices")
            #expect(try await registry.read { try $0.first(notices, []) { $0.integer(0) } } == Int64(kept.count))
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func finishedImportsAreForgotten(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                for number in 1...3 as ClosedRange<Int64> {
                    let entry = ImportJournal.Entry(
                        id: ID(number), table: .units, syntax: .csv, hash: [UInt8(number)], stagingFile: "f",
                        principal: .administrator, rowsTotal: 1)
                    try ImportJournal.insert(entry, desk.transaction)
                    if number < 3 { try ImportJournal.finish(entry, desk.transaction) }
                }
            }
            registry.clock.advance(by: 10 * TestClock.day)
            #expect(try await run(term(.imports, 11), registry) == 0)
            #expect(try await run(term(.imports, 9), registry) == 2)
            #expect(try await registry.read { try ImportJournal.latest(limit: 9, by: nil, $0) }.map(\.id) == [ID(3)])
        }
    }
}
