import Identifiers

extension FieldChanges {
    /// What a row of models changes.
    static func of(
        _ old: ModelDetails, _ new: ModelDetails, supersedes: (before: String?, after: String?)?,
        external: (before: String?, after: String?)
    ) -> [FieldChange] {
        var changes = FieldChanges()
        changes.note("name", old.name, new.name)
        changes.note("line", old.line, new.line)
        changes.note("brand", old.brand, new.brand)
        changes.note("version", old.version, new.version)
        changes.note("category", old.category, new.category)
        changes.note("gtins", old.gtins, new.gtins)
        changes.note("announced_on", old.announcedOn?.isoText, new.announcedOn?.isoText)
        changes.note("released_on", old.releasedOn?.isoText, new.releasedOn?.isoText)
        changes.note("sales_end_on", old.salesEndOn?.isoText, new.salesEndOn?.isoText)
        changes.note("support_end_on", old.supportEndOn?.isoText, new.supportEndOn?.isoText)
        changes.note("fleet_published", old.fleetPublished ? "yes" : "no", new.fleetPublished ? "yes" : "no")
        changes.note("external_id", external.before, external.after)
        if let supersedes { changes.note("supersedes", supersedes.before, supersedes.after) }
        let (before, after) = (old.specifications, new.specifications)
        for specification in after where !before.contains(specification) {
            let known = before.first { $0.heading == specification.heading }
            changes.note(specification.heading, known?.cell, specification.cell)
        }
        for specification in before where !after.contains(where: { $0.heading == specification.heading }) {
            changes.note(specification.heading, specification.cell, nil)
        }
        return changes.all
    }
}

extension Specification {
    /// Whether the other one has the same value: of numbers, also one that is written otherwise.
    func saysTheSame(as other: Specification) -> Bool {
        if value == other.value { return true }
        guard case .number(let number, let unit) = value, case .number(let otherNumber, let otherUnit) = other.value
        else {
            return false
        }
        return unit == otherUnit && (try? Cell.decimal(number)) == (try? Cell.decimal(otherNumber))
    }
}
