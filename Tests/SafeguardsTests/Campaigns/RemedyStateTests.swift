import Registry
import Safeguards
import TestSupport
import Testing

/// Each unit is in exactly one state, and the states of all add up to all.
@Suite struct RemedyStateTests {
    private static func unit(_ word: String) -> UnitState {
        var state = UnitState()
        switch word {
        case "sold": state.disposition = .retailSold
        case "used": (state.disposition, state.serviceFrom) = (.inProgress, 1)
        case "owned": state.owner = ID(1)
        case "stolen": (state.disposition, state.marks) = (.retailSold, [.stolen])
        case "destroyed": (state.disposition, state.serviceFrom) = (.destroyed, 1)
        case "wrecked": (state.disposition, state.marks) = (.destroyed, [.stolen])
        case "abroad": (state.disposition, state.market) = (.retailSold, "SE")
        case "gone": (state.disposition, state.marks) = (.exported, [.exported])
        case "gone-SE": (state.market, state.marks) = ("SE", [.exported])
        case "come": (state.market, state.marks) = ("NO", [.exported])
        case "away": state.market = "SE"
        case "here": (state.disposition, state.market) = (.retailSold, "NO")
        case "shipped": state.disposition = .inTransit
        default: break
        }
        return state
    }

    /// What the ledger says, what people say, and what holds in a campaign in Norway.
    @Test(arguments: [
        "new        -              neverSold", "shipped    -              neverSold", "sold       -   notNotified",
        "used       -              notNotified", "owned      -              notNotified",
        "here       -              notNotified", "abroad     -              exported", "away       -   exported",
        "stolen     -              stolen", "destroyed  -              scrapped", "wrecked    -   stolen",
        "new        notified       notified", "new        remedied       remedied", "sold       refused  refused",
        "stolen     notified       stolen", "stolen     remedied       remedied", "destroyed  appointment  scrapped",
        "destroyed  inspectedFine  inspectedFine", "abroad     unreachable    exported",
        "gone       -              exported", "gone       remedied       remedied", "gone-SE    -   exported",
        "gone-SE    notified       exported", "come       -              neverSold",
        "sold       exported       exported", "sold       bounced        bounced",
    ])
    func whatIsDoneStaysDoneAndWhatIsGoneIsGone(_ row: String) throws {
        let words = row.split(separator: " ").map(String.init)
        let recorded = words[1] == "-" ? nil : try #require(RemedyState(rawValue: words[1]))
        #expect(RemedyState.of(recorded, Self.unit(words[0]), in: ["NO"]).rawValue == words[2])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theFunnelAddsUp(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let words = [
            "new", "shipped", "sold", "used", "owned", "here", "abroad", "away", "stolen", "destroyed", "wrecked",
            "gone", "gone-SE", "come",
        ]
        let countries = Bool.random(using: &random) ? ["NO"] : []
        var funnel = CampaignFunnel()
        var expected: [RemedyState: Int64] = [:]
        var (total, owners): (Int64, Int64) = (0, 0)
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let word = words.randomElement(using: &random) ?? "new"
            let unit = Self.unit(word)
            let hasRow = Bool.random(using: &random)
            let count = hasRow ? 1 : Int64.random(in: 1...1_000, using: &random)
            funnel.add(unit, count: count, hasRow: hasRow, in: countries)
            var state = RemedyState.of(nil, unit, in: countries)
            expected[state, default: 0] += count
            if hasRow, Bool.random(using: &random) {
                let recorded = RemedyState.allCases.filter(\.isRecorded).randomElement(using: &random) ?? .notified
                funnel.say(recorded, of: unit, in: countries)
                expected[state, default: 0] -= 1
                state = RemedyState.of(recorded, unit, in: countries)
                expected[state, default: 0] += 1
            }
            total += count
            if word == "owned" { owners += count }
        }
        #expect(funnel.total == total, "seed \(seed)")
        #expect(CampaignFunnel.Whereabouts.allCases.reduce(0) { $0 + funnel[at: $1] } == total, "seed \(seed)")
        #expect(RemedyState.allCases.allSatisfy { funnel[$0] == expected[$0] ?? 0 }, "seed \(seed)")
        #expect(funnel.ownersKnown == owners, "seed \(seed)")
    }

    @Test func endlessCountsAreNoTrap() {
        var funnel = CampaignFunnel()
        funnel.add(UnitState(), count: .max, hasRow: false, in: [])
        funnel.add(Self.unit("sold"), count: .max, hasRow: false, in: [])
        #expect(funnel.total == .max)
        #expect(RecallCounters(funnel).affected == .max)
    }
}
