import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards
import Testing

/// How people abuse reports of thefts, and what becomes of it: nothing is told to whom it is not for, and all of it is undone.
@Suite struct TheftStoryTests {
    typealias Story = (name: String, run: @Sendable (OwnerRegistry) async throws -> Void)

    static let stories: [Story] = falseReports + thieves + curiosity + abuseOfDesks + finders

    @Test func thereAreThirtyAndMore() { #expect(Self.stories.count == 33) }

    @Test(arguments: 0..<33)
    func nobodyGetsWhatIsNotTheirs(_ index: Int) async throws {
        let story = Self.stories[index]
        try await OwnerRegistry.run { house in
            try await story.run(house)
            #expect(try await house.isWhole(), "\(story.name)")
        }
    }

    // MARK: False reports

    private static let falseReports: [Story] = [
        (
            "an ex-partner reports the other's product",
            { house in
                try await house.own("A0001", as: "owner-1")
                let told = try await house.report("A0001", as: "owner-2")
                #expect(try await !house.isMarked("A0001"))
                try await house.move(told, .counter, "It is mine", as: try await house.account("owner-1"))
                let ended = try await house.move(told, .withdraw, "A quarrel of two", as: house.staff)
                #expect(ended.report.state == .withdrawn)
            }
        ),
        (
            "an ex-partner who kept the card reports it",
            { house in
                try await house.own("A0001", as: "owner-1")
                #expect(try await house.report("A0001", as: "owner-2", code: true).report.state == .provisional)
                #expect(try await !house.isMarked("A0001"))
            }
        ),
        (
            "a seller reports what he has sold, after the buyer took it over",
            { house in
                try await house.own("A0001", as: "owner-1")
                let code = try await house.registry.perform(as: try await house.account("owner-1")) {
                    try $0.release(unit: "A0001", model: "M-1", of: "acme").code
                }
                let buyer = try await house.account("owner-2")
                _ = try await house.registry.takeOver(
                    OwnershipOrder("acme", "M-1", "A0001", handoverCode: code), as: buyer, from: OwnerRegistry.source)
                let told = try await house.report("A0001", as: "owner-1", code: true)
                #expect(told.report.state == .provisional)
                #expect(try await !house.isMarked("A0001"))
            }
        ),
        (
            "a competitor reports many products",
            { house in
                for number in 1...TheftDesk.mostUnproven { try await house.report("A000\(number)", as: "owner-2") }
                #expect(await house.refused { try await house.report("A0008", as: "owner-2") } == .valueInvalid)
                house.wait(days: 31)
                for number in 1...TheftDesk.mostUnproven {
                    #expect(try await house.unit("A000\(number)", as: house.staff).thefts.isEmpty)
                }
            }
        ),
        (
            "somebody reports a product that was never theirs, to stop its sale",
            { house in
                try await house.own("A0001", as: "owner-1")
                try await house.report("A0001", as: "owner-2")
                _ = try await house.registry.perform(as: try await house.account("owner-1")) {
                    try $0.release(unit: "A0001", model: "M-1", of: "acme")
                }
            }
        ),
        (
            "somebody reports it again each time it is withdrawn",
            { house in
                let reporter = try await house.account("owner-2")
                for _ in 0..<4 {
                    let told = try await house.report("A0001", as: "owner-2")
                    #expect(told.report.state == .provisional)
                    try await house.move(told, .withdraw, as: try await house.account("owner-2"))
                }
                #expect(try await !house.isMarked("A0001"))
                _ = reporter
            }
        ),
        (
            "an owner reports his own product, to sell it and have it called stolen",
            { house in
                try await house.own("A0001", as: "owner-1")
                let told = try await house.report("A0001", as: "owner-1")
                #expect(
                    await house.refused {
                        try await house.registry.perform(as: try await house.account("owner-1")) {
                            _ = try $0.release(unit: "A0001", model: "M-1", of: "acme")
                        }
                    } == .handoverBlocked)
                try await house.move(told, .withdraw, "The seller lied", as: house.staff)
                #expect(try await !house.isMarked("A0001"))
            }
        ),
        (
            "a report with a day long ago would end the cover of years",
            { house in
                let told = try await house.report("A0001", as: house.staff, on: "2025-03-01")
                try await house.move(told, .withdraw, "The wrong unit", as: house.staff)
                let history = try await house.unit("A0001", as: house.staff).history ?? []
                #expect(history.contains { $0.correctedBy != nil })
                #expect(try await !house.isMarked("A0001"))
            }
        ),
    ]

    // MARK: Thieves

    private static let thieves: [Story] = [
        (
            "a thief registers first, without the code",
            { house in
                let claim = try await house.register("A0001", as: "owner-3")
                #expect(claim.state == .pending)
                #expect(try await house.report("A0001", as: "owner-1", code: true).report.state == .confirmed)
                #expect(try await house.owner(of: "A0001") == nil)
            }
        ),
        (
            "a thief with the card registers first; the police decide",
            { house in
                try await house.own("A0001", as: "owner-3")
                let told = try await house.report("A0001", as: "owner-1", police: "4711/25")
                #expect(told.report.state == .provisional)
                #expect(try await house.move(told, .confirm, as: house.staff).report.state == .confirmed)
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a thief registers what is reported",
            { house in
                try await house.report("A0001", as: house.staff)
                let claim = try await house.register("A0001", as: "owner-3", code: try await house.code(of: "A0001"))
                #expect(claim.state == .pending, "the mark makes it wait")
            }
        ),
        (
            "a thief says that it is found",
            { house in
                let told = try await house.report("A0001", as: house.staff)
                let thief = try await house.account("owner-3")
                #expect(await house.refused { try await house.move(told, .recover, as: thief) } == .theftUnknown)
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a forged recovery, with the password of the owner",
            { house in
                try await house.own("A0001", as: "owner-1")
                let told = try await house.report("A0001", as: "owner-1")
                try await house.move(told, .recover, as: try await house.account("owner-1"))
                #expect(try await !house.isMarked("A0001"))
                try await house.move(told, .confirm, "The account was broken into", as: house.staff)
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a thief takes the report of another back",
            { house in
                let told = try await house.report("A0001", as: "owner-1", code: true)
                let thief = try await house.account("owner-3")
                #expect(await house.refused { try await house.move(told, .withdraw, as: thief) } == .theftUnknown)
            }
        ),
        (
            "a thief with the card speaks against a confirmed report",
            { house in
                let told = try await house.report("A0001", as: house.staff)
                let (thief, code) = (try await house.account("owner-3"), try await house.code(of: "A0001"))
                #expect(
                    await house.refused { try await house.move(told, .counter, "Mine", code: code, as: thief) }
                        == .stateStep)
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a thief with the card speaks against a report that waits; staff confirm it all the same",
            { house in
                let told = try await house.report("A0001", as: "owner-1", police: "4711/25")
                let (thief, code) = (try await house.account("owner-3"), try await house.code(of: "A0001"))
                try await house.move(told, .counter, "I bought it", code: code, as: thief)
                try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a thief reports it himself first, so that the owner cannot",
            { house in
                try await house.report("A0001", as: "owner-3")
                #expect(try await house.report("A0001", as: "owner-1", code: true).report.state == .confirmed)
            }
        ),
        (
            "a thief guesses the owner code",
            { house in
                let told = try await house.report("A0001", as: "owner-1", code: true)
                let thief = try await house.account("owner-3")
                for _ in 0..<10 {
                    #expect(
                        await house.refused { try await house.move(told, .counter, "x", code: "0000000000", as: thief) }
                            == .theftUnknown)
                }
                #expect(
                    await house.refused { try await house.move(told, .counter, "x", code: "0000000000", as: thief) }
                        == .registrationSlow)
            }
        ),
    ]

    // MARK: Curiosity

    private static let curiosity: [Story] = [
        (
            "a stalker reports a number to learn whether somebody has it",
            { house in
                try await house.own("A0001", as: "owner-1")
                let (owned, free) = (
                    try await house.report("A0001", as: "owner-2"), try await house.report("A0002", as: "owner-2")
                )
                try await house.move(owned, .counter, "It is mine", as: try await house.account("owner-1"))
                let eve = try await house.account("owner-2")
                let (first, second) = (try await house.read(owned, as: eve), try await house.read(free, as: eve))
                #expect(first.report.state == second.report.state && first.possible == second.possible)
                #expect(first.report.rowVersion == second.report.rowVersion && first.steps == second.steps)
            }
        ),
        (
            "a stalker learns by trying steps",
            { house in
                try await house.own("A0001", as: "owner-1")
                let (owned, free) = (
                    try await house.report("A0001", as: "owner-2"), try await house.report("A0002", as: "owner-2")
                )
                try await house.move(owned, .counter, "It is mine", as: try await house.account("owner-1"))
                let eve = try await house.account("owner-2")
                for step in [TheftStep.confirm, .counter, .retract] {
                    #expect(await house.refused { try await house.move(owned, step, "x", as: eve) } == .forbidden)
                    #expect(await house.refused { try await house.move(free, step, "x", as: eve) } == .forbidden)
                }
                try await house.move(owned, .withdraw, expecting: 1, as: eve)
                try await house.move(free, .withdraw, expecting: 1, as: eve)
            }
        ),
        (
            "somebody reads who has reported a product, and where",
            { house in
                try await house.own("A0001", as: "owner-1")
                let told = try await house.report("A0001", as: house.staff)
                let seen = try await house.read(told, as: try await house.account("owner-1"))
                #expect(seen.report.details.region == nil && seen.report.reportedBy.isEmpty)
                #expect(seen.report.details.words == nil && seen.report.details.country == nil)
            }
        ),
        (
            "a stranger looks a stolen product up",
            { house in
                try await house.report("A0001", as: house.staff, police: "4711/25")
                let seen = try await house.unit("A0001", as: .stranger)
                #expect(seen.warnings == [.stolen] && seen.thefts.isEmpty && seen.history == nil)
            }
        ),
        (
            "somebody guesses numbers of reports",
            { house in
                let told = try await house.report("A0001", as: house.staff)
                let eve = try await house.account("owner-2")
                for number in [told.report.number.text, "T-0000-0011", "T", "S-0000-0011"] {
                    #expect(await house.refused { try await house.registry.theft(number, as: eve) } == .theftUnknown)
                }
            }
        ),
        (
            "another maker's staff reads reports",
            { house in
                let told = try await house.report("A0001", as: house.staff)
                #expect(await house.refused { try await house.read(told, as: house.foreignStaff) } == .theftUnknown)
                #expect(
                    await house.refused { try await house.move(told, .withdraw, "Mine", as: house.foreignStaff) }
                        == .theftUnknown)
            }
        ),
        (
            "somebody reports a number that was never issued",
            { house in
                #expect(await house.refused { try await house.report("A9999", as: "owner-2") } == .unitUnknown)
                #expect(await house.refused { try await house.report("nonsense!", as: "owner-2") } == .unitUnknown)
            }
        ),
        (
            "the owner of before watches the product of the next",
            { house in
                try await house.own("A0001", as: "owner-1")
                let told = try await house.report("A0001", as: "owner-2")
                _ = try await house.registry.perform(as: house.staff) {
                    try $0.reassign(
                        unit: "A0001", model: "M-1", of: "acme", to: "heir", reason: OwnerRegistry.reason)
                }
                let before = try await house.account("owner-1")
                #expect(await house.refused { try await house.read(told, as: before) } == .theftUnknown)
                #expect(try await house.unit("A0001", as: before).thefts.isEmpty)
            }
        ),
    ]

    // MARK: Abuse of desks and words

    private static let abuseOfDesks: [Story] = [
        (
            "a clerk ends a report without a reason",
            { house in
                let told = try await house.report("A0001", as: "owner-1", code: true)
                for note in [nil, " ", "x"] {
                    #expect(
                        await house.refused { try await house.move(told, .withdraw, note, as: house.staff) }
                            == .reasonInvalid)
                }
                #expect(try await house.isMarked("A0001"))
            }
        ),
        (
            "a clerk's friend is confirmed; the audit trail names the clerk, and another undoes it",
            { house in
                let told = try await house.report("A0001", as: "owner-2")
                let confirmed = try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
                #expect(confirmed.steps.last?.by == house.staff.auditName)
                try await house.move(told, .withdraw, "Nothing spoke for it", as: .administrator)
                #expect(try await !house.isMarked("A0001"))
            }
        ),
        (
            "a workshop that may not decides",
            { house in
                let told = try await house.report("A0001", as: "owner-2")
                for step in TheftStep.allCases {
                    #expect(
                        await house.refused { try await house.move(told, step, "It is so", as: house.workshop("shop")) }
                            == .theftUnknown)
                }
            }
        ),
        (
            "a report carries an attack in its words",
            { house in
                let details = TheftDetails(
                    .stolen, on: try CivilDate(parsing: "2025-12-30"), region: "<script>\u{202E}")
                let order = TheftOrder("acme", "M-1", "A0001", details)
                let eve = try await house.account("owner-2")
                #expect(
                    await house.refused { try await house.registry.reportTheft(order, as: eve) } == .valueInvalid)
            }
        ),
    ]

    // MARK: Finders

    private static func write(
        _ house: OwnerRegistry, _ serial: String, _ text: String, from network: String = "198.51.100.7"
    ) async throws -> String {
        try await house.registry.leaveFinding(
            FindingOrder("acme", "M-1", serial, text), as: .stranger,
            from: RequestSource(network: network, requestID: nil))
    }

    private static let finders: [Story] = [
        (
            "somebody floods whoever has reported a product",
            { house in
                let told = try await house.report("A0001", as: "owner-1", code: true)
                for number in 0..<40 {
                    _ = await house.refused { try await write(house, "A0001", "Buy this", from: "203.0.113.\(number)") }
                }
                let seen = try await house.read(told, as: try await house.account("owner-1"))
                #expect(seen.threads.count == TheftThreads.mostWaiting)
                try await house.registry.eraseTheft(
                    told.report.number.text, isConfirmed: true, as: .administrator)
                let after = try await house.read(told, as: try await house.account("owner-1"))
                #expect(after.threads.allSatisfy { $0.messages.allSatisfy { $0.text == nil } })
            }
        ),
        (
            "a stalker writes to learn whether somebody has a product",
            { house in
                try await house.own("A0001", as: "owner-1")
                for serial in ["A0001", "A0002"] {
                    #expect(await house.refused { try await write(house, serial, "Are you there?") } == .unitUnknown)
                }
            }
        ),
        (
            "a thief poses as a finder to learn the owner's address",
            { house in
                try await house.own("A0001", as: "owner-1")
                try await house.report("A0001", as: "owner-1")
                let code = try await write(house, "A0001", "Where do I bring it?")
                let thread = try await house.registry.finding(
                    code: code, as: .stranger, from: RequestSource(network: "198.51.100.7", requestID: nil))
                #expect(thread.messages.count == 1 && thread.finder == nil)
            }
        ),
    ]
}
