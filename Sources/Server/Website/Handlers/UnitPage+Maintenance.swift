import AfterSales
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Adds what is to be done on the unit, for eyes that may know, on the day that the page is about.
    func addMaintenance(to page: inout UnitPage, of unit: UnitAnswer, past: Past, _ call: Call) async throws {
        // What was known at an earlier entry is told by the history alone.
        guard past.knownAt == nil, past.problem == nil else { return }
        guard let answer = try await call.registry.maintenance(of: unit, asOf: past.asOf, as: call.principal),
            !answer.tasks.isEmpty
        else { return }
        page.maintenance = MaintenanceSection(table: DataTable(answer.tasks))
        if Access.allows(call.principal, .record, of: unit.manufacturer.id) {
            page.maintenance?.record = Link(
                Words.text("maintenance.record"),
                .maintenanceWork(unit.manufacturer.slug, unit.model.number.text, unit.serial.text))
        }
    }
}

extension DataTable {
    /// Every task and how it stands.
    init(_ tasks: [MaintenanceDue]) {
        self.init(
            caption: Words.text("maintenance.heading"),
            columns: ["task", "state", "due", "every", "before"].map { Column(Words.text("maintenance.\($0)")) },
            rows: tasks.map { due in
                [
                    Cell(due.task.title), Cell("", badge: due.state.badge),
                    Cell(due.due.words(expectedOn: due.expectedOn, in: due.state)),
                    Cell(due.task.every.map(Words.interval) ?? Words.text("maintenance.once")),
                    Cell(due.past.prefix(3).map(\.words).joined(separator: "; ")),
                ]
            })
    }
}

extension MaintenanceDue.State {
    var badge: Badge {
        let tone: Tone =
            switch self {
            case .later, .finished: .good
            case .due: .attention
            case .overdue: .bad
            case .unknown, .ended: .plain
            }
        return Badge(Words.text("maintenance.state.\(rawValue)"), tone)
    }
}

extension MaintenanceDue.Place {
    /// "1 May 2027 or 30 000 km, expected on 3 April 2027".
    func words(expectedOn: CivilDate?, in state: MaintenanceDue.State) -> String {
        let words = ((on.map { [$0.text] } ?? []) + usage.map(Words.meter)).joined(separator: Words.text("warranty.or"))
        guard let expectedOn, expectedOn != on, state == .later else { return words }
        return words + ", " + Words.text("maintenance.expected", ["date": expectedOn.text])
    }
}

extension MaintenanceDue.Past {
    fileprivate var words: String {
        let outcome = Words.text("maintenance.past.\(outcome.rawValue)")
        guard let day = fact?.on ?? due?.on else { return outcome }
        guard let daysLate, daysLate != 0 else { return "\(outcome) \(day.text)" }
        let late = Words.text(daysLate > 0 ? "maintenance.late" : "maintenance.early", count: abs(daysLate))
        return "\(outcome) \(day.text), \(late)"
    }
}

extension Words {
    /// "30 000 km".
    static func meter(_ limit: UsageLimit) -> String {
        text("warranty.meter.\(limit.meter.rawValue)", ["count": Numbers.grouped(limit.most)])
    }

    /// "2 years or 100 000 km".
    static func interval(_ interval: MaintenanceInterval) -> String {
        guard let time = interval.time else {
            return interval.usage.map(meter).joined(separator: text("warranty.or"))
        }
        return cover(CoverLength(CoverLength.Time(time), interval.usage))
    }
}
