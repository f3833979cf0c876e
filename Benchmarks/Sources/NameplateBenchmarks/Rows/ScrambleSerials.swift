import Identifiers
import Registry

/// Serials of ten scrambled digits and an ISO 7064 check character, on one core: as a run, and one by one. Beside them
/// the cipher alone: FF1 has ten rounds, so ten AES blocks a serial, many blocks by one call.
enum ScrambleSerials {
    private static let count = 256_000
    private static let blocks = 2560
    private static let target = 500_000.0

    static func run(_ setting: Setting) async throws -> [Finding] {
        guard let cipher = BlockCipher(aes: [UInt8](repeating: 7, count: 32)) else { throw UnequalWork("No cipher.") }
        let format = try SerialFormat(parsing: "FR2420{scrambled:10}{check:mod37-36}")
            .scrambled(by: SerialScrambling(cipher: cipher, context: [UInt8](repeating: 1, count: 16)))
        let writer = try format.writer(for: .init())
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count * (writer.length + 1))
        let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: blocks * 16, alignment: 16)
        defer {
            buffer.deallocate()
            raw.deallocate()
        }
        raw.initializeMemory(as: UInt8.self, repeating: 3)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    var lines = try writer.lines(from: 1, through: Int64(count))
                    _ = lines.fill(buffer)
                },
                Way(count / 10) {
                    for sequence in 0..<Int64(count / 10) { try writer.write(sequence, into: buffer) }
                },
                Way(count) { for _ in 0..<(count * 10 / blocks) { cipher.encrypt(raw) } },
            ])
        return ["encode scrambled serials, a run", "encode scrambled serials, one by one"].enumerated()
            .map { way, subject in
                let rate = 1 / rounds.time(of: way).median
                return Finding(
                    subject, target: "500 thousand/s",
                    measured:
                        "\(Figures.rate(rate)); ten AES blocks each \(Figures.rate(1 / rounds.time(of: 2).median))",
                    ratio: rounds.ratio(of: way, to: 2), isMet: rate >= target)
            }
    }
}
