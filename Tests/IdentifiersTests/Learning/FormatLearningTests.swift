import Identifiers
import TestSupport
import Testing

/// Formats whose truth is known are found again from their serial numbers.
@Suite struct FormatLearningTests {
    private struct Rates {
        var lists = 0
        var first = 0
        var among = 0
        var sure = 0
        var surelyWrong = 0
        var falseChecks = 0
    }

    private func rates(seeds: ClosedRange<UInt64>, hints: Bool) throws -> Rates {
        var rates = Rates()
        for seed in seeds {
            var random = SplitMix64(seed: seed)
            let maker = try InventedMaker(using: &random)
            let list = try maker.list(dates: hints, plants: hints)
            guard list.count >= SerialList.fewest else { continue }
            let proposals = try list.learnFormats().groups.first?.proposals ?? []
            rates.lists += 1
            let isRight = proposals.first.map { maker.isTruthAsShown($0.format) } ?? false
            if isRight { rates.first += 1 }
            if proposals.contains(where: { maker.isTruthAsShown($0.format) || maker.isTruth($0.format) }) {
                rates.among += 1
            }
            if proposals.first?.confidence == .high {
                rates.sure += 1
                if !isRight { rates.surelyWrong += 1 }
            }
            if maker.format.check == nil, proposals.first?.format.check != nil { rates.falseChecks += 1 }
            if !isRight { print("seed \(seed): \(maker.format) is not \(proposals.map(\.format.pattern))") }
        }
        return rates
    }

    /// A maker reads the proposal through before he goes on with it, and may leave it: one in twenty may be wrong, if it
    /// does not call itself sure. What no list without hints can tell, such as plants whose codes begin alike, is in
    /// that one.
    @Test func theTruthComesFirstFromTheCharactersAlone() throws {
        let rates = try rates(seeds: 5001...5040, hints: false)
        #expect(rates.first * 20 >= rates.lists * 19, "\(rates)")
        #expect(rates.among * 50 >= rates.lists * 49, "\(rates)")
        #expect(rates.falseChecks == 0)
    }

    /// With the dates and plants of the list nothing much is left open: one in fifty.
    @Test func datesAndPlantsSettleMore() throws {
        let rates = try rates(seeds: 6001...6025, hints: true)
        #expect(rates.first * 50 >= rates.lists * 49, "\(rates)")
        #expect(rates.among * 50 >= rates.lists * 49, "\(rates)")
        #expect(rates.sure * 3 >= rates.lists, "\(rates)")
        #expect(rates.surelyWrong * 50 <= rates.sure, "\(rates)")
        #expect(rates.falseChecks == 0)
    }

    private func list(_ count: Int, _ make: (Int) throws -> String) throws -> SerialList {
        var list = SerialList()
        for index in 0..<count { try list.add(make(index)) }
        return list
    }

    @Test(arguments: [("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 8), ("0123456789", 10), ("0123456789ABCDEF", 12)])
    func numbersDrawnAtRandomGetNoFormat(symbols: String, length: Int) throws {
        for seed in UInt64(1)...5 {
            var random = SplitMix64(seed: seed)
            let symbols = Array(symbols)
            let list = try list(600) { _ in
                "K" + String((0..<length).map { _ in symbols[Int.random(in: 0..<symbols.count, using: &random)] })
            }
            let group = try #require(try list.learnFormats().groups.first)
            #expect(group.finding == .random, "seed \(seed): \(group.proposals.map(\.format.pattern))")
            #expect(group.proposals.isEmpty)
        }
    }

    @Test func aCounterIsNotTakenForRandom() throws {
        var random = SplitMix64(seed: 3)
        let list = try list(500) { _ in
            "WX\(String(Int.random(in: 0..<30_000, using: &random) + 10_000_000).dropFirst())"
        }
        let group = try #require(try list.learnFormats().groups.first)
        #expect(group.proposals.first?.format.pattern == "WX{seq:7}")
        #expect(group.proposals.first?.fields.last?.highest.hasPrefix("0029") == true)
    }

    @Test func aCheckIsClaimedWithItsOdds() throws {
        let format = try SerialFormat(parsing: "A{seq:6}{check:mod37-36}")
        let writer = try format.writer(for: .init())
        var random = SplitMix64(seed: 2)
        let list = try list(300) { try writer.text(of: Int64($0 * 7 + Int.random(in: 0...6, using: &random))) }
        let first = try #require(try list.learnFormats().groups.first?.proposals.first)
        #expect(first.format == format)
        #expect(first.confidence == .high)
        #expect(first.readByChance < 0.1)
        guard case .check(.mod37x36, let right, let total, let logOdds)? = first.reasons.first else {
            Issue.record("\(first.reasons)")
            return
        }
        #expect(right == total)
        #expect(logOdds > 100)
    }

    @Test func whatIsNoSerialNumberIsSetAside() throws {
        var list = SerialList()
        for number in 1...60 { try list.add(" SN-\(1000 + number) ") }
        for text in ["N/A", "unknown", "SN-1001", "", "--", String(repeating: "7", count: 80), "Größe"] {
            try list.add(text)
        }
        try list.add("TOO-SHORT-1")
        let learnt = try list.learnFormats()
        #expect(learnt.serials == 61)
        #expect(learnt.setAside == [.placeholder: 3, .repeated: 1, .unusable: 2])
        #expect(learnt.examplesSetAside.count == 5)
        #expect(learnt.groups.map(\.length) == [7])
        #expect(learnt.exceptions.map(\.text) == ["TOO-SHORT-1"])
        #expect(learnt.exceptions.first?.error == nil)
        let pattern = learnt.groups.first?.proposals.first?.format.pattern
        #expect(pattern == "SN-10{seq:2}" || pattern == "SN-1{seq:3}", "\(pattern ?? "")")
    }

    @Test func anExceptionSaysWhy() throws {
        var list = SerialList()
        for number in 1...200 { try list.add("K24\(number % 50 + 101)\(10_000 + number)") }
        try list.add("K24999X0001")
        let learnt = try list.learnFormats()
        #expect(learnt.exceptionCount == 1)
        #expect(learnt.exceptions.first?.text == "K24999X0001")
        #expect(learnt.exceptions.first?.error?.code == .character)
    }

    @Test func aListThatIsTooShortIsRefused() throws {
        let error = #expect(throws: IdentifierError.self) { try list(49) { "A\($0 + 100)" }.learnFormats() }
        #expect(error?.code == .formatTooFewSerials)
        #expect(throws: IdentifierError.self) { try SerialList().learnFormats() }
        // One number over and over is one serial number.
        #expect(throws: IdentifierError.self) { try list(100) { _ in "A17" }.learnFormats() }
    }

    @Test func theAnswerIsTheSameEveryTime() throws {
        var random = SplitMix64(seed: 5)
        let maker = try InventedMaker(using: &random)
        let answers = try (0..<2).map { _ in
            try maker.list().learnFormats().groups.flatMap(\.proposals).map { "\($0.format) \($0.bits ?? 0)" }
        }
        #expect(answers[0] == answers[1])
    }

    @Test func anyBytesAreAnswered() throws {
        for seed in UInt64(1)...60 {
            var random = SplitMix64(seed: seed)
            let symbols = Array("AB01-{} \"',;\t*\u{E9}".utf8) + [0, 10, 13, 0x7F, 0xFF, 0xC3]
            let width = Int.random(in: 1...symbols.count, using: &random)
            let bytes = (0..<Int.random(in: 0...4_000, using: &random)).map { _ in
                Int.random(in: 0..<9, using: &random) == 0 ? 10 : symbols[Int.random(in: 0..<width, using: &random)]
            }
            do throws(IdentifierError) {
                let learnt = try SerialList(lines: bytes).learnFormats()
                for proposal in learnt.groups.flatMap(\.proposals) {
                    #expect((try? SerialFormat(parsing: proposal.format.pattern)) == proposal.format, "seed \(seed)")
                }
            } catch {
                #expect([.formatTooFewSerials, .date].contains(error.code), "seed \(seed)")
            }
        }
    }

    @Test func longListsAreLearntFromInFull() throws {
        let format = try SerialFormat(parsing: "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}")
        var list = SerialList()
        for day in 0..<20 {
            let fields = SerialFormat.Fields(
                plant: day % 2 == 0 ? "DE" : "TR", date: CivilDate(dayNumber: 19_000 + day * 34))
            let writer = try format.writer(for: fields)
            for number in 1...1_000 { try list.add(try writer.text(of: Int64(number))) }
        }
        let first = try #require(try list.learnFormats().groups.first?.proposals.first)
        #expect(first.format == format)
        #expect(first.explained == 20_000)
        #expect(first.spaces.count == 20)
        #expect(first.spaces.allSatisfy { $0.ranges == [1...1_000] && $0.seen == 1_000 })
    }
}
