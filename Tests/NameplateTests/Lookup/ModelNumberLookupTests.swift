import Identifiers
import Nameplate
import Registry
import Testing

@Suite("Look-up by other numbers")
struct ModelNumberLookupTests {
    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.addNumber("FJ-320(W,S)*", .variant, to: "FJ-320", of: "fjordlys")
                _ = try commands.addNumber("KUL 320", .former, to: "FJ-320", of: "fjordlys")
                _ = try commands.addNumber("FJ-900(A,B)", .variant, to: "FJ-900S", of: "fjordlys")
                // It looks like serial numbers of drives.
                _ = try commands.addNumber("Z300*", .variant, to: "HMS5C4040ALE640", of: "hgst")
            }
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    @Test func aNumberThatAFamilyStandsForLeadsToTheModelAndItsUnits() async throws {
        try await Self.with { sample in
            for (text, code) in [
                ("FJ-320W", LookupNote.Code.familyNumber), ("fj320s-eu", .familyNumber), ("KUL 320", .formerNumber),
                ("Model: FJ-320W", .familyNumber),
            ] {
                let answer = try await sample.registry.lookup(text, as: .stranger)
                guard case .model(let found) = answer.outcome else {
                    Issue.record("\(text): \(answer.outcome)")
                    continue
                }
                #expect(found.model.number.text == "FJ-320" && answer.notes.contains { $0.code == code }, "\(text)")
            }
            for text in ["FJ-320W \(sample.issuedSerial)", "Model FJ-320W S/N \(sample.issuedSerial)"] {
                let answer = try await sample.registry.lookup(text, as: .stranger)
                guard case .unit(let found) = answer.outcome else {
                    Issue.record("\(text): \(answer.outcome)")
                    continue
                }
                #expect(found.unit.key.serial.text == sample.issuedSerial)
            }
        }
    }

    @Test func aSerialNumberIsNotTakenForAFamilys() async throws {
        try await Self.with { sample in
            let answer = try await sample.registry.lookup("Z300ABCD", as: .stranger)
            guard case .unit = answer.outcome else {
                Issue.record("\(answer.outcome)")
                return
            }
        }
    }

    @Test func familiesOfModelsThatAreNotReleasedAreHidden() async throws {
        try await Self.with { sample in
            let answer = try await sample.registry.lookup("FJ-900A", as: .stranger)
            let none = try await sample.registry.lookup("FJ-700A", as: .stranger)
            #expect(!answer.isFound && answer.notes.map(\.code) == none.notes.map(\.code))
            guard case .unknown = answer.outcome else {
                Issue.record("\(answer.outcome)")
                return
            }
            let staff = try await sample.registry.lookup("FJ-900A", as: .administrator)
            guard case .model(let found) = staff.outcome else {
                Issue.record("\(staff.outcome)")
                return
            }
            #expect(found.model.number.text == "FJ-900S")
        }
    }

    @Test func renumberingKeepsUnitsAndHistory() async throws {
        try await Self.with { sample in
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.renumberModel("FJ-320", to: "FJ-321", of: "fjordlys")
            }
            for number in ["FJ-320", "FJ-321"] {
                let answer = try await sample.registry.lookup("\(number) \(sample.issuedSerial)", as: .stranger)
                guard case .unit(let found) = answer.outcome else {
                    Issue.record("\(number): \(answer.outcome)")
                    continue
                }
                #expect(found.model.number.text == "FJ-321")
                let unit = try await sample.registry.unit(
                    sample.issuedSerial, model: number, of: "fjordlys", as: .administrator)
                #expect(unit.model.number.text == "FJ-321")
            }
            #expect(try await sample.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func onlyWhoEditsTheCatalogueRenumbers() async throws {
        try await Self.with { sample in
            await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .stranger) { commands in
                    _ = try commands.renumberModel("FJ-320", to: "FJ-321", of: "fjordlys")
                }
            }
        }
    }
}

@Suite("What model numbers say")
struct ModelNumberReadingTests {
    @Test func strangersAreToldWhatIsPublished() async throws {
        let sample = try await SampleRegistry()
        let registry = sample.registry
        let text = "FJ-{capacity:3}{type}\ncapacity = Capacity: # L\ntype = Doors: 1\ntype S = Doors: 2"
        func told(_ number: String, _ principal: Principal) async throws -> (Int, String?) {
            let answer = try await registry.explain(modelNumber: number, of: "fjordlys", as: principal)
            return (answer.readings.count, answer.model?.number.text)
        }
        try await registry.perform(as: .administrator) { commands in
            _ = try commands.setNomenclature("FJ", text, isPublished: false, of: "fjordlys")
        }
        #expect(try await told("FJ-450S", .administrator) == (1, nil))
        #expect(try await told("FJ-320", .stranger) == (0, "FJ-320"))
        #expect(try await registry.nomenclatures(of: "fjordlys", as: .stranger).isEmpty)
        await #expect(throws: RegistryError.self) {
            try await registry.nomenclature("FJ", of: "fjordlys", as: .stranger)
        }
        await #expect(throws: RegistryError.self) {
            try await registry.perform(as: .stranger) { commands in
                try commands.removeNomenclature("FJ", of: "fjordlys")
            }
        }
        try await registry.perform(as: .administrator) { commands in
            _ = try commands.setNomenclature("FJ", text, isPublished: true, of: "fjordlys")
        }
        #expect(try await told("FJ-320", .stranger) == (1, "FJ-320"))
        // A model that is not released is one that nobody has made.
        #expect(try await told("FJ-900S", .stranger) == (1, nil))
        #expect(try await told("FJ-900S", .administrator) == (1, "FJ-900S"))
        await sample.close()
    }
}
