import Foundation
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Did you mean")
struct DidYouMeanTests {
    @Test func whatWasProbablyMeantIsShownWithWhatDiffers() async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(1207, of: "FJ-320")
            #expect(serial == "TR2510001207" + serial.suffix(1))
            for (text, kind) in [
                ("TR2510001Z07", Misreading.Kind.confusable), ("TR2510001270", .swapped), ("TR2510004207", .wrong),
                ("TR251000127", .missing), ("TR25100012007", .extra),
            ] {
                let typed = text + serial.suffix(1)
                for (prefix, model) in [
                    ("", ""), ("FJ-320 ", ""), ("M/N FJ-320 S/N ", ""), ("S/N ", ""), ("", " Fjordlys"),
                ] {
                    let answer = try await shop.look(prefix + typed + model)
                    let unit = try #require(answer.candidates.first { $0.serial.text == serial }, "\(prefix)\(typed)")
                    #expect(unit.misreading.kind == kind, "\(typed)")
                    #expect(unit.model.number.text == "FJ-320" && unit.manufacturer.slug == "fjordlys")
                }
                #expect(try await shop.meant(typed.lowercased()).contains(serial))
                #expect(try await shop.meant("\(typed.prefix(4)) \(typed.dropFirst(4))").contains(serial))
            }
        }
    }

    @Test func unitsWithARowAreFoundInEveryScript() async throws {
        try await CopyShop.run { shop in
            for (typed, serial) in [
                ("Z30ZSWQW", "Z302SWQW"), ("Z302SQWW", "Z302SWQW"), ("Z302SWQ", "Z302SWQW"), ("ZZ302SWQW", "Z302SWQW"),
                ("ДЖ-4712-Я", "ДЖ-4711-Я"), ("ЖД4711Я", "ДЖ-4711-Я"), ("shared-79", "SHARED-77"),
                ("Q+4711-9", "Q+4711*9"),
                ("Z30AAAAI", "Z30AAAA1"), ("QOTQTHEQ", "Q0TQTHEO"),
            ] {
                let answer = try await shop.look(typed)
                let isFound = answer.candidates.contains { $0.serial.text == serial }
                // I for 1 is folded: that one is the unit itself.
                if case .unit(let found) = answer.outcome {
                    #expect(found.unit.key.serial.text == serial)
                } else {
                    #expect(isFound, "\(typed): \(answer.candidates.map(\.serial.text))")
                }
            }
        }
    }

    @Test func lookAlikesComeFirstAndAtMostFiveAreShown() async throws {
        try await CopyShop.run { shop in
            // Z for 2 and nine other digits in its place; only one of them looks like a Z.
            let answer = try await shop.look("NW000Z123")
            #expect(answer.candidates.first?.serial.text == "NW0002123")
            #expect(answer.candidates.first?.misreading.kind == .confusable)
            for text in ["NW000Z123", "NW000X123", "NW00012", "Z302SWQX", "NW00123"] {
                #expect(try await shop.meant(text).count <= 5)
            }
            #expect(try await shop.meant("Z302SWQX") == ["Z302SWQW", "Z302SWQZ"])
        }
    }

    @Test func whereNeighboursAreDenseTheModelOrTheCodeIsAskedFor() async throws {
        try await CopyShop.run { shop in
            for text in ["NW000123", "NW000012X"] {
                let answer = try await shop.look(text)
                #expect(answer.candidates.isEmpty, "\(text): \(answer.candidates.map(\.serial.text))")
                let note = try #require(answer.notes.first { $0.code == .manySimilar }, "\(answer.notes)")
                #expect(note.sentence.contains("Say the model"))
            }
            let named = try await shop.look("M/N NW-PLAIN S/N NW000123")
            #expect(named.isDense)
            #expect(named.notes.contains { $0.sentence.contains("Scan the code") })
        }
    }

    @Test func aNamedModelIsLookedAtFirstAndAlone() async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(4711, of: "NW-CHECKED")
            let typed = String(serial.dropLast(2)) + "U" + serial.suffix(1)
            let named = try await shop.look("M/N NW-CHECKED S/N \(typed)")
            #expect(named.candidates.allSatisfy { $0.model.number.text == "NW-CHECKED" })
            // The number may as well be right and the model be misread.
            let other = try await shop.look("M/N NW-PLAIN S/N \(typed)")
            #expect(other.candidates.map(\.serial.text) == named.candidates.map(\.serial.text))
        }
    }

    @Test func staffSeeNeighboursOfTheirManufacturersOnly() async throws {
        try await CopyShop.run { shop in
            let secret = try shop.serial(1207, of: "FJ-SECRET")
            let serial = try shop.serial(1207, of: "FJ-320")
            for typed in [serial.replacing("12", with: "1Z"), secret.replacing("12", with: "1Z"), "Z30ZSWQW"] {
                let all = try await shop.meant(typed)
                #expect(!all.isEmpty, "\(typed)")
                let isOfFjordlys = typed != "Z30ZSWQW"
                for role in Staff.allCases {
                    let own = isOfFjordlys ? shop.fjordlys : shop.northwind
                    let other = isOfFjordlys ? shop.northwind : shop.fjordlys
                    #expect(try await shop.meant(typed, as: shop.staff(of: own, role: role)) == all)
                    #expect(try await shop.meant(typed, as: .staff(role, .everyManufacturer)) == all)
                    let foreign = try await shop.look(typed, as: shop.staff(of: other, role: role))
                    #expect(foreign.candidates.isEmpty && !foreign.isDense)
                }
            }
        }
    }

    /// Texts near issued numbers, registered ones, those of the secret model, and near nothing.
    private static let texts = [
        "TR2510001Z07A", "TR2510001270A", "TR251000127A", "FJ-320 TR2510001Z07A", "M/N FJ-320 S/N TR2510001270A",
        "ZZ2510001Z07A", "ZZ2510001270A", "Z302SWQX", "M/N NW-FOREIGN S/N Z302SWQX", "NW000123", "NW000Z123",
        "M/N NW-PLAIN S/N NW00012Z", "K-00000I4X-2", "SHARED-78", "FJ-SECRET ZZ2510001270A",
    ]

    @Test(arguments: texts)
    func strangersLearnNothingOfNeighbours(_ text: String) async throws {
        var answers: [[String]] = []
        for issues in [true, false] {
            try await CopyShop.run(issues: issues) { shop in
                for principal in [Principal.stranger, .owner(ID(4711))] {
                    let answer = try await shop.look(text, as: principal)
                    #expect(answer.candidates.isEmpty && !answer.isDense)
                    #expect(!answer.notes.contains { $0.sentence.contains("SECRET") })
                    answers.append(answer.notes.map { "\($0)" } + answer.suggestions)
                }
            }
        }
        #expect(answers.allSatisfy { $0 == answers.first }, "\(text)")
    }

    @Test func strangersGetHelpAboutTheForm() async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(1207, of: "FJ-320")
            let typed = serial.replacing("12", with: "1Z")
            for text in [typed, typed.lowercased(), "FJ-320 \(typed)"] {
                let answer = try await shop.look(text, as: .stranger)
                let note = try #require(answer.notes.first { $0.code == .serialMalformed }, "\(text): \(answer.notes)")
                #expect(note.position == 9)
                #expect(note.sentence.contains("10th character"))
            }
            // Separators and case are no fault, and places are those of what was typed.
            let spaced = "FJ-320 S/N tr25 1000 12 08 \(serial.suffix(1).lowercased())"
            let note = try #require(
                try await shop.look(spaced, as: .stranger).notes.first { $0.code == .serialMalformed })
            #expect(note.sentence.contains("ask for the check character"), "\(note)")
            #expect(note.position == 16)
        }
    }

    @Test func hostileTextsHaveNoNeighbours() async throws {
        try await CopyShop.run { shop in
            for text in [
                "S/N " + String(repeating: "0", count: 10_000), "S/N \u{202E}\u{0}NW0\u{7}", "S/N ----", "S/N N/A",
                "0000",
                "S/N '; DROP TABLE units; --", String(repeating: "NW000123 ", count: 2_000),
            ] {
                let answer = try await shop.look(text)
                #expect(answer.candidates.count <= 5)
            }
        }
    }
}

@Suite("Properties of did-you-mean")
struct DidYouMeanPropertyTests {
    @Test(arguments: 1..<5 as Range<UInt64>)
    func everySlipLeadsBackUnlessNeighboursAreDense(_ seed: UInt64) async throws {
        try await CopyShop.run { shop in
            var random = SplitMix64(seed: seed)
            var dense = 0
            for round in 0..<60 {
                let (_, model, pattern) = try #require(CopyShop.models.randomElement(using: &random))
                let serial =
                    pattern == nil
                    ? CopyShop.foreign.randomElement(using: &random) ?? ""
                    : try shop.serial(
                        [Int64.random(in: 1...5_000, using: &random), 50_000, 50_199, 77_777]
                            .randomElement(using: &random) ?? 1, of: model)
                for kind in Misreading.Kind.allCases {
                    guard serial.utf8.allSatisfy({ $0 < 0x80 }),
                        let typed = Slip.put(kind, into: serial, using: &random),
                        FindKey.fold(typed) != FindKey.fold(serial)
                    else { continue }
                    let text = round % 2 == 0 ? typed : "M/N \(model) S/N \(typed)"
                    let answer = try await shop.look(text)
                    // A slip may make another unit's number.
                    if case .unit = answer.outcome { continue }
                    if case .choice = answer.outcome { continue }
                    dense += answer.isDense ? 1 : 0
                    let isMeant = answer.candidates.contains {
                        $0.serial.text == serial && $0.model.number.text == model
                    }
                    #expect(isMeant || answer.isDense, "seed \(seed): \(text) for \(serial)")
                    #expect(answer.candidates.count <= 5)
                }
            }
            #expect(dense < 150, "seed \(seed): most neighbourhoods can be told apart")
        }
    }
}

@Suite("Misread serial numbers of real drives")
struct MisreadDriveTests {
    private struct Vector: Decodable {
        struct Expect: Decodable {
            var serial: String?
            var model: String?
            var error: String?
        }
        var scheme: String
        var input: String
        var expect: Expect
    }

    @Test("Every miscopied number of the vectors leads back to its drive among 43,662")
    func vectors() async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let lines = try String(
            contentsOf: folder.appendingPathComponent("Vectors/ids-corrections.jsonl"), encoding: .utf8)
        let vectors = try lines.split(separator: "\n").filter { $0.contains("serial-fuzzy") }
            .map { try JSONDecoder().decode(Vector.self, from: Data($0.utf8)) }
        #expect(vectors.count == 319)
        try await withRegistry { registry, _ in
            for table in [ImportTable.manufacturers, .models] {
                let text = String(decoding: try demoFile("backblaze/\(table.rawValue).csv"), as: UTF8.self)
                _ = try await registry.importing(table, text)
            }
            // A row a drive, without its history.
            let events = String(decoding: try unpacked(demoFile("backblaze/events.csv.gz")), as: UTF8.self)
            let units = Set(events.split(separator: "\n").dropFirst().map { $0.split(separator: ",").prefix(3) })
                .map { $0.joined(separator: ",") }
            let report = try await registry.importing(
                .units, "manufacturer,model,serial\n" + units.sorted().joined(separator: "\n") + "\n")
            #expect(report.errors.isEmpty && report.created == 43_662)
            var dense = 0
            for vector in vectors {
                for text in [vector.input, "M/N \(vector.expect.model ?? "") S/N \(vector.input)"] {
                    let answer = try await registry.lookup(text, as: .administrator)
                    var found = answer.candidates.map(\.serial.text)
                    if case .unit(let unit) = answer.outcome { found.append(unit.unit.key.serial.text) }
                    if case .choice(let units, _) = answer.outcome { found += units.map(\.unit.key.serial.text) }
                    dense += answer.isDense ? 1 : 0
                    #expect(
                        found.contains(vector.expect.serial ?? "") || answer.isDense,
                        "\(text): \(vector.expect), \(found)")
                }
            }
            #expect(dense < 20, "\(dense)")
        }
    }
}
