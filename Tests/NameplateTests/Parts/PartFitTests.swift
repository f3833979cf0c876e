import Identifiers
import Nameplate
import Registry
import Testing

@Suite("What fits a unit")
struct PartFitTests {
    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                for number in ["CX-90", "CX-95", "CX-97", "LAMP-1", "DOOR-9"] {
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: "fjordlys")
                }
                var secret = ModelDetails(number: try ModelNumber(parsing: "DOOR-10"))
                secret.releasedOn = try CivilDate(parsing: "2030-01-01")
                _ = try commands.createModel(secret, supersedes: nil, of: "fjordlys")
                func add(
                    _ part: String, _ kind: PartFit.Kind, quantity: Int64 = 1, position: String = "",
                    population: String? = nil
                ) throws {
                    _ = try commands.setPart(part, of: "FJ-320", "fjordlys") {
                        PartFit($0, kind, quantity: quantity, position: position, population: population)
                    }
                }
                try add(
                    "CX-90", .sparePart, position: "compressor", population: "produced < 2025-06-01")
                try add(
                    "CX-97", .sparePart, position: "compressor", population: "produced >= 2025-06-01")
                try add("LAMP-1", .consumable, quantity: 2)
                try add("DOOR-10", .accessory, position: "door")
                try commands.supersedePart(
                    "CX-90", by: "CX-95", of: "fjordlys", isTwoWay: false, reason: "Quieter", since: nil)
            }
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    @Test(
        arguments: [
            ("CX-90", PartVerdict.Outcome.fits, nil, []), ("CX-95", .substitutes, "CX-90", []),
            ("CX-97", .otherUnits, nil, ["CX-90"]), ("LAMP-1", .fits, nil, []), ("DOOR-9", .notListed, nil, []),
        ] as [(String, PartVerdict.Outcome, String?, [String])])
    func thePartInHandIsRightOrNot(
        _ part: String, _ outcome: PartVerdict.Outcome, _ instead: String?, _ right: [String]
    ) async throws {
        try await Self.with { sample in
            let verdict = try await sample.registry.verdict(
                onPart: part, forUnit: sample.issuedSerial, model: "FJ-320", of: "fjordlys", as: .stranger)
            #expect(verdict.outcome == outcome && verdict.instead?.number.text == instead)
            #expect(verdict.right.map(\.number.text) == right)
        }
    }

    @Test func aUnitsListSaysWhatFitsItAndStrangersAreNotToldOfBatches() async throws {
        try await Self.with { sample in
            func list(_ principal: Principal) async throws -> [String] {
                let answer = try await sample.registry.parts(
                    ofUnit: sample.issuedSerial, model: "FJ-320", of: "fjordlys", limit: 10, as: principal)
                return answer.parts.map { part in
                    let fits = part.fitsUnit.map { $0 ? "yes" : "no" } ?? "?"
                    let substitutes = part.substitutes.map(\.part.number.text).joined(separator: "+")
                    return "\(part.part.number.text) \(fits) \(part.population ?? "-") \(substitutes)"
                }
            }
            // Ids say nothing of the order in which parts of one place were added.
            let (known, all) = (try await list(.stranger).sorted(), try await list(.administrator).sorted())
            #expect(known == ["CX-90 yes - CX-95", "CX-97 no - ", "LAMP-1 yes - "])
            #expect(
                all == [
                    "CX-90 yes produced < 2025-06-01 CX-95", "CX-97 no produced >= 2025-06-01 ", "DOOR-10 yes - ",
                    "LAMP-1 yes - ",
                ])
        }
    }

    @Test func aRangeThatHasNoOrderIsRefusedWhereItIsWritten() async throws {
        try await Self.with { sample in
            let text = "serial from \(sample.issuedSerial) to A-9"
            await #expect {
                try await sample.registry.perform(as: .administrator) { commands in
                    _ = try commands.setPart("DOOR-9", of: "FJ-320", "fjordlys") {
                        PartFit($0, .kit, population: text)
                    }
                }
            } throws: { ($0 as? RegistryError)?.code == .populationRange }
            await #expect {
                try await sample.registry.perform(as: .administrator) { commands in
                    _ = try commands.set(ModelVersion("X", population: text), of: "FJ-320", "fjordlys")
                }
            } throws: { ($0 as? RegistryError)?.code == .populationRange }
        }
    }

    /// A format that came later may leave a range without an order.
    @Test func whatCannotBeToldOfAUnitAnyMoreIsSaidSoAndKeepsNothingElseBack() async throws {
        try await Self.with { sample in
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "OLD-1")), supersedes: nil, of: "fjordlys")
                _ = try commands.setPart("LAMP-1", of: "OLD-1", "fjordlys") { PartFit($0, .consumable) }
                _ = try commands.setPart("DOOR-9", of: "OLD-1", "fjordlys") {
                    PartFit($0, .sparePart, position: "door", population: "serial from X100 to Y-9")
                }
                _ = try commands.set(
                    ModelVersion("A", population: "serial from X100 to Y-9"), of: "OLD-1", "fjordlys")
                var event = EventDraft(time: SampleRegistry.now - SampleRegistry.day)
                event.businessStep = .commissioning
                _ = try commands.register(
                    try SerialNumber(parsing: "W-5"), of: "fjordlys", model: "OLD-1", event: event)
                _ = try commands.createFormat("X{seq:3}", of: "fjordlys", model: "OLD-1")
            }
            let list = try await sample.registry.parts(
                ofUnit: "W-5", model: "OLD-1", of: "fjordlys", limit: 10, as: .stranger)
            #expect(
                Set(list.parts.map { "\($0.part.number.text) \($0.fitsUnit.map(String.init) ?? "?")" }) == [
                    "LAMP-1 true", "DOOR-9 ?",
                ])
            func outcome(_ part: String) async throws -> PartVerdict.Outcome {
                try await sample.registry.verdict(
                    onPart: part, forUnit: "W-5", model: "OLD-1", of: "fjordlys", as: .stranger
                ).outcome
            }
            #expect(try await outcome("DOOR-9") == .cannotTell)
            #expect(try await outcome("LAMP-1") == .fits)
            #expect(
                try await sample.registry.version(
                    ofUnit: "W-5", model: "OLD-1", of: "fjordlys", as: .administrator) == nil)
        }
    }

    @Test func aPartSaysWhereItIsUsedPageByPage() async throws {
        try await Self.with { sample in
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.setPart("LAMP-1", of: "FJ-900S", "fjordlys") { PartFit($0, .consumable) }
            }
            func uses(_ principal: Principal) async throws -> Set<String> {
                var (found, last): (Set<String>, KeptEntry<PartFit>?) = ([], nil)
                repeat {
                    let page = try await sample.registry.uses(
                        ofPart: "LAMP-1", "fjordlys", after: last, limit: 1, as: principal)
                    found.formUnion(page.uses.map(\.model.number.text))
                    last = page.next
                } while last != nil
                return found
            }
            let (known, all) = (try await uses(.stranger), try await uses(.administrator))
            #expect(known == ["FJ-320"] && all == ["FJ-320", "FJ-900S"])
        }
    }

    @Test func onlyWhoEditsTheCatalogueSaysWhatFits() async throws {
        try await Self.with { sample in
            await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .stranger) { commands in
                    _ = try commands.setPart("LAMP-1", of: "FJ-320", "fjordlys") { PartFit($0, .kit) }
                }
            }
        }
    }
}
