/// Asking over HTTP whether units are real, on 32 connections that are kept alive, against the same server answering a constant.
/// Each question is a scan.
enum VerifyOverHTTP {
    private static let connections = 32
    private static let requests = 20_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let server = try await RunningServer(sample.registry)
        setting.forget(sample)
        let keys = SampledKeys(requests, from: sample.serials, of: setting.rows, seed: 7)
        let constant = HTTPLoad(
            keys.texts.map { _ in
                HTTPLoad.get(RunningServer.constantPath, port: server.port)
            }, port: server.port, connections: connections)
        let questions = HTTPLoad(
            keys.texts.map { text in
                HTTPLoad.post(
                    "{\"text\":\"\(text)\"}", to: "/api/v1/verify", as: "Cookie: theme=plain", port: server.port)
            }, port: server.port, connections: connections)
        let rounds = try await Rounds.measure(
            setting.rounds, [constant, questions].map { load in Way(load.count) { try await load.run() } })
        await server.stop()
        let share = rounds.ratio(of: 0, to: 1)
        return [
            Finding(
                "verification over HTTP", target: "≥ 0.6 × a constant",
                measured: "\(Figures.rate(1 / rounds.time(of: 1).median)); "
                    + "a constant \(Figures.rate(1 / rounds.time(of: 0).median))",
                ratio: share, isMet: share.median >= 0.6)
        ]
    }
}
