import Identifiers

/// Learning the format of serial numbers that exist, of two plants and three years, from the text of the list to the
/// proposal, on one core. Reading the same list and telling double numbers apart is the limit for long ones.
enum LearnFormat {
    /// Beyond a second people wonder.
    private static let longest = 1.0

    static func run(_ setting: Setting) async throws -> [Finding] {
        let format = try SerialFormat(parsing: "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}")
        var findings: [Finding] = []
        for (name, perBatch) in [("1,000", 10), ("100,000", 1_000)] {
            let text = try list(format, perBatch: perBatch)
            let rounds = try await Rounds.measure(
                setting.rounds,
                [
                    Way(1) {
                        let learnt = try SerialList(lines: text).learnFormats()
                        guard learnt.groups.first?.proposals.first?.format == format else {
                            throw UnequalWork("Another format was learnt.")
                        }
                    },
                    Way(1) {
                        guard try SerialList(lines: text).count == perBatch * 100 else {
                            throw UnequalWork("Not all were read.")
                        }
                    },
                ])
            let (time, reading) = (rounds.time(of: 0).median, rounds.time(of: 1).median)
            findings.append(
                Finding(
                    "learn the format of \(name) serials", target: "under 1 s",
                    measured: "\(Int(time * 1_000)) ms, of which reading \(Int(reading * 1_000)) ms",
                    isMet: time < longest))
        }
        return findings
    }

    private static func list(_ format: SerialFormat, perBatch: Int) throws -> [UInt8] {
        var lines: [UInt8] = []
        for batch in 0..<100 {
            let fields = SerialFormat.Fields(
                plant: batch % 2 == 0 ? "DE" : "TR", date: CivilDate(dayNumber: 18_900 + batch * 10))
            let writer = try format.writer(for: fields)
            for number in 1...Int64(perBatch) { try writer.appendLine(number, to: &lines) }
        }
        return lines
    }
}
