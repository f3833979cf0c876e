import AfterSales
import Identifiers
import Nameplate
import Registry
import Testing

/// What the rules find, and what they do not.
@Suite struct ClaimRuleTests {
    private func codes(_ answer: ClaimAnswer) -> [String] {
        (answer.claim.findings ?? []).map(\.code.rawValue).sorted()
    }

    private func date(_ text: String) throws -> CivilDate { try CivilDate(parsing: text) }

    @Test func aSoundClaimHasNoFindings() async throws {
        try await ClaimStage.with { stage in
            let claim1 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim1) == [])
        }
    }

    @Test func coverIsThatOfTheDayAndOfWhatIsClaimed() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-2", daysAgo: 1_000) { event in
                (event.businessStep, event.disposition) = (.retailSelling, .retailSold)
            }
            let out = try await stage.file(try ClaimStage.details { $0.lines = [] }, "ROOM-2")
            #expect(codes(out) == ["cover.out"] || codes(out) == ["cover.out", "date.beforeMade"])
            #expect(out.claim.findings?.first?.facts["why"]?.isEmpty == false)
            // Whoever has filed it learns that, and not from which sale.
            #expect(
                out.findings.first?.facts["why"] == nil && out.findings.first?.sentence.contains("not in cover") == true
            )
            let unknown = try await stage.file(try ClaimStage.details { $0.lines = [] }, "ROOM-3")
            #expect(codes(unknown) == ["cover.unknown"])
            let travel = try await stage.file(
                try ClaimStage.details { $0.lines = [try .expense("Travel", amount: 100)] })
            #expect(codes(travel) == ["cover.kind"])
            let favour = try await stage.file(
                try ClaimStage.details(.goodwill) { $0.lines = [] }, "ROOM-2")
            #expect(favour.claim.findings?.first { $0.code == .coverOut }?.severity == .note)
        }
    }

    @Test func aUnitOfStockIsNotSold() async throws {
        try await ClaimStage.with { stage in
            let sound = try await stage.file(try ClaimStage.details(.dealerStock) { $0.lines = [] }, "ROOM-3")
            #expect(codes(sound) == [])
            let sold = try await stage.file(try ClaimStage.details(.dealerStock) { $0.lines = [] })
            #expect(codes(sold) == ["stock.sold"])
        }
    }

    @Test func partsThatWereNeverInsideOrAreElsewhere() async throws {
        try await ClaimStage.with { stage in
            let foreign = try await stage.file(
                try ClaimStage.details { $0.lines = [try .part("CU-9", price: 1, removed: "C-2")] })
            #expect(codes(foreign) == ["part.notFitted"])
            let elsewhere = try await stage.file(
                try ClaimStage.details { $0.lines = [try .part("CU-9", price: 1, removed: "C-1", fitted: "C-2")] })
            #expect(codes(elsewhere) == ["part.elsewhere"])
            let unknown = try await stage.file(
                try ClaimStage.details { $0.lines = [try .part("CU-9", price: 1, removed: "NONE-7")] })
            #expect(codes(unknown) == [])
        }
    }

    @Test func aPartMayBeInCoverItself() async throws {
        try await ClaimStage.with { stage in
            _ = try await stage.registry.perform(as: .administrator) { commands in
                try commands.setWarrantyTerms(
                    #"{"name": "part", "model": "CU-9", "coverages": [{"years": 3}], "starts": [{"from": "production"}]}"#,
                    backdated: true, of: "fjordlys")
            }
            let claim2 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim2) == ["part.ownCover"])
        }
    }

    @Test func theSameFaultWithinTwoYears() async throws {
        try await ClaimStage.with { stage in
            func details(_ fault: String, _ day: String) throws -> ClaimDetails {
                try ClaimStage.details {
                    $0.faultCode = fault
                    ($0.failedOn, $0.repairedOn) = (try date(day), nil)
                }
            }
            let first = try await stage.file(try details("C1", "2025-11-01"))
            #expect(codes(first) == [])
            let second = try await stage.file(try details("C1", "2025-12-01"))
            #expect(codes(second) == ["claim.repeated"])
            #expect(second.claim.findings?.first?.facts["other"] == first.claim.number.text)
            let claim3 = try await stage.file(try details("C2", "2025-12-01"))
            #expect(codes(claim3) == [])
            let claim4 = try await stage.file(try details("C1", "2025-12-01"), "ROOM-2")
            #expect(codes(claim4) == ["part.notFitted"])
            for claim in [first, second] { try await stage.move(claim, .withdraw) }
            let claim5 = try await stage.file(try details("C1", "2025-12-02"))
            #expect(codes(claim5) == [])
            // What was rejected stays so once it is closed.
            try await stage.move(claim5, .review)
            for step in [ClaimStep.reject, .close] {
                try await stage.move(claim5, step)
                let again = try await stage.file(try details("C1", "2025-12-03"))
                #expect(codes(again) == [], "\(step)")
                try await stage.move(again, .withdraw)
            }
        }
    }

    @Test func moreTimeThanTheStandard() async throws {
        try await ClaimStage.with { stage in
            try await stage.registry.perform(as: .administrator) { commands in
                try commands.setLabourTime(LabourTime("R-10", title: "Exchange", minutes: 30), of: "fjordlys")
                try commands.setLabourTime(
                    LabourTime("R-10", for: .model("CR-1"), title: "Exchange", minutes: 90), of: "fjordlys")
            }
            let claim6 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim6) == [])
            let twice = try await stage.file(
                try ClaimStage.details { $0.lines.append(try .labour("R-10", minutes: 1, rate: 1)) })
            #expect(codes(twice) == ["labour.overStandard"])
            #expect(twice.findings.first?.sentence == "R-10 takes 90 minutes by the standard; 91 are claimed.")
            let other = try await stage.file(
                try ClaimStage.details { $0.lines = [try .labour("R-99", minutes: 1, rate: 1)] })
            #expect(codes(other) == ["labour.unknown"])
            try await stage.registry.perform(as: .administrator) { commands in
                try commands.removeLabourTime("R-10", for: .model("CR-1"), of: "fjordlys")
            }
            let claim7 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim7) == ["labour.overStandard"])
        }
    }

    /// At the limit, a time that there is can still be corrected.
    @Test func aManufacturerHasSoManyLabourTimesAtMost() async throws {
        try await ClaimStage.with { stage in
            func set(_ code: String, _ minutes: Int64) async -> RegistryError.Code? {
                await ClaimStage.refusal {
                    try await stage.registry.perform(as: .administrator) { commands in
                        try commands.setLabourTime(LabourTime(code, title: "A job", minutes: minutes), of: "fjordlys")
                    }
                }
            }
            try await stage.registry.perform(as: .administrator) { commands in
                for code in 0..<LabourTimes.most {
                    try commands.setLabourTime(LabourTime("R-\(code)", title: "A job", minutes: 5), of: "fjordlys")
                }
            }
            #expect(await set("R-new", 5) == .valueInvalid)
            #expect(await set("R-7", 6) == nil)
            let times = try await stage.registry.labourTimes(of: "fjordlys", as: stage.desk)
            #expect(times.count == LabourTimes.most && times.first { $0.code == "R-7" }?.minutes == 6)
        }
    }

    /// A list of jobs, or of faults, tells nobody what is yet to come.
    @Test func whatIsNotReleasedIsNotToldByItsLabourTimesAndFaultCodes() async throws {
        try await ClaimStage.with { stage in
            try await stage.registry.perform(as: .administrator) { commands in
                for target in [ModelTarget.everything, .model("CR-1"), .model("FJ-900S")] {
                    try commands.setLabourTime(
                        LabourTime("R-10", for: target, title: "Exchange", minutes: 30), of: "fjordlys")
                }
            }
            for (principal, count) in [(stage.desk, 3), (stage.shop, 2)] {
                let times = try await stage.registry.labourTimes(of: "fjordlys", as: principal)
                #expect(times.count == count && times.allSatisfy { count == 3 || $0.target != .model("FJ-900S") })
            }
            for number in ["FJ-900S", "NONE"] {
                let told = await ClaimStage.refusal {
                    _ = try await stage.registry.faultCodes(of: "fjordlys", model: number, as: stage.shop)
                }
                #expect(told == .modelUnknown)
            }
            _ = try await stage.registry.faultCodes(of: "fjordlys", model: "FJ-900S", as: stage.desk)
        }
    }

    @Test func stolenOrScrappedUnits() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-1", daysAgo: 30) { $0.details.set = ["stolen"] }
            let claim8 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim8).contains("unit.stolen"))
            try await stage.record("ROOM-1", daysAgo: 20) { $0.details.unset = ["stolen"] }
            let claim9 = try await stage.file(try ClaimStage.details())
            #expect(!codes(claim9).contains("unit.stolen"))
            try await stage.record("ROOM-1", daysAgo: 11) { $0.businessStep = .destroying }
            let claim10 = try await stage.file(try ClaimStage.details())
            #expect(codes(claim10).contains("unit.ended"))
            let before = try await stage.file(try ClaimStage.details { $0.repairedOn = try date("2025-12-20") })
            #expect(!codes(before).contains("unit.ended"))
        }
    }

    @Test func aMeterThatRunsBackwards() async throws {
        try await ClaimStage.with { stage in
            for (days, value) in [(50, "1000"), (5, "3000")] as [(Int64, String)] {
                try await stage.record("ROOM-1", daysAgo: days) {
                    $0.details.readings = [.init(type: "hours", value: value, unit: "HUR")]
                }
            }
            for (value, isWrong) in [(999, true), (1_000, false), (3_000, false), (3_001, true)] as [(Int64, Bool)] {
                let claim = try await stage.file(
                    try ClaimStage.details { $0.reading = .init(.hours, value) })
                #expect(codes(claim) == (isWrong ? ["meter.implausible"] : []), "\(value)")
            }
            let claim11 = try await stage.file(try ClaimStage.details { $0.reading = .init(.cycles, 1) })
            #expect(codes(claim11) == [])
        }
    }

    /// A claim says what the meter shows that the unit has now; another's count is no measure of it.
    @Test func aMeterThatTookAnothersPlace() async throws {
        try await ClaimStage.with { stage in
            func record(_ days: Int64, _ readings: [(String, String)]) async throws {
                try await stage.record("ROOM-1", daysAgo: days) {
                    $0.details.readings = readings.map { .init(type: $0.0, value: $0.1, unit: "HUR") }
                }
            }
            try await record(50, [("hours", "9000")])
            try await record(40, [("hours", "9100"), ("new_meter", "20")])
            try await record(30, [("hours", "100")])
            try await record(5, [("hours", "400")])
            let cases: [(Int64, String?, String?)] = [
                (100, nil, nil), (400, nil, nil), (250, nil, nil), (99, "100 hours", "2025-12-02"),
                (401, "400 hours", "2025-12-27"), (9_050, "400 hours", "2025-12-27"),
            ]
            for (value, other, day) in cases {
                let claim = try await stage.file(try ClaimStage.details { $0.reading = .init(.hours, value) })
                #expect(codes(claim) == (other == nil ? [] : ["meter.implausible"]), "\(value)")
                let facts = claim.claim.findings?.first?.facts
                #expect(facts?["other"] == other, "\(value)")
                #expect(facts?["day"] == day, "\(value)")
            }
            // On the day of the exchange, both are shown.
            for value in [9_050, 9_100, 20, 60] as [Int64] {
                let claim = try await stage.file(
                    try ClaimStage.details {
                        $0.lines = []
                        ($0.failedOn, $0.repairedOn) = (try date("2025-11-22"), nil)
                        $0.reading = .init(.hours, value)
                    })
                #expect(codes(claim) == [], "\(value)")
            }
        }
    }

    /// Sold on 2025-06-15, made on 2025-03-01; today is 2026-01-01.
    @Test(
        arguments: [
            ("2025-12-20", "2025-12-22", []), ("2025-12-20", "2025-12-20", []),
            ("2025-12-20", "2026-01-02", ["date.future"]), ("2026-01-01", "2026-01-01", []),
            ("2025-12-20", "2025-12-19", ["date.order"]), ("2025-06-15", nil, []),
            ("2025-06-14", nil, ["date.beforeSale"]), ("2025-02-28", nil, ["date.beforeMade", "date.beforeSale"]),
            (nil, nil, []),
        ] as [(String?, String?, [String])])
    func daysThatCannotBe(_ failed: String?, _ repaired: String?, _ expected: [String]) async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(
                try ClaimStage.details {
                    $0.lines = []
                    $0.failedOn = try failed.map { try date($0) }
                    $0.repairedOn = try repaired.map { try date($0) }
                })
            #expect(codes(claim).filter { $0.hasPrefix("date") } == expected)
        }
    }

    /// What was found stays as it was; what is found now can be asked for.
    @Test func findingsAreKeptAndCanBeAskedAnew() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            try await stage.record("ROOM-1", daysAgo: 30) { $0.details.set = ["stolen"] }
            let number = claim.claim.number.text
            #expect(try await stage.registry.claim(number, as: stage.desk).findings == [])
            #expect(try await stage.registry.claimFindings(number, as: stage.desk).contains { $0.code == .unitStolen })
            #expect(
                await ClaimStage.refusal {
                    _ = try await stage.registry.claimFindings(number, as: stage.shop)
                } == .forbidden)
        }
    }

    @Test func aFaultCodeIsOneOfTheTreeWhereThereIsOne() async throws {
        try await ClaimStage.with { stage in
            #expect(
                try await stage.file(try ClaimStage.details { $0.faultCode = "own word" }).claim.state == .submitted)
            try await stage.registry.perform(as: .administrator) { commands in
                try commands.setFaultCode(FaultCode("C1", titles: ["en": "No start"]), of: "fjordlys")
            }
            #expect(
                await ClaimStage.refusal {
                    _ = try await stage.file(try ClaimStage.details { $0.faultCode = "own word" })
                } == .faultUnknown)
            _ = try await stage.file(try ClaimStage.details { $0.faultCode = "C1" })
            // What is reported is kept in the words of whoever reports it.
            try await stage.record("ROOM-1", daysAgo: 1) { $0.details.faultCode = "own word" }
        }
    }
}
