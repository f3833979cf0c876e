import Identifiers
import Nameplate
import Registry
import Testing

/// Changing the catalogue: what is kept, what is refused.
@Suite struct CatalogueCommandTests {
    static let hostile = ["", " ", "a\0b", "a\nb", "\u{202E}x", "\u{FEFF}", String(repeating: "x", count: 10_000_000)]

    private func refusal(
        _ house: Household, _ body: @escaping @Sendable (Commands) throws -> Void
    ) async throws -> RegistryError.Code? {
        do {
            try await house.registry.perform(as: .administrator, body)
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    private func details(_ number: String = "M-3") throws -> ModelDetails {
        ModelDetails(number: try ModelNumber(parsing: number))
    }

    @Test func aChangeOfAManufacturerIsKept() async throws {
        try await Household.run { house in
            var draft = ManufacturerDraft(slug: "acme", name: "Acme Tools", country: "NO", note: "sample data")
            draft.gs1Prefixes = ["7012345"]
            draft.worldManufacturerIdentifiers = ["WVW"]
            let change = draft
            try await house.registry.perform(as: .administrator) { _ = try $0.updateManufacturer(change, expecting: 1) }
            let kept = try await house.registry.manufacturer("acme", as: .stranger)
            #expect(kept.name == "Acme Tools" && kept.country == "NO" && kept.note == "sample data")
            #expect(kept.gs1Prefixes == ["7012345"] && kept.worldManufacturerIdentifiers == ["WVW"])
            #expect(kept.rowVersion == 2)
            #expect(
                try await refusal(house) { _ = try $0.updateManufacturer(change, expecting: 1) } == .manufacturerChanged
            )
            let other = try await house.registry.manufacturer("other", as: .stranger)
            #expect(other.name == "Other" && other.rowVersion == 1)
        }
    }

    @Test func aChangeOfAModelIsKept() async throws {
        try await Household.run { house in
            var draft = try details("M-1")
            (draft.name, draft.line, draft.brand, draft.version, draft.category) = ("n", "l", "b", "v", "c")
            draft.gtins = ["00012345600012"]
            draft.announcedOn = try CivilDate(year: 2024)
            draft.releasedOn = try CivilDate(year: 2024, month: 2)
            draft.salesEndOn = try CivilDate(year: 2025, month: 3, day: 1)
            draft.supportEndOn = try CivilDate(year: 2030, month: 3, day: 1)
            draft.fleetPublished = true
            draft.specifications = [
                Specification(name: "Power", value: .number("62.5", unit: "WTT")),
                Specification(name: "Door", value: .text("left")), Specification(name: "Fan", value: .yesNo(true)),
            ]
            let change = draft
            try await house.registry.perform(as: .administrator) { desk in
                _ = try desk.updateModel(change, supersedes: nil, expecting: 1, of: "acme")
            }
            let kept = try await house.registry.model("M-1", of: "acme", as: .stranger)
            #expect(kept.model.details == change && kept.model.rowVersion == 2)
            #expect(kept.fleet?.units == 11)
            #expect(
                try await refusal(house) { desk in
                    _ = try desk.updateModel(change, supersedes: nil, expecting: 1, of: "acme")
                } == .modelChanged)
            #expect(
                try await refusal(house) { desk in
                    _ = try desk.updateModel(change, supersedes: "M-1", expecting: nil, of: "acme")
                } == .valueInvalid)
        }
    }

    static let manufacturerFields: [@Sendable (inout ManufacturerDraft, String) -> Void] = [
        { $0.slug = $1 }, { $0.name = $1 }, { $0.country = $1 }, { $0.note = $1 }, { $0.gs1Prefixes = [$1] },
        { $0.worldManufacturerIdentifiers = [$1] },
    ]

    @Test func hostileTextsAreNoPartOfAManufacturer() async throws {
        try await Household.run { house in
            for (index, set) in Self.manufacturerFields.enumerated() {
                for text in Self.hostile {
                    var draft = ManufacturerDraft(slug: "new", name: "New")
                    set(&draft, text)
                    let spoilt = draft
                    let code = try await refusal(house) { _ = try $0.createManufacturer(spoilt) }
                    #expect(code == .valueInvalid, "field \(index): \(text.prefix(20).debugDescription)")
                }
            }
        }
    }

    static let modelFields: [@Sendable (inout ModelDetails, String) -> Void] = [
        { $0.name = $1 }, { $0.line = $1 }, { $0.brand = $1 }, { $0.version = $1 }, { $0.category = $1 },
        { $0.gtins = [$1] }, { $0.specifications = [Specification(name: $1, value: .yesNo(true))] },
        { $0.specifications = [Specification(name: "s", value: .text($1))] },
        { $0.specifications = [Specification(name: "s", value: .number($1, unit: nil))] },
        { $0.specifications = [Specification(name: "s", value: .number("1", unit: $1))] },
    ]

    @Test func hostileTextsAreNoPartOfAModel() async throws {
        try await Household.run { house in
            for (index, set) in Self.modelFields.enumerated() {
                for text in Self.hostile {
                    var draft = try details()
                    set(&draft, text)
                    let spoilt = draft
                    let code = try await refusal(house) { desk in
                        _ = try desk.createModel(spoilt, supersedes: nil, of: "acme")
                    }
                    #expect(code == .valueInvalid, "field \(index): \(text.prefix(20).debugDescription)")
                }
            }
        }
    }

    @Test(arguments: ["12345600012", "00012345600013", "0001234560001２", "' OR 1=1 --"])
    func aGTINNeedsFourteenDigitsThatCheck(_ text: String) async throws {
        try await Household.run { house in
            var draft = try details()
            draft.gtins = [text]
            let spoilt = draft
            #expect(
                try await refusal(house) { _ = try $0.createModel(spoilt, supersedes: nil, of: "acme") }
                    == .valueInvalid)
        }
    }

    @Test func whatIsTakenIsRefusedAndNothingIsHalfDone() async throws {
        try await Household.run { house in
            var draft = try details()
            draft.gtins = ["00012345600012"]
            let first = draft
            draft.number = try ModelNumber(parsing: "M-4")
            let second = draft
            #expect(try await refusal(house) { _ = try $0.createModel(first, supersedes: nil, of: "acme") } == nil)
            #expect(
                try await refusal(house) { _ = try $0.createModel(first, supersedes: nil, of: "acme") } == .modelTaken)
            #expect(
                try await refusal(house) { _ = try $0.createModel(second, supersedes: nil, of: "acme") } == .gtinTaken)
            #expect(
                try await refusal(house) { desk in
                    _ = try desk.createManufacturer(ManufacturerDraft(slug: "half", name: "Half"))
                    _ = try desk.createManufacturer(ManufacturerDraft(slug: "acme", name: "Acme"))
                } == .manufacturerTaken)
            let models = try await house.registry.models(of: "acme", limit: 10, as: .administrator)
            #expect(models.map(\.number.text) == ["M-1", "M-2", "M-3"])
            let makers = try await house.registry.manufacturers(limit: 10, as: .stranger)
            #expect(makers.map(\.slug) == ["acme", "other"])
        }
    }

    @Test(arguments: [Int.min, -1, 0])
    func aPageOfNothingIsEmpty(_ limit: Int) async throws {
        try await Household.run { house in
            let models = try await house.registry.models(of: "acme", limit: limit, as: .administrator)
            #expect(models.isEmpty)
        }
    }

    @Test func aRepeatedRequestTakesEffectOnce() async throws {
        try await Household.run { house in
            let request = IdempotentRequest(route: "POST /models", key: "k", bodyHash: [1])
            let draft = try details()
            let issue: @Sendable (Commands) throws -> StoredResponse = { desk in
                let model = try desk.createModel(draft, supersedes: nil, of: "acme")
                return StoredResponse(status: 201, body: Array(model.id.description.utf8))
            }
            let first = try await house.registry.performOnce(request, as: .administrator, issue)
            let again = try await house.registry.performOnce(request, as: .administrator, issue)
            #expect(first.response == again.response && !first.isReplay && again.isReplay)
            // What failed is not kept: the same key may be tried again.
            let failing = IdempotentRequest(route: "POST /models", key: "f", bodyHash: [1])
            await #expect(throws: RegistryError.self) {
                try await house.registry.performOnce(failing, as: .administrator, issue)
            }
            let response = StoredResponse(status: 200, body: [])
            let retried = try await house.registry.performOnce(failing, as: .administrator) { _ in response }
            #expect(retried.response == response && !retried.isReplay)
        }
    }

    @Test func aPreviewOfABatchIssuesNothing() async throws {
        try await Household.run { house in
            let draft = BatchDraft(count: 5, fields: SerialFormat.Fields())
            let plan = try await house.registry.planBatch(draft, model: "M-1", of: "acme", as: .administrator)
            #expect(plan.firstSerial == "A0012" && plan.lastSerial == "A0016")
            #expect(try await house.registry.batches(of: "acme", model: "M-1", limit: 9, as: .administrator).count == 2)
            let issued = try await house.registry.perform(as: .administrator) {
                try $0.issue(draft, of: "acme", model: "M-1")
            }
            #expect(issued.number == plan.batch.number && issued.issue == plan.batch.issue)
        }
    }

    @Test func aRegistryIsSoundAfterAllThis() async throws {
        try await Household.run { house in
            try await house.registry.catchUp()
            #expect(try await house.registry.audit(as: .administrator).findings == [])
        }
    }
}
