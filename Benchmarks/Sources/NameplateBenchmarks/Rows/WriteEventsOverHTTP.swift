import Nameplate
import Registry

/// Durable single events of 64 clients over HTTP, each on a connection that is kept alive, against one client in process
/// whose every event is a transaction of its own.
enum WriteEventsOverHTTP {
    private static let clients = 64
    private static let units = 100_000
    private static let events = 3200
    private static let eventsAlone = 200

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry.filled(units: units, path: setting.directory.path("http.sqlite"))
        let token = try await Visitor(.production, in: sample.registry).token
        let server = try await RunningServer(sample.registry)
        var random = RandomNumbers(seed: 7)
        let requests = (0..<events).map { _ in
            let serial = sample.serials.text(of: .random(in: 0..<units, using: &random))
            let json = """
                {"manufacturer":"\(SampleRegistry.slug)","model":"\(SampleRegistry.number)","serials":["\(serial)"],\
                "businessStep":"inspecting","readPoint":"Bench 1"}
                """
            return HTTPLoad.post(json, to: "/api/v1/events", as: token, port: server.port)
        }
        let load = HTTPLoad(requests, port: server.port, connections: clients)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(eventsAlone) { try await recordAlone(in: sample) },
                Way(events) { try await load.run() },
            ])
        await server.stop()
        let gain = rounds.ratio(of: 0, to: 1)
        return [
            Finding(
                "durable events of \(clients) clients, over HTTP", target: "≥ 4 × one alone in process",
                measured: "\(Figures.rate(1 / rounds.time(of: 1).median)); "
                    + "alone \(Figures.rate(1 / rounds.time(of: 0).median))",
                ratio: gain, isMet: gain.median >= 4)
        ]
    }

    private static func recordAlone(in sample: SampleRegistry) async throws {
        var random = RandomNumbers(seed: 8)
        for _ in 0..<eventsAlone {
            let draft = sample.observation(of: try sample.unit(.random(in: 0..<units, using: &random)))
            _ = try await sample.registry.perform(as: .administrator) {
                try $0.record(draft, of: sample.manufacturer.id)
            }
        }
    }
}
