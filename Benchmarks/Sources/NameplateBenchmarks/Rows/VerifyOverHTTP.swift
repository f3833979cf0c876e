import Identifiers
import Nameplate
import Registry
import Storage

/// Asking over HTTP whether units are real, on 32 connections that are kept alive, against the same server answering a constant.
/// Each question is the first about its unit, and so a scan that is written: repeated ones cost less.
enum VerifyOverHTTP {
    private static let connections = 32
    private static let mostRequests = 20_000
    /// Of the batch whose units have no row.
    private static let issued = 1_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let filled = try await setting.filledRegistry(units: setting.rows)
        setting.forget(filled)
        let serials = filled.serials
        let withRow = try await compare("first seen", filled.registry, setting, units: setting.rows) {
            serials.text(of: $0)
        }
        setting.directory.removeDatabase("issued.sqlite")
        let issued = try await issue(at: setting.directory.path("issued.sqlite"))
        let rowless = try await compare("first seen, without a row", issued, setting, units: Self.issued) { number in
            let digits = String(number + 1)
            return "A" + String(repeating: "0", count: 9 - digits.count) + digits
        }
        return [withRow, rowless]
    }

    /// A registry with a batch, none of whose units has a row.
    private static func issue(at path: String) async throws -> NameplateRegistry {
        let sample = try await SampleRegistry(path: path)
        _ = try await sample.registry.perform(as: .administrator) { commands in
            _ = try commands.createFormat("A{seq:9}", of: SampleRegistry.slug, model: SampleRegistry.number)
            return try commands.issue(
                BatchDraft(number: "2024-W10", count: Int64(Self.issued), fields: .init()), of: SampleRegistry.slug,
                model: SampleRegistry.number)
        }
        return sample.registry
    }

    /// Closes the registry at the end.
    private static func compare(
        _ words: String, _ registry: NameplateRegistry, _ setting: Setting, units: Int, _ serial: (Int) -> String
    ) async throws -> Finding {
        let server = try await RunningServer(registry)
        let requests = min(mostRequests, units / (setting.rounds + 1))
        // No number comes twice: the stride is a prime that divides no size of a registry here.
        var next = 0
        func question() -> String {
            next += 1
            let text = serial(next &* 7_919 % units)
            return HTTPLoad.post(
                "{\"text\":\"\(text)\"}", to: "/api/v1/verify", as: "Cookie: theme=plain", port: server.port)
        }
        let constant = HTTPLoad(
            (0..<requests).map { _ in HTTPLoad.get(RunningServer.constantPath, port: server.port) }, port: server.port,
            connections: connections)
        var loads = (0...setting.rounds).map { _ in
            HTTPLoad((0..<requests).map { _ in question() }, port: server.port, connections: connections)
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(requests) { try await constant.run() },
                Way(requests) { if let load = loads.popLast() { try await load.run() } },
            ])
        await server.stop()
        let share = rounds.ratio(of: 0, to: 1)
        return Finding(
            "verification over HTTP, \(words)", target: "≥ 0.6 × a constant",
            measured: "\(Figures.rate(1 / rounds.time(of: 1).median)); "
                + "a constant \(Figures.rate(1 / rounds.time(of: 0).median))",
            ratio: share, isMet: share.median >= 0.6)
    }
}
