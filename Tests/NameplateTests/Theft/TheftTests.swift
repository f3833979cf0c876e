import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import Testing

/// Thefts and losses, from the report to its end.
@Suite struct TheftTests {
    @Test func whatTheOwnerReportsIsConfirmedAtOnceAndEndsWithTheRecovery() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let told = try await house.report("A0001", as: "owner-1", police: "4711/25")
            #expect(told.report.state == .confirmed && told.report.proof == .owner && told.part == .reporter)
            #expect(told.possible == [.recover, .withdraw] && told.report.details.policeReference == "4711/25")
            #expect(try await house.isMarked("A0001"))
            let again = try await house.report("A0001", as: "owner-1")
            #expect(again.report.number == told.report.number)
            let seen = try await house.unit("A0001", as: owner)
            #expect(seen.thefts.map(\.number) == [told.report.number] && seen.thefts.first?.state == .confirmed)
            let found = try await house.move(told, .recover, as: owner)
            #expect(found.report.state == .recovered && found.report.endedAt != nil && found.possible == [.confirm])
            #expect(try await !house.isMarked("A0001"))
            let after = try await house.unit("A0001", as: owner)
            #expect(after.thefts.isEmpty)
            let marks = after.history?.filter { $0.entry.details.set != nil || $0.entry.details.unset != nil } ?? []
            #expect(marks.count == 2 && marks.allSatisfy { $0.correctedBy == nil }, "the chain is kept")
            #expect(try await house.isWhole())
        }
    }

    @Test func theOwnerCodeProvesWhereNobodyElseHasRegistered() async throws {
        try await OwnerRegistry.run { house in
            let free = try await house.report("A0002", as: "owner-2", code: true)
            #expect(free.report.state == .confirmed && free.report.proof == .ownerCode)
            try await house.own("A0001", as: "owner-1")
            let sold = try await house.report("A0001", as: "owner-2", code: true)
            #expect(sold.report.state == .provisional && sold.report.proof == .none, "the card stayed with the seller")
            #expect(try await !house.isMarked("A0001"))
            let late = try await house.report("A0003", as: "owner-2")
            #expect(late.report.state == .provisional)
            let proven = try await house.move(
                late, .confirm, code: try await house.code(of: "A0003"), as: try await house.account("owner-2"))
            #expect(proven.report.state == .confirmed && proven.report.proof == .ownerCode)
        }
    }

    @Test func withoutProofNothingIsMarkedAndOnlyThoseKnowWhoMay() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let (owner, other) = (try await house.account("owner-1"), try await house.account("owner-3"))
            let owned = try await house.report("A0001", as: "owner-2")
            let free = try await house.report("A0002", as: "owner-2")
            let reporter = try await house.account("owner-2")
            for told in [owned, free] {
                #expect(told.report.state == .provisional && told.report.proof == .none && told.steps.isEmpty)
                #expect(told.report.rowVersion == 1 && told.possible == [.recover, .withdraw])
            }
            for serial in ["A0001", "A0002"] { #expect(try await !house.isMarked(serial)) }
            for principal in [reporter, owner, house.staff] {
                #expect(try await house.unit("A0001", as: principal).thefts.count == 1)
            }
            for principal in [other, .stranger, house.foreignStaff, house.workshop("elsewhere")] {
                #expect(try await house.unit("A0001", as: principal).thefts.isEmpty)
                for number in [owned.report.number.text, "T-0000-0011", "nonsense", ""] {
                    #expect(
                        await house.refused { try await house.registry.theft(number, as: principal) } == .theftUnknown)
                }
                #expect(await house.refused { try await house.move(owned, .withdraw, as: principal) } == .theftUnknown)
            }
            let seen = try await house.read(owned, as: owner)
            #expect(seen.part == .holder && seen.possible == [.counter])
            #expect(seen.report.party == nil && seen.report.reportedBy.isEmpty)
            #expect(seen.report.details == TheftDetails(.stolen, on: owned.report.details.happenedOn))
            let staffs = try await house.read(owned, as: house.staff)
            #expect(staffs.report.details.region == "Bergen" && staffs.report.reportedBy == reporter.auditName)
        }
    }

    @Test func aReportExpiresUnlessItIsConfirmed() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: "owner-2")
            let reporter = try await house.account("owner-2")
            house.wait(days: 30)
            #expect(try await house.read(told, as: reporter).report.state == .provisional)
            house.wait(days: 1)
            #expect(try await house.read(told, as: reporter).report.state == .expired)
            #expect(try await house.unit("A0001", as: house.staff).thefts.isEmpty)
            let listed = { (ended: Bool) in
                var filter = TheftFilter()
                filter.isEnded = ended
                return try await house.registry.thefts(of: "acme", filter, after: nil, limit: 9, as: house.staff)
            }
            #expect(try await listed(false).isEmpty)
            try await house.registry.database.write { try TheftDesk.expire($0) }
            #expect(try await listed(true).map(\.report.state) == [.expired])
            #expect(await house.refused { try await house.move(told, .withdraw, as: reporter) } == .stateStep)
            let late = try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
            #expect(late.report.state == .confirmed && late.report.proof == .staff)
            #expect(late.steps.map(\.step) == [.expire, .confirm])
            #expect(try await house.isMarked("A0001"))
        }
    }

    @Test func whoHasItSaysOtherwiseAndStaffDecide() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let told = try await house.report("A0001", as: "owner-2")
            let (owner, reporter) = (try await house.account("owner-1"), try await house.account("owner-2"))
            #expect(await house.refused { try await house.move(told, .counter, as: owner) } == .reasonInvalid)
            #expect(await house.refused { try await house.move(told, .counter, "No", as: reporter) } == .forbidden)
            let against = try await house.move(told, .counter, "I bought it in the shop", as: owner)
            #expect(against.report.state == .countered && against.possible == [.retract])
            #expect(against.steps.map(\.note) == ["I bought it in the shop"])
            // Whoever has reported it learns nothing of it.
            let unchanged = try await house.read(told, as: reporter)
            #expect(unchanged.report.state == .provisional && unchanged.report.rowVersion == told.report.rowVersion)
            #expect(unchanged.steps.isEmpty && unchanged.possible == told.possible)
            #expect(try await house.unit("A0001", as: reporter).thefts.first?.state == .provisional)
            #expect(try await house.move(told, .retract, as: owner).report.state == .provisional)
            try await house.move(told, .counter, "I bought it", as: owner)
            #expect(await house.refused { try await house.move(told, .withdraw, as: house.staff) } == .reasonInvalid)
            let decided = try await house.move(told, .withdraw, "The receipt is his", as: house.staff)
            #expect(decided.report.state == .withdrawn)
            let seen = try await house.read(told, as: reporter)
            #expect(seen.report.state == .withdrawn && seen.steps.map(\.note) == [nil])
            #expect(try await house.isWhole())
        }
    }

    @Test func whoeverHasTheCodeSaysOtherwiseToo() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: "owner-2")
            let holder = try await house.account("owner-1")
            #expect(await house.refused { try await house.move(told, .counter, "Mine", as: holder) } == .theftUnknown)
            #expect(
                await house.refused { try await house.move(told, .counter, "Mine", code: "0000000000", as: holder) }
                    == .theftUnknown)
            let code = try await house.code(of: "A0001")
            let against = try await house.move(told, .counter, "I have it here", code: code, as: holder)
            #expect(against.report.state == .countered && against.part == .holder)
            let back = try await house.move(told, .retract, as: try await house.account("owner-1"))
            #expect(back.report.state == .provisional)
        }
    }

    @Test func whatWasWrongIsUndoneAsIfItHadNotBeen() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let told = try await house.report("A0001", as: "owner-1")
            // A recovery that did not happen.
            try await house.move(told, .recover, as: owner)
            let again = try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
            #expect(again.report.state == .confirmed)
            #expect(try await house.isMarked("A0001"))
            // A theft that did not happen.
            try await house.move(told, .withdraw, as: owner)
            #expect(try await !house.isMarked("A0001"))
            let history = try await house.unit("A0001", as: owner).history ?? []
            let standing = history.filter { $0.correctedBy == nil && $0.entry.corrects == nil }
            #expect(standing.allSatisfy { $0.entry.details.set == nil && $0.entry.details.unset == nil })
            // A withdrawal that was wrong.
            let third = try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
            #expect(third.report.state == .confirmed)
            #expect(try await house.isMarked("A0001"))
            #expect(third.steps.map(\.step) == [.confirm, .recover, .confirm, .withdraw, .confirm])
            #expect(try await house.isWhole())
        }
    }

    @Test func aUnitIsStolenAgainAfterItWasFound() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            try await house.move(try await house.report("A0001", as: "owner-1"), .recover, as: owner)
            // On a day before that on which it was found, as far as somebody remembers.
            let second = try await house.report("A0001", as: "owner-1", on: "2025-12-29")
            #expect(second.report.state == .confirmed)
            #expect(try await house.isMarked("A0001"))
        }
    }

    @Test func ofTwoReportsOneIsConfirmed() async throws {
        try await OwnerRegistry.run { house in
            let hearsay = try await house.report("A0001", as: "owner-2")
            let staffs = try await house.report("A0001", as: house.staff)
            #expect(staffs.report.state == .confirmed && staffs.report.proof == .staff && staffs.part == .staff)
            #expect(
                await house.refused { try await house.move(hearsay, .confirm, OwnerRegistry.why, as: house.staff) }
                    == .stateStep)
            let third = try await house.report("A0001", as: "owner-3", code: true)
            #expect(third.report.state == .provisional)
            try await house.move(staffs, .recover, "Found in the yard", as: house.staff)
            #expect(try await !house.isMarked("A0001"))
            let next = try await house.move(hearsay, .confirm, OwnerRegistry.why, as: house.staff)
            #expect(next.report.state == .confirmed)
            #expect(try await house.isMarked("A0001"))
        }
    }

    @Test func staffWriteDownWhatOthersSayAndConfirmByThePolicesNumber() async throws {
        try await OwnerRegistry.run { house in
            let waits = try await house.report("A0001", as: house.staff, isHearsay: true)
            #expect(waits.report.state == .provisional && waits.report.proof == .none)
            #expect(try await !house.isMarked("A0001"))
            #expect(await house.refused { try await house.move(waits, .confirm, as: house.staff) } == .reasonInvalid)
            let numbered = try await house.report("A0002", as: house.staff, police: "4711/25", isHearsay: true)
            #expect(try await house.move(numbered, .confirm, as: house.staff).report.state == .confirmed)
            let taken = try await house.move(waits, .confirm, OwnerRegistry.why, as: house.staff)
            #expect(taken.report.proof == .staff)
        }
    }

    @Test func aReportIsChangedByWhoHasReadItAsItIs() async throws {
        try await OwnerRegistry.run { house in
            let told = try await house.report("A0001", as: house.staff)
            #expect(
                await house.refused {
                    try await house.move(told, .recover, "Found again", expecting: 1, as: house.staff)
                } == .theftChanged)
            let found = try await house.move(
                told, .recover, "Found again", expecting: told.report.rowVersion, as: house.staff)
            #expect(found.report.rowVersion == told.report.rowVersion + 1)
        }
    }

    @Test func guessingCodesIsSlowAndSoIsReportingWithoutProof() async throws {
        try await OwnerRegistry.run { house in
            let guesser = try await house.account("owner-2")
            let details = TheftDetails(.stolen, on: try CivilDate(parsing: "2025-12-30"))
            let order = TheftOrder("acme", "M-1", "A0001", details, ownerCode: "0000000000")
            for _ in 0..<10 {
                #expect(
                    await house.refused {
                        try await house.registry.reportTheft(order, as: guesser, from: OwnerRegistry.source)
                    } == .registrationCode)
            }
            #expect(
                await house.refused { try await house.report("A0001", as: "owner-2", code: true) } == .registrationSlow)
            for number in 1...TheftDesk.mostUnproven { try await house.report("A000\(number)", as: "owner-3") }
            #expect(await house.refused { try await house.report("A0009", as: "owner-3") } == .valueInvalid)
            #expect(try await house.report("A0001", as: "owner-3").report.state == .provisional, "it is there already")
        }
    }

    @Test func listsAreForStaffOrOnesOwnAndInPages() async throws {
        try await OwnerRegistry.run { house in
            var numbers: [TheftNumber] = []
            for number in 1...5 {
                numbers.insert(try await house.report("A000\(number)", as: house.staff).report.number, at: 0)
                house.wait(days: 1)
            }
            try await house.report("A0006", as: "owner-2")
            var (seen, place): ([TheftNumber], TheftList.Place?) = ([], nil)
            while true {
                let page = try await house.registry.thefts(
                    of: "acme", TheftFilter(), after: place, limit: 2, as: house.staff)
                guard let last = page.last else { break }
                seen += page.map(\.report.number)
                place = TheftList.Place(last.report)
            }
            #expect(Array(seen.dropFirst()) == numbers && seen.count == 6)
            let own = try await house.registry.thefts(
                of: "acme", TheftFilter(), after: nil, limit: 9, as: try await house.account("owner-2"))
            #expect(own.map(\.report.unit.serial.text) == ["A0006"])
            var filter = TheftFilter()
            (filter.state, filter.model) = (.provisional, "M-1")
            let waiting = try await house.registry.thefts(of: "acme", filter, after: nil, limit: 9, as: house.staff)
            #expect(waiting.map(\.report.unit.serial.text) == ["A0006"])
            let nobodys = try await house.registry.thefts(
                of: "acme", TheftFilter(), after: nil, limit: 9, as: house.foreignStaff)
            #expect(nobodys.isEmpty)
            #expect(
                await house.refused {
                    try await house.registry.thefts(
                        of: "acme", TheftFilter(), after: nil, limit: 9, as: .stranger)
                } == .forbidden)
        }
    }

    @Test func whatPeopleHaveWrittenIsExportedAndErased() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let told = try await house.report("A0002", as: "owner-1", police: "4711/25")
            let others = try await house.report("A0001", as: "owner-2")
            try await house.move(others, .counter, "I bought it", as: owner)
            let party = try #require(try await house.party("owner-1"))
            let export = try await house.registry.exportPerson(party, as: owner)
            #expect(export.thefts.map(\.report.number) == [told.report.number])
            #expect(export.thefts.first?.report.details.words == "Gone from the yard")
            try await house.registry.database.write { transaction in
                try TheftErasure.run(allOf: party, as: .administrator, transaction)
            }
            let left = try await house.read(told, as: house.staff).report.details
            #expect(left.words == nil && left.region == nil && left.policeReference == nil && left.country == "NO")
            #expect(try await house.read(others, as: house.staff).steps.map(\.note) == [nil])
            #expect(try await house.read(others, as: house.staff).report.details.words != nil)
            #expect(
                await house.refused {
                    try await house.registry.eraseTheft(
                        others.report.number.text, isConfirmed: true, as: house.staff)
                } == .theftUnknown)
            try await house.registry.eraseTheft(others.report.number.text, isConfirmed: true, as: .administrator)
            #expect(try await house.read(others, as: house.staff).report.details.words == nil)
        }
    }

    @Test func theOwnerIsToldOfOthersReportsAndTheReporterOfDecisions() async throws {
        try await OwnerRegistry.run { house in
            try await house.own("A0001", as: "owner-1")
            let owner = try await house.party("owner-1")
            func notices() async throws -> [Notice] {
                let made = try await house.registry.deliveries(of: "acme", in: nil, limit: 50, as: .administrator)
                return try await house.registry.database.read { reader in
                    try made.compactMap { try Notices.find($0.delivery.notice, reader) }
                }.filter { $0.topic == .theftChanged }
            }
            let told = try await house.report("A0001", as: "owner-2")
            #expect(try await notices().map(\.party) == [owner])
            try await house.move(told, .counter, "I bought it", as: try await house.account("owner-1"))
            #expect(try await notices().count == 1, "nobody but programs is told of it")
            try await house.move(told, .confirm, OwnerRegistry.why, as: house.staff)
            let last = try #require(try await notices().first { $0.facts["change"] == "confirm" })
            let reporter = try await house.party("owner-2")
            #expect(last.party == reporter && last.facts["state"] == "confirmed")
        }
    }
}
