/// A stranger's look-up over HTTP, on 32 connections that are kept alive, against the same server answering a constant.
enum LookUpOverHTTP {
    private static let connections = 32
    private static let requests = 20_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let visitor = try await Visitor(nil, in: sample.registry)
        let server = try await RunningServer(sample.registry)
        setting.forget(sample)
        let keys = SampledKeys(requests, from: sample.serials, of: setting.rows, seed: 6)
        func load(_ targets: [String], as field: String = "Cookie: theme=plain") -> HTTPLoad {
            HTTPLoad(
                targets.map { HTTPLoad.get($0, as: field, port: server.port) }, port: server.port,
                connections: connections)
        }
        let constant = load(keys.texts.map { _ in RunningServer.constantPath })
        let serials = load(keys.texts.map { "/api/v1/lookup?text=\($0)" })
        let plates = load(keys.texts.map { "/api/v1/lookup?text=M%2FN%20\(SampleRegistry.number)%20S%2FN%20\($0)" })
        // Somebody who is known and has no role sees what a stranger sees: the difference is the checking.
        let known = [visitor.session, visitor.token].map { field in
            load(keys.texts.map { "/api/v1/lookup?text=\($0)" }, as: field)
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            ([constant, serials, plates] + known).map { load in Way(load.count) { try await load.run() } })
        await server.stop()
        let costs = ["a session", "a token"].enumerated().map { index, words in
            let share = rounds.ratio(of: index + 3, to: 1)
            return Finding(
                "look-up over HTTP, a serial number, with \(words)", target: "≤ 1.05 × without",
                measured: "\(Figures.rate(1 / rounds.time(of: index + 3).median)); "
                    + "without \(Figures.rate(1 / rounds.time(of: 1).median))",
                ratio: share, isMet: share.median <= 1.05)
        }
        return costs
            + ["a serial number", "both numbers with labels"].enumerated().map { index, words in
                let share = rounds.ratio(of: 0, to: index + 1)
                return Finding(
                    "look-up over HTTP, \(words)", target: "≥ 0.7 × a constant",
                    measured: "\(Figures.rate(1 / rounds.time(of: index + 1).median)); "
                        + "a constant \(Figures.rate(1 / rounds.time(of: 0).median))",
                    ratio: share, isMet: share.median >= 0.7)
            }
    }
}
