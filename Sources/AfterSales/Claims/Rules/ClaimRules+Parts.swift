import Identifiers
import Registry

extension ClaimRules {
    /// So many units lie in one another at most.
    private static let deepest = 6

    /// Whether the parts that were taken out were in the unit, whether those that were put in are elsewhere, and whether a
    /// part that was taken out is in cover itself: then its supplier pays.
    static func partFindings(_ subject: ClaimCase) throws -> [ClaimFinding] {
        var found: [ClaimFinding] = []
        for line in subject.details.lines where line.kind == .part {
            if let part = try part(line.title, line.removed, subject) {
                let facts = ["part": line.title, "serial": part.key.serial.text, "day": subject.day.isoText]
                let last = (subject.details.repairedOn ?? subject.day).lastMicrosecond
                if try !was(part, in: subject.unit.key, by: last, subject, deepest) {
                    found.append(ClaimFinding(.partNotFitted, .doubt, facts))
                }
                if try subject.desk.verdict(on: part, asOf: subject.day).state == .covered {
                    found.append(ClaimFinding(.partOwnCover, .note, facts))
                }
            }
            if let part = try part(line.title, line.fitted, subject), let parent = part.state.parent,
                try !was(part, in: subject.unit.key, by: nil, subject, deepest)
            {
                let facts = ["part": line.title, "serial": part.key.serial.text, "other": parent.serial.text]
                found.append(ClaimFinding(.partElsewhere, .doubt, facts))
            }
        }
        return found
    }

    /// The part as the registry knows it; nil where it knows no such unit.
    private static func part(_ number: String, _ serial: String?, _ subject: ClaimCase) throws -> UnitRow? {
        guard let serial = serial.flatMap({ try? SerialNumber(parsing: $0) }),
            let manufacturer = try Manufacturers.find(subject.claim.manufacturer, subject.reader),
            let model = try Models.find(number, of: manufacturer.id, subject.reader)
        else { return nil }
        return try Units.find(UnitKey(model.id, serial), subject.reader)
    }

    /// Whether a part was in the unit, or in something that was, at any time up to a moment.
    private static func was(
        _ part: UnitRow, in unit: UnitKey, by time: Int64?, _ subject: ClaimCase, _ depth: Int
    ) throws -> Bool {
        let history = try Units.history(of: part, subject.reader).effective(asOf: time)
        let parents = Set(history.filter { $0.role == .child && $0.action == .add }.compactMap(\.parent))
        if parents.contains(unit) { return true }
        guard depth > 0 else { return false }
        return try parents.contains { parent in
            try Units.find(parent, subject.reader).map { try was($0, in: unit, by: time, subject, depth - 1) } ?? false
        }
    }
}
