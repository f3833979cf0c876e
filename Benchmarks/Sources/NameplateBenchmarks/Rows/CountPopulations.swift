import Nameplate
import Registry

/// How many of 100 million issued units, of which 2 million have a row, belong to a population. Beside it a bare
/// `SELECT count(*)` with the same condition, which reads the rows alone: no SQL can count units that have none.
enum CountPopulations {
    /// The population, and what SQL says of its rows.
    private static let everyRow = "market in (NO, SE) and disposition = retail_sold and not mark = recalled"
    private static let everyRowSQL = """
        SELECT count(*) FROM units
         WHERE market IN ('NO', 'SE') AND disposition = 'retail_sold' AND coalesce(marks, '') <> 'recalled'
        """
    private static let others = [
        (
            "by batch and date",
            "batch like *-W10 and produced from 2024-02 to 2024-06 and plant = ZW and age > 6 months"
        ),
        ("by pattern of serial number", "serial like A?00*7? and not work order = WO-3-0"),
        ("a range of one model", "serial from AB000200000 to AB001499999 and market != NO"),
    ]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let fleet = try await setting.issuedFleet()
        let bare = try BareReader(path: fleet.path)
        var ways = [
            Way(1) { try await count(everyRow, in: fleet) },
            Way(1) { guard try bare.count(everyRowSQL) > 0 else { throw UnequalWork("SQL counts no row.") } },
            Way(1) { guard try bare.count("SELECT count(*) FROM units") > 0 else { throw UnequalWork("No rows.") } },
        ]
        ways += others.map { other in Way(1) { try await count(other.1, in: fleet) } }
        ways.append(
            Way(1) {
                let page = try await fleet.registry.units(
                    of: try question(everyRow), limit: 1_000, as: .administrator)
                guard page.units.count == 1_000 else { throw UnequalWork("The list is short.") }
            })
        let rounds = try await Rounds.measure(setting.rounds, ways)
        let size = "\(Figures.count(Double(IssuedFleet.units))) units, \(Figures.count(Double(IssuedFleet.rows))) rows"
        func finding(_ way: Int, _ subject: String, _ more: String = "", ratio: Spread? = nil) -> Finding {
            let time = rounds.time(of: way).median
            return Finding(
                subject, target: "< 1 s", measured: Figures.time(time) + more, ratio: ratio, isMet: time < 1)
        }
        let bareTimes = [1, 2].map { Figures.time(rounds.time(of: $0).median) }
        return [
            finding(
                0, "count a population, \(size), by what events say of each",
                "; a bare SELECT of its rows \(bareTimes[0]), count(*) alone \(bareTimes[1])",
                ratio: rounds.ratio(of: 0, to: 1))
        ]
            + others.enumerated().map { finding(3 + $0, "the same, \($1.0)") }
            + [finding(3 + others.count, "its first 1,000 units")]
    }

    private static func question(_ text: String) throws -> PopulationQuestion {
        PopulationQuestion(try WrittenPopulation(parsing: text), of: SampleRegistry.slug)
    }

    private static func count(_ text: String, in fleet: IssuedFleet) async throws {
        let answer = try await fleet.registry.count(try question(text), as: .administrator)
        guard answer.count.total > 0 else { throw UnequalWork("No unit belongs to '\(text)'.") }
    }
}
