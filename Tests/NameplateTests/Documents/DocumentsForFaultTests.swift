import Identifiers
import Nameplate
import Registry
import Testing

/// The procedure for a fault of a model, and of one of its units, on the cold rooms of ``ClaimStage``.
@Suite struct DocumentsForFaultTests {
    /// What is right for `CR-1`: `cooling`, below it `leak` with `pinhole`, and `fan`; `door`.
    private static func shelve(_ stage: ClaimStage) async throws {
        try await stage.registry.perform(as: .administrator) { commands in
            for code in [
                FaultCode("cooling", titles: [:]), FaultCode("leak", below: "cooling", titles: [:]),
                FaultCode("pinhole", below: "leak", titles: [:]), FaultCode("fan", below: "cooling", titles: [:]),
                FaultCode("door", titles: [:]), FaultCode("lamp", titles: [:], isRetired: true),
            ] {
                try commands.setFaultCode(code, of: "fjordlys")
            }
            func add(
                _ title: String, _ codes: [String], _ kind: Document.Kind = .repairProcedure,
                _ change: (inout DocumentDetails) -> Void = { _ in }
            ) throws {
                var details = DocumentDetails(kind, title, number: title, audience: .partners, faultCodes: codes)
                change(&details)
                _ = try commands.addDocument(
                    details, .link("https://fjordlys.example/p"), of: ["CR-1"], "fjordlys")
            }
            try add("A drawing of the leak", ["leak"], .drawing) { $0.audience = .everybody }
            try add("Cooling", ["cooling"])
            try add("Later", ["cooling"]) { $0.population = "produced >= 2026-01-01" }
            try add("Leak", ["fan", "leak"])
            try add("Pinhole", ["pinhole"])
            try add("Manual", [], .manual) { $0.audience = .everybody }
            try add("Staff", ["leak"]) { $0.audience = .staff }
        }
    }

    @Test func whatIsForTheFaultOrAWiderOneComesTheNearestFirst() async throws {
        try await ClaimStage.with { stage in
            try await Self.shelve(stage)
            func ofUnit(_ fault: String?, as principal: Principal? = nil) async throws -> [String] {
                try await stage.registry.documents(
                    forUnit: "ROOM-1", model: "CR-1", of: "fjordlys", fault: fault, as: principal ?? stage.shop
                ).documents.map(\.document.details.title)
            }
            #expect(try await ofUnit("leak") == ["Leak", "Cooling", "A drawing of the leak"])
            #expect(try await ofUnit("pinhole") == ["Pinhole", "Leak", "Cooling", "A drawing of the leak"])
            #expect(try await ofUnit("cooling") == ["Cooling"])
            #expect(try await ofUnit("fan") == ["Leak", "Cooling"])
            for fault in ["door", "lamp"] { #expect(try await ofUnit(fault) == []) }
            #expect(try await ofUnit(nil).count == 5)
            #expect(await ClaimStage.refusal { _ = try await ofUnit("nix") } == .faultUnknown)
            // A procedure stays for those for whom it is, and nobody learns by asking which codes there are.
            #expect(try await ofUnit("leak", as: .stranger) == ["A drawing of the leak"])
            #expect(try await ofUnit("nix", as: .stranger) == [])
            #expect(try await ofUnit("leak", as: .administrator).contains("Staff"))
        }
    }

    @Test func aModelsListIsNarrowedLikewise() async throws {
        try await ClaimStage.with { stage in
            try await Self.shelve(stage)
            func ofModel(_ fault: String, _ kinds: Set<Document.Kind> = []) async throws -> [String] {
                try await stage.registry.documents(
                    of: "CR-1", "fjordlys", kinds: kinds, fault: fault, as: stage.shop
                ).documents.map(\.document.details.title)
            }
            #expect(try await ofModel("leak") == ["Leak", "Cooling", "Later", "A drawing of the leak"])
            #expect(try await ofModel("leak", [.drawing]) == ["A drawing of the leak"])
            #expect(await ClaimStage.refusal { _ = try await ofModel("nix") } == .faultUnknown)
        }
    }

    /// An order may name what was never in the tree, or is not in it any more.
    @Test func theFaultOfARecordIsNeverRefused() async throws {
        try await ClaimStage.with { stage in
            try await Self.shelve(stage)
            let unit = try await stage.registry.unit("ROOM-1", model: "CR-1", of: "fjordlys", as: stage.shop)
            func titles(_ fault: String) async throws -> [String] {
                try await stage.registry.documents(for: unit, fault: fault, languages: [], as: stage.shop)
                    .documents.map(\.document.details.title)
            }
            #expect(try await titles("nix") == [])
            #expect(try await titles("fan") == ["Leak", "Cooling"])
        }
    }
}
