import Identifiers
import Nameplate
import Registry

/// The server's time for each kind of page, one request after the other on one connection: pages of units in a registry
/// where each unit has a row, and pages of batches and populations in one of a hundred million issued units. Whoever asks
/// has signed in and may see everything, so that the pages are as full as they get.
enum ShowPages {
    private static let requests = 40

    /// Kinds of page, each with the addresses that are asked for in turn.
    private typealias Kinds = [(name: String, targets: [String])]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let keys = SampledKeys(requests, from: sample.serials, of: setting.rows, seed: 11).texts
        setting.forget(sample)
        let rows = try await measure(
            ofUnits(keys) + ofEverybody, in: sample.registry, among: "\(Figures.count(Double(setting.rows))) rows",
            setting)
        let fleet = try await setting.issuedFleet()
        setting.forgetFleet()
        return rows
            + (try await measure(
                ofBatches() + ofEverybody, in: fleet.registry,
                among: "\(Figures.count(Double(IssuedFleet.units))) issued",
                setting))
    }

    private static func measure(
        _ kinds: Kinds, in registry: NameplateRegistry, among words: String, _ setting: Setting
    ) async throws -> [Finding] {
        let visitor = try await Visitor(.administrator, in: registry)
        let server = try await RunningServer(website: registry)
        let constant = [("what has no content", ["/api/v1/status"])]
        let loads = (constant + kinds).map { kind in
            HTTPLoad(
                (0..<requests).map {
                    HTTPLoad.get(kind.1[$0 % kind.1.count], as: visitor.session, port: server.port)
                }, port: server.port, connections: 1)
        }
        let ways = zip(loads, constant + kinds).map { load, kind in
            Way(load.count) {
                do {
                    try await load.run()
                } catch {
                    throw UnequalWork("\(kind.0) (\(kind.1[0])): \(error)")
                }
            }
        }
        let rounds = try await Rounds.measure(setting.rounds, ways)
        await server.stop()
        return kinds.enumerated().map { index, kind in
            let time = rounds.time(of: index + 1)
            return Finding(
                "page: \(kind.name), \(words)", target: "< 30 ms",
                measured: "\(Figures.time(time.median)); /api/v1/status \(Figures.time(rounds.time(of: 0).median))",
                ratio: rounds.ratio(of: index + 1, to: 0), isMet: time.median < 0.03)
        }
    }

    private static let ofEverybody: Kinds = [
        ("front", ["/"]), ("home", ["/home"]), ("manufacturers", ["/manufacturers"]),
        ("manufacturer", ["/manufacturers/\(SampleRegistry.slug)"]),
        ("a number of nobody's", (0..<requests).map { "/lookup?q=ZZ\($0)Q7" }),
        ("models", ["/models"]), ("model", ["/manufacturers/\(SampleRegistry.slug)/models/\(SampleRegistry.number)"]),
        ("issue", ["/manufacturers/\(SampleRegistry.slug)/models/\(SampleRegistry.number)/issue"]),
        ("gaps", ["/manufacturers/\(SampleRegistry.slug)/gaps"]),
        ("unknown plates", ["/manufacturers/\(SampleRegistry.slug)/unknown-plates"]),
        ("unknown-plate inbox", ["/manufacturers/\(SampleRegistry.slug)/unknown-plates/inbox"]),
        ("audit trail", ["/audit-trail"]), ("accounts", ["/accounts"]), ("account", ["/account"]),
        ("categories", ["/categories"]), ("export", ["/export"]), ("import", ["/import"]), ("running work", ["/jobs"]),
        ("API", ["/api"]), ("style guide", ["/styleguide"]),
    ]

    private static func ofUnits(_ serials: [String]) -> Kinds {
        let model = "/manufacturers/\(SampleRegistry.slug)/models/\(SampleRegistry.number)"
        return [
            ("unit", serials.map { "\(model)/units/\($0)" }),
            ("dossier of a unit", serials.map { "/api/v1\(model)/units/\($0)/dossier" }),
            ("unit as of a date", serials.map { "\(model)/units/\($0)?asOf=2025-01-01" }),
            ("labels of a unit", serials.map { "\(model)/units/\($0)/labels" }),
            // A look-up without a remark leads on to the unit's page; with the numbers in each other's places it is one.
            ("look-up of swapped numbers", serials.map { "/lookup?q=M/N+\($0)+S/N+\(SampleRegistry.number)" }),
            ("look-up with a slip", serials.map { "/lookup?q=\($0.dropLast())" }),
        ]
    }

    private static func ofBatches() -> Kinds {
        let models = (0..<IssuedFleet.models).map {
            "/manufacturers/\(SampleRegistry.slug)/models/\(IssuedFleet.number($0))"
        }
        return [
            ("batch", models.map { "\($0)/batches/2024-W10" }),
            ("labels of a batch", models.map { "\($0)/batches/2024-W10/labels" }),
            (
                "unit of a batch",
                models.enumerated().map { index, model in
                    "\(model)/units/\(IssuedFleet.serial(Int64(index) * 7_919 + 1, of: index))"
                }
            ),
            ("model with batches", models), ("population", ["/manufacturers/\(SampleRegistry.slug)/population"]),
            (
                "population by market and plant",
                ["/manufacturers/\(SampleRegistry.slug)/population?q=market+in+(NO,+SE)+and+plant+%3D+ZW"]
            ),
        ]
    }
}
