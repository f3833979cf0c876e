import Identifiers
import Nameplate
import Registry
import Safeguards

/// What 1,000 open campaigns of the unit's manufacturer add to a stranger's look-up: campaigns that concern the unit's model,
/// none of which holds the unit but a few. The same look-ups are made before and after the campaigns are opened.
enum AskForRecalls {
    private static let campaigns = 1_000
    private static let lookUps = 2_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let fleet = try await setting.issuedFleet()
        let registry = fleet.registry
        let serials = Self.serials(of: fleet)
        let before = try await Rounds.measure(setting.rounds, [Way(serials.count) { try await ask(registry, serials) }])
        try await open(in: fleet)
        _ = try await ask(registry, Array(serials.prefix(1)))
        let after = try await Rounds.measure(setting.rounds, [Way(serials.count) { try await ask(registry, serials) }])
        let (without, with) = (before.time(of: 0).median, after.time(of: 0).median)
        return [
            Finding(
                "what \(campaigns) open recalls add to a look-up", target: "< 0.1 ms",
                measured: "\(Figures.time(max(0, with - without))); a look-up without them \(Figures.time(without))",
                isMet: with - without < 0.0001)
        ]
    }

    private static func ask(_ registry: NameplateRegistry, _ serials: [String]) async throws {
        for serial in serials {
            let answer = try await registry.lookup(serial, as: .stranger)
            guard case .unit(let found) = answer.outcome else { throw UnequalWork("There is no unit \(serial).") }
            _ = try await registry.dossier(of: found, as: .stranger)
        }
    }

    /// Units of one model, with a row and without.
    private static func serials(of fleet: IssuedFleet) -> [String] {
        var random = RandomNumbers(seed: 12)
        let batches = 7 * IssuedFleet.batchesPerModel..<8 * IssuedFleet.batchesPerModel
        return (0..<lookUps).map { _ in
            let issued = fleet.batches[Int.random(in: batches, using: &random)].issue?.sequences ?? 0...0
            return IssuedFleet.serial(Int64.random(in: issued, using: &random), of: 7)
        }
    }

    /// Opens the campaigns, but for those that are open since an earlier run.
    private static func open(in fleet: IssuedFleet) async throws {
        let (registry, slug) = (fleet.registry, fleet.manufacturer.slug)
        let known = try await registry.campaigns(of: slug, CampaignFilter(), limit: campaigns, as: .administrator)
        for start in stride(from: known.count, to: campaigns, by: 50) {
            try await registry.perform(as: .administrator) { commands in
                for index in start..<min(start + 50, campaigns) {
                    let details = CampaignDetails(
                        .safetyRecall, title: "Campaign \(index)", scope: scope(index), remedy: .repair)
                    let number = try commands.addCampaign(details, of: slug).campaign.number.text
                    let counted = CountedCampaign(scope: details.scope, funnel: CampaignFunnel(), position: 0)
                    _ = try commands.moveCampaign(number, by: CampaignMove(.open), counted: counted, expecting: nil)
                }
            }
        }
    }

    private static func scope(_ index: Int) -> String {
        let number = IssuedFleet.number(7)
        let first = Int64(index) * 900 + 1
        func serial(_ sequence: Int64) -> String { IssuedFleet.serial(sequence, of: 7) }
        return switch index % 4 {
        case 0: "model = \(number) and produced from 2024-03-01 to 2024-03-31 and plant = ZW\(index)"
        case 1: "model = \(number) and serial from \(serial(first)) to \(serial(first + 99))"
        case 2: "model = \(number) and batch in (2024-W\(index), 2024-X\(index)) and disposition = retail_sold"
        default: "model = \(number) and contains (model = \(IssuedFleet.number(3)) and batch = B-\(index))"
        }
    }
}
