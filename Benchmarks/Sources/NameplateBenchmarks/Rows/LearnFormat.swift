import Identifiers

/// Learning the format of serial numbers that exist: a million of two plants and three years, from the text of the
/// list to the proposal, on one core.
enum LearnFormat {
    private static let target = 300_000.0

    static func run(_ setting: Setting) async throws -> [Finding] {
        let format = try SerialFormat(parsing: "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}")
        var lines: [UInt8] = []
        for batch in 0..<1_000 {
            let fields = SerialFormat.Fields(
                plant: batch % 2 == 0 ? "DE" : "TR", date: CivilDate(dayNumber: 18_900 + batch))
            let writer = try format.writer(for: fields)
            // Days of one week count on.
            let first = Int64(batch % 7 * 1_000)
            for number in (first + 1)...(first + 1_000) { try writer.appendLine(number, to: &lines) }
        }
        let count = try SerialList(lines: lines).count
        let text: [UInt8] = lines
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    let learnt = try SerialList(lines: text).learnFormats()
                    guard learnt.groups.first?.proposals.first?.format == format else {
                        throw UnequalWork("Another format was learnt.")
                    }
                }
            ])
        let rate = 1 / rounds.time(of: 0).median
        return [
            Finding(
                "learn the format of a million serials", target: "300 thousand/s", measured: Figures.rate(rate),
                isMet: rate >= target)
        ]
    }
}
