import CBaselines
import Identifiers

/// Serials of ten digits and an ISO 7064 check character, on one core: as a run, as issuing streams them, and one by one
/// in no order. Beside them a plain loop in C that works each check character out anew.
enum EncodeSerials {
    private static let prefix = "FR2420"
    private static let digits = 10
    private static let count = 1_000_000
    private static let target = 10_000_000.0

    static func run(_ setting: Setting) async throws -> [Finding] {
        let format = try SerialFormat(parsing: "\(prefix){seq:\(digits)}{check:mod37-36}")
        let writer = try format.writer(for: .init())
        try requireSameText(writer)
        var random = RandomNumbers(seed: 1)
        let scattered = (0..<count).map { _ in Int64.random(in: 0..<writer.room, using: &random) }
        let size = count * (writer.length + 1)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
        let rawBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        defer {
            buffer.deallocate()
            rawBuffer.deallocate()
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    var lines = try writer.lines(from: 1, through: Int64(count))
                    _ = lines.fill(buffer)
                },
                Way(count) {
                    for sequence in scattered { try writer.write(sequence, into: buffer) }
                },
                Way(count) { baseline_encode_serials(prefix, Int32(digits), 1, count, rawBuffer) },
            ])
        return ["encode serials, a run", "encode serials, one by one"].enumerated().map { way, subject in
            let rate = 1 / rounds.time(of: way).median
            return Finding(
                subject, target: "10 million/s",
                measured: "\(Figures.rate(rate)); in C \(Figures.rate(1 / rounds.time(of: 2).median))",
                ratio: rounds.ratio(of: way, to: 2), isMet: rate >= target)
        }
    }

    /// Only equal work can be compared.
    private static func requireSameText(_ writer: SerialWriter) throws {
        var lines = try writer.lines(from: 1, through: 1000)
        var ours = [UInt8](repeating: 0, count: 1000 * (writer.length + 1))
        _ = ours.withUnsafeMutableBufferPointer { lines.fill($0) }
        var raw = [CChar](repeating: 0, count: ours.count)
        baseline_encode_serials(prefix, Int32(digits), 1, 1000, &raw)
        guard ours == raw.map(UInt8.init(bitPattern:)) else { throw UnequalWork("The serials differ.") }
    }
}
