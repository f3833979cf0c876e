import Identifiers
import TestSupport
import Testing

/// Serial numbers of real drives, whose formats their makers have not told.
@Suite struct RealDriveTests {
    private static func serials() throws -> [String: [Substring]] {
        var serials: [String: [Substring]] = [:]
        var model = ""
        for line in try VectorFiles.text("learn-drives.txt").split(separator: "\n") {
            if line.hasPrefix("# ") {
                model = String(line.dropFirst(2))
            } else {
                serials[model, default: []].append(line)
            }
        }
        return serials
    }

    private func learn(_ model: String) throws -> LearntGroup {
        var list = SerialList()
        for one in try #require(try Self.serials()[model]) { try list.add(one) }
        return try #require(try list.learnFormats().groups.first)
    }

    /// Seagate counts with digits and letters but for I, O and U; one to three characters before that stay.
    @Test(arguments: [
        ("ST31500341AS", "9VS{seq:5:[0-9A-HJ-NP-TV-Z]}"), ("ST6000DX000", "Z4D{seq:5:[0-9A-HJ-NP-TV-Z]}"),
        ("ST3000DM001", "{plant:1}1F{seq:5:[0-9A-HJ-NP-TV-Z]}"), ("ST4000DX000", "Z1Z{seq:5:base34}"),
    ])
    func seagateCountsWithoutIOU(model: String, pattern: String) throws {
        let group = try learn(model)
        #expect(group.length == 8)
        #expect(group.proposals.first?.format.pattern == pattern)
    }

    /// HGST counts with 31 characters, after letters that stay with the model, and before one that varies.
    @Test(arguments: [
        ("HGST HMS5C4040ALE640", "PL"), ("HGST HMS5C4040BLE640", "PL"), ("Hitachi HDS722020ALA330", "JK"),
    ])
    func hitachiCountsWithThirtyOneCharacters(model: String, prefix: String) throws {
        let group = try learn(model)
        let first = try #require(group.proposals.first)
        #expect(group.length == 14)
        #expect(first.format.pattern.hasPrefix(prefix))
        #expect(first.format.sequence.alphabet.name == "[0-9ABDEGHJ-NPR-Z]")
    }

    @Test func westernDigitalBeginsAlike() throws {
        for model in ["WDC WD10EADS", "WDC WD20EFRX", "WDC WD30EFRX", "WDC WD60EFRX"] {
            let group = try learn(model)
            #expect(group.length == 15)
            #expect(group.proposals.first?.format.pattern.hasPrefix("WD-W") == true, "\(model)")
        }
    }

    /// No drive has check characters or a date that a format could print; a date may be guessed, but never surely
    /// where nothing in it could fail.
    @Test func nothingIsClaimedSurelyThatCouldNotFail() throws {
        for (model, all) in try Self.serials() {
            var list = SerialList()
            for one in all { try list.add(one) }
            let learnt = try list.learnFormats()
            #expect(learnt.exceptionCount * 20 <= all.count, "\(model)")
            for proposal in learnt.groups.flatMap(\.proposals) {
                #expect(proposal.format.check == nil, "\(model): \(proposal.format)")
                let isSureOfDate = proposal.confidence != .low && proposal.format.needs.date != nil
                #expect(!isSureOfDate || proposal.readByChance <= 0.97, "\(model): \(proposal.format)")
            }
        }
    }
}
