import Identifiers
import Nameplate
import Registry
import Server

/// A batch's list of serial numbers through the route that serves it, into a pipe that somebody empties, as in
/// `nameplate batch serials … | wc -c`. Beside it as many bytes of nothing into the same kind of pipe: the limit of the
/// pipe.
enum StreamSerials {
    private static let count: Int64 = 10_000_000
    private static let path = "/api/v1/manufacturers/\(SampleRegistry.slug)/models/\(SampleRegistry.number)/batches/L"
    private static let forms = ["text", "csv"]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let file = "stream.sqlite"
        let sample = try await SampleRegistry(path: setting.directory.path(file))
        try await sample.registry.perform(as: .administrator) { commands in
            _ = try commands.issue(
                BatchDraft(number: "L", count: count, fields: .init(), pattern: "TR26{seq:9}{check:mod37-36}"),
                addingFormat: true, of: SampleRegistry.slug, model: SampleRegistry.number)
        }
        let caller = InProcessCaller(NameplateResponder(sample.registry))
        var findings: [Finding] = []
        for form in forms {
            let bytes = try await stream(form, caller)
            let rounds = try await Rounds.measure(
                setting.rounds,
                [
                    Way(Int(count)) { _ = try await stream(form, caller) },
                    Way(Int(count)) { try writeNothing(bytes) },
                ])
            let (ours, raw) = (rounds.time(of: 0).median, rounds.time(of: 1).median)
            let ratio = rounds.ratio(of: 0, to: 1)
            findings.append(
                Finding(
                    "stream a list into a pipe, \(form)", target: "10 million/s",
                    measured: "\(Figures.rate(1 / ours)); bare bytes \(Figures.rate(1 / raw))", ratio: ratio,
                    isMet: 1 / ours >= 10_000_000))
        }
        await sample.registry.close()
        setting.directory.removeDatabase(file)
        return findings
    }

    /// - Returns: How many bytes came.
    private static func stream(_ form: String, _ caller: InProcessCaller) async throws -> Int {
        let pipe = EmptiedPipe()
        try await caller.send("GET", "\(path)/serials?as=\(form)") { head, piece in
            guard head.status == 200 else { throw UnequalWork("The list was refused with status \(head.status).") }
            try pipe.write(piece)
        }
        return pipe.finish()
    }

    private static func writeNothing(_ count: Int) throws {
        let pipe = EmptiedPipe()
        let piece = [UInt8](repeating: 0x30, count: 256 * 1024)
        var left = count
        while left > 0 {
            try pipe.write(left < piece.count ? Array(piece[..<left]) : piece)
            left -= piece.count
        }
        guard pipe.finish() == count else { throw UnequalWork("The pipe lost bytes.") }
    }
}
