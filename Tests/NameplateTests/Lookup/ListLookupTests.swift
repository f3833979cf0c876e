import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Lists of serial numbers")
struct ListLookupTests {
    private func verdicts(
        _ lines: [String], model: String? = nil, as principal: Principal = .administrator, in shop: CopyShop
    ) async throws -> [ListVerdict] {
        var list = shop.registry.listLookup(model: model, as: principal)
        let entries = lines.enumerated().map { SerialListEntry(line: $0.offset + 1, text: $0.element) }
        let verdicts = try await list.judge(entries)
        #expect(list.counts.entries == lines.count)
        for verdict in ListVerdict.Verdict.allCases {
            #expect(list.counts[verdict] == verdicts.count { $0.verdict == verdict })
        }
        return verdicts
    }

    @Test func everyEntryGetsAVerdictInOrder() async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(1207, of: "FJ-320")
            let last = serial.last == "A" ? "B" : "A"
            let lines: [(String, ListVerdict.Verdict)] = [
                (serial, .found), ("Z302SWQW", .found), (serial.lowercased(), .duplicate),
                ("M/N NW-FOREIGN S/N Z302SWQZ", .found), ("FJ-320\t\(serial)", .duplicate), ("", .empty),
                (" \u{200B}", .empty),
                (serial.dropLast() + String(last), .malformed),
                ("FJ-320 \(try shop.serial(9_999, of: "FJ-320"))", .notIssued),
                ("FJ-320", .modelOnly), ("N/A", .unknown), ("W99X00Q7771", .unknown), ("w99x-00q7771", .duplicate),
                ("\u{202E}\u{0}<script>", .unknown), (String(repeating: "A1", count: 1_000), .unknown),
            ]
            let found = try await verdicts(lines.map(\.0), in: shop)
            for (verdict, line) in zip(found, lines) { #expect(verdict.verdict == line.1, "\(line.0): \(verdict)") }
            #expect(found.map(\.line) == Array(1...lines.count))
            #expect(found[2].duplicateOf == 1 && found[4].duplicateOf == 1 && found[12].duplicateOf == 12)
            #expect(found[0].serial?.text == serial && found[0].model?.number.text == "FJ-320")
            #expect(found[0].manufacturer?.slug == "fjordlys")
            #expect(found[7].position == 12 && found[7].reason?.contains("check character") == true)
            #expect(found.allSatisfy { $0.text.unicodeScalars.count <= ListVerdict.longestText })
        }
    }

    @Test func aNumberOfSeveralProductsAsksForTheModel() async throws {
        try await CopyShop.run { shop in
            try await shop.registry.perform(as: .administrator) { desk in
                var event = EventDraft(time: CopyShop.now - 1_000_000)
                event.businessStep = .commissioning
                _ = try desk.register(
                    try SerialNumber(parsing: "Z302SWQW"), of: "fjordlys", model: "FJ-320", event: event)
            }
            let found = try await verdicts(["Z302SWQW", "Z302-SWQW"], in: shop)
            #expect(found.map(\.verdict) == [.several, .duplicate])
            #expect(found[0].reason?.contains("say the model") == true)
            #expect(
                try await verdicts(["Z302SWQW"], model: "NW-FOREIGN", in: shop)[0].model?.number.text == "NW-FOREIGN")
        }
    }

    @Test func theModelOfTheListOrOfItsEntryIsTaken() async throws {
        try await CopyShop.run { shop in
            let found = try await verdicts(["Z302SWQW", "NW0000001"], model: "NW-FOREIGN", in: shop)
            #expect(found.map(\.verdict) == [.found, .unknown])
            let other = try await verdicts(["Z302SWQW"], model: "QX-9", in: shop)
            #expect(other[0].verdict == .unknown && other[0].reason?.contains("QX-9") == true)
            var list = shop.registry.listLookup(model: "QX-9", as: .administrator)
            let own = try await list.judge([SerialListEntry(line: 1, text: "NW0000001", model: "NW-PLAIN")])
            #expect(own[0].verdict == .found)
        }
    }

    @Test func strangersLearnOfEachEntryWhatAStrangerMayKnow() async throws {
        try await CopyShop.run { shop in
            let secret = try shop.serial(7, of: "FJ-SECRET")
            let lines = [
                "Z302SWQW", secret, try shop.serial(7, of: "FJ-320"), "ZZ2510000007" + (secret.last == "A" ? "B" : "A"),
            ]
            let strangers = try await verdicts(lines, as: .stranger, in: shop)
            #expect(strangers.map(\.verdict) == [.found, .unknown, .found, .malformed])
            #expect(strangers.allSatisfy { $0.state == nil })
            #expect(strangers[1].manufacturer == nil && strangers[1].model == nil)
            let staff = try await verdicts(lines, as: shop.staff(of: shop.fjordlys), in: shop)
            #expect(staff.map(\.verdict) == [.found, .found, .found, .malformed])
            #expect(staff.map { $0.state != nil } == [false, true, true, false])
            let other = try await verdicts(lines, as: shop.staff(of: shop.northwind), in: shop)
            #expect(other.map { $0.state != nil } == [true, false, false, false])
        }
    }

    @Test func aVerdictOfAListIsThatOfALookUp() async throws {
        try await CopyShop.run { shop in
            var random = SplitMix64(seed: 5)
            var lines: [String] = []
            for _ in 0..<150 {
                let model = CopyShop.models.randomElement(using: &random)?.1 ?? ""
                let serial =
                    model == "NW-FOREIGN"
                    ? CopyShop.foreign.randomElement(using: &random) ?? ""
                    : try shop.serial(Int64.random(in: 1...6_000, using: &random), of: model)
                let kind = Misreading.Kind.allCases.randomElement(using: &random) ?? .wrong
                lines.append(
                    Bool.random(using: &random) ? serial : Slip.put(kind, into: serial, using: &random) ?? serial)
            }
            for principal in [Principal.stranger, .administrator] {
                for (line, verdict) in zip(lines, try await verdicts(lines, as: principal, in: shop)) {
                    guard verdict.verdict != .duplicate else { continue }
                    switch try await shop.look(line, as: principal).outcome {
                    case .unit(let found):
                        #expect(verdict.verdict == .found && verdict.serial == found.unit.key.serial, "\(line)")
                    case .choice: #expect(verdict.verdict == .several, "\(line)")
                    case .model, .unknown: #expect(verdict.serial == nil && verdict.verdict != .found, "\(line)")
                    }
                }
            }
        }
    }

    @Test func aListHasAnEnd() async throws {
        try await CopyShop.run { shop in
            var list = shop.registry.listLookup(as: .stranger)
            let part = (0..<50_000).map { SerialListEntry(line: $0, text: "") }
            for _ in 0..<(SerialListLimit.entries / 50_000) { _ = try await list.judge(part) }
            await #expect(throws: RegistryError.self) { try await list.judge([SerialListEntry(line: 1, text: "")]) }
        }
    }
}
