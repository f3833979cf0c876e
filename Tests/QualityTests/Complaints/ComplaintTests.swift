import Identifiers
import Quality
import Registry
import Storage
import Testing

/// Complaints as they are kept, changed, found and erased.
@Suite struct ComplaintTests {
    private static func details(
        _ received: String = "2023-11-01", _ codes: [String] = [], _ change: (inout ComplaintDetails) -> Void = { _ in }
    ) throws -> ComplaintDetails {
        var details = ComplaintDetails(receivedOn: try CivilDate(parsing: received))
        details.faultCodes = codes
        change(&details)
        return details
    }

    /// A model with fault codes, `E` above `E1` and `E2`, and a complaint about it for each day and code.
    private static func fill(_ desk: TestDesk, _ told: [(day: String, codes: [String])]) throws -> [Complaint] {
        let maker = try desk.manufacturer()
        let model = try desk.model(of: maker)
        let codes = [
            FaultCode("E", titles: ["en": "Electrical"]), FaultCode("E1", below: "E", titles: ["en": "Battery"]),
            FaultCode("E2", below: "E", titles: ["en": "Charger"]), FaultCode("M", titles: ["en": "Mechanical"]),
        ]
        _ = try FaultCodes.set(codes, of: maker, as: .administrator, desk.transaction)
        return try told.map { day, codes in
            try Complaints.add(
                .init(about: model, try details(day, codes)), .entered, as: .administrator, desk.transaction)
        }
    }

    @Test(arguments: Engine.available)
    func whatWasSaidIsReadBack(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let kept = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker)
                try desk.register("sn-1", of: model)
                let details = try Self.details("2023-11-01", ["worn", "loose"]) { details in
                    details.failedOn = try? CivilDate(parsing: "2023-10")
                    details.usage = .init(12_000, .miles)
                    details.country = "NO"
                    (details.harm.crash, details.harm.injured) = (true, 2)
                    details.words = "It stopped.\nThen it burnt."
                }
                return try Complaints.add(
                    .init(about: model, unit: try SerialNumber(parsing: "sn-1"), details, reference: "77"), .imported,
                    as: .administrator, desk.transaction)
            }
            #expect(kept.number.text.hasPrefix("Q-"))
            #expect(kept.details.headline == "It stopped.")
            #expect(try await registry.read { try Complaints.find(kept.number, $0) } == kept)
            let found = try await registry.read { reader in
                try Complaints.find(reference: "77", from: .imported, of: kept.manufacturer, reader)
            }
            #expect(found == kept)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: RegistryError.Code
        var serial: String?
        var change: @Sendable (inout ComplaintDetails) throws -> Void
    }

    static let refused: [Refused] = [
        Refused(testDescription: "a month of receipt", code: .valueInvalid) {
            $0.receivedOn = try CivilDate(parsing: "2023-10")
        },
        Refused(testDescription: "received in the future", code: .valueInvalid) {
            $0.receivedOn = try CivilDate(parsing: "2199-01-01")
        },
        Refused(testDescription: "failed after it was received", code: .valueInvalid) {
            $0.failedOn = try CivilDate(parsing: "2023-11-02")
        },
        Refused(testDescription: "six codes", code: .valueInvalid) { $0.faultCodes = (1...6).map { "M\($0)" } },
        Refused(testDescription: "a code twice", code: .valueInvalid) { $0.faultCodes = ["M", "M"] },
        Refused(testDescription: "a code that there is not", code: .faultUnknown) { $0.faultCodes = ["X"] },
        Refused(testDescription: "a negative meter", code: .valueInvalid) { $0.usage = .init(-1, .hours) },
        Refused(testDescription: "a country in words", code: .valueInvalid) { $0.country = "Norway" },
        Refused(testDescription: "fewer than nobody hurt", code: .valueInvalid) { $0.harm.injured = -1 },
        Refused(testDescription: "a control character", code: .valueInvalid) { $0.words = "a\u{7}" },
        Refused(testDescription: "no words but white space", code: .valueInvalid) { $0.words = "  \n" },
        Refused(testDescription: "a unit that there is not", code: .unitUnknown, serial: "S9") { _ in },
        Refused(testDescription: "a unit, and a part of its number", code: .valueInvalid, serial: "S1") {
            $0.identification = "1GTCS19W3S8"
        },
    ]

    @Test(arguments: Engine.available, refused)
    func whatMakesNoSenseIsRefused(_ engine: Engine, _ refused: Refused) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                _ = try Self.fill(desk, [])
                let model = try #require(
                    try Models.find("M-1", of: try desk.manufacturer().id, desk.transaction))
                try desk.register("S1", of: model)
                return model
            }
            let code = try await refusal {
                try await registry.write { desk in
                    var details = try Self.details()
                    try refused.change(&details)
                    return try Complaints.add(
                        .init(about: model, unit: try refused.serial.map { try SerialNumber(parsing: $0) }, details),
                        .entered,
                        as: .administrator, desk.transaction)
                }
            }
            #expect(code == refused.code)
        }
    }

    @Test(arguments: Engine.available)
    func referenceIsTakenOnceOfASource(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in try desk.model(of: try desk.manufacturer()) }
            @Sendable func add(_ source: ComplaintSource) async throws -> RegistryError.Code? {
                try await refusal {
                    try await registry.write { desk in
                        try Complaints.add(
                            .init(about: model, try Self.details(), reference: "A-1"), source, as: .administrator,
                            desk.transaction)
                    }
                }
            }
            #expect(try await add(.entered) == nil)
            #expect(try await add(.entered) == .complaintTaken)
            #expect(try await add(.imported) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func complaintMovesOnAndBack(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let first = try await registry.write { desk in
                try #require(try Self.fill(desk, [("2023-11-01", ["E1"])]).first)
            }
            @Sendable func move(_ known: Complaint, _ step: ComplaintStep) async throws -> Complaint {
                try await registry.write { desk in
                    try Complaints.move(
                        known, by: step, expecting: known.rowVersion, as: .administrator, desk.transaction)
                }
            }
            let closed = try await move(try await move(first, .assess), .close)
            #expect(closed.state == .closed)
            #expect(try await refusal { try await move(closed, .assess) } == .stateStep)
            // What was read before somebody else changed it is old.
            #expect(try await refusal { try await move(first, .close) } == .complaintChanged)
            let locked = try await refusal {
                try await registry.write { desk in
                    let model = try #require(try Models.find(closed.model, desk.transaction))
                    return try Complaints.update(
                        closed, .init(about: model, try Self.details()), expecting: nil, as: .administrator,
                        desk.transaction)
                }
            }
            #expect(locked == .stateStep)
            #expect(try await move(closed, .reopen).state == .open)
        }
    }

    @Test(arguments: Engine.available)
    func listGoesByDayAndCode(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let all = try await registry.write { desk in
                try Self.fill(
                    desk,
                    [
                        ("2023-10-01", ["E1"]), ("2023-10-31", ["E2", "M"]), ("2023-11-02", ["M"]),
                        ("2023-11-02", []), ("2023-11-03", ["E", "E1"]),
                    ])
            }
            let maker = try #require(all.first).manufacturer
            @Sendable func days(_ question: ComplaintQuestion) async throws -> [String] {
                try await registry.read { reader in
                    // Page by page, two at a time.
                    var (found, last): ([Complaint], ComplaintList.Place?) = ([], nil)
                    while true {
                        let page = try ComplaintList.page(
                            question, of: maker, after: last, limit: 2, knowsWords: true, reader)
                        found += page
                        guard page.count == 2, let end = page.last else { break }
                        last = ComplaintList.Place(ComplaintList.Place(end).text)
                    }
                    #expect(Set(found.map(\.number)).count == found.count)
                    return found.map(\.details.receivedOn.isoText)
                }
            }
            #expect(
                try await days(ComplaintQuestion()) == [
                    "2023-11-03", "2023-11-02", "2023-11-02", "2023-10-31", "2023-10-01",
                ])
            var question = ComplaintQuestion()
            question.until = try CivilDate(parsing: "2023-10")
            #expect(try await days(question) == ["2023-10-31", "2023-10-01"])
            question = ComplaintQuestion()
            question.since = try CivilDate(parsing: "2023-11-02")
            question.faultCodes = ["E", "E1", "E2"]
            #expect(try await days(question) == ["2023-11-03"])
            question.since = nil
            #expect(try await days(question) == ["2023-11-03", "2023-10-31", "2023-10-01"])
            question = ComplaintQuestion()
            question.text = all[3].number.text.lowercased()
            #expect(try await days(question) == ["2023-11-02"])
            question = ComplaintQuestion()
            question.state = .closed
            #expect(try await days(question) == [])
            let counts = try await registry.read { try ComplaintList.counts(ComplaintQuestion(), of: maker, $0) }
            #expect(counts.map(\.code) == ["E1", "M", "E", "E2"])
            #expect(counts.map(\.complaints) == [2, 2, 1, 1])
        }
    }

    @Test(arguments: Engine.available)
    func wordsAreFoundByThoseAloneWhoMayReadThem(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let kept = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                let details = try Self.details { $0.words = "Smoke from the plug" }
                return try Complaints.add(.init(about: model, details), .entered, as: .administrator, desk.transaction)
            }
            var question = ComplaintQuestion()
            question.text = "SMOKE"
            let asked = question
            for knowsWords in [true, false] {
                let found = try await registry.read { reader in
                    try ComplaintList.page(
                        asked, of: kept.manufacturer, limit: 5, knowsWords: knowsWords, reader)
                }
                #expect(found.count == (knowsWords ? 1 : 0))
            }
            let erased = try await registry.write { desk in
                try Complaints.erase(kept, as: .administrator, desk.transaction)
            }
            #expect(erased.details.words == nil)
            #expect(try await registry.read { try Complaints.find(kept.number, $0) } == erased)
        }
    }
}
