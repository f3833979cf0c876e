import Server

/// A unit's dossier as the API answers it: what it is, and its history as a time line.
enum UnitCard {
    static func lines(_ unit: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        let name = [unit.manufacturer.name.asText, unit.model.number.asText].compactMap(\.self).joined(separator: " ")
        card.title("\(name)  S/N \(unit.serial.asText ?? "")")
        card.text(unit.model.name.asText)
        for warning in unit.warnings.asArray.compactMap(\.asText) {
            card.field("Beware", words(warning), .warning)
        }
        for campaign in unit.campaigns.asArray { CampaignCard.add(campaign, to: &card) }
        for note in unit.thefts.asArray { card.field("Reported", TheftCard.note(note), .warning) }
        if let asOf = Figures.time(unit.asOf.asText) { card.text("As of \(asOf) UTC.") }
        if let position = unit.knownAt.asText { card.text("As known at position \(position) of the ledger.") }
        card.field("State", unit.disposition.asText.map(words))
        card.field("Place", unit.place.asText.map { PlaceText.of($0, unit.placeName.asText) })
        card.field("Market", unit.market.asText)
        card.field("In", reference(unit.parent))
        card.field("Owner", owner(unit))
        card.field("Produced", unit.producedOn.asText)
        card.field("Batch", unit.batch.asText ?? unit.batch.number.asText)
        card.field("Sequence", unit.sequence.asText)
        card.field("In service", service(unit))
        card.field("Failures", unit.failures.asText)
        let lines = card.lines(for: terminal)
        guard !unit.history.isNull else { return lines }
        let history = unit.history.asArray
        let heading = Numbers.count(history.count, "event", "events")
        return lines + ["", terminal.styled("History: \(heading), times in UTC", .strong)]
            + history.flatMap { event($0, terminal) }
    }

    /// The owner alone sees its name; staff ask for it with a reason.
    private static func owner(_ unit: JSON) -> String? {
        if let name = unit.ownerName.asText { return name }
        guard case .boolean(let hasOwner) = unit.hasOwner else { return nil }
        return hasOwner ? "registered ('nameplate unit owner' says whose, with a reason)" : nil
    }

    /// A line for when and what, and indented lines for the rest.
    private static func event(_ event: JSON, _ terminal: Terminal) -> [String] {
        let time = Figures.time(event.eventTime.asText) ?? ""
        let isCorrected = !event.correctedBy.isNull
        let isCorrection = !event.corrects.isNull
        var what = event.businessStep.asText.map(words) ?? (isCorrection ? "correction" : event.type.asText ?? "event")
        if let disposition = event.disposition.asText { what += ", then \(words(disposition))" }
        if let place = event.place.asText ?? event.location.asText {
            what += ", \(PlaceText.of(place, event.placeName.asText))"
        }
        if isCorrected { what += " (corrected later)" }
        var facts: [String] = []
        if isCorrection { facts.append("corrects an entry: \(Words.english.errorReason(event.errorReason.asText))") }
        if let point = event.readPoint.asText { facts.append("read at \(point)") }
        facts += containment(event)
        if let owner = event.ownerName.asText { facts.append("owner \(owner)") }
        facts += EventCard.facts(event)
        let indent = "  " + String(repeating: " ", count: 18)
        let room = max(20, (terminal.width ?? 10_000) - indent.count)
        let first = what.harmless().wrapped(to: room)
        var lines = [
            "  " + terminal.styled(time.harmless().padded(to: 18), .faint)
                + terminal.styled(first.first ?? "", isCorrected ? .faint : nil)
        ]
        lines += first.dropFirst().map { indent + $0 }
        for fact in facts {
            lines += fact.harmless().wrapped(to: room).map { indent + terminal.styled($0, .faint) }
        }
        for discrepancy in event.discrepancies.asArray {
            let sentence = EventCard.discrepancy(discrepancy).harmless()
            lines += sentence.wrapped(to: room).map { indent + terminal.styled($0, .warning) }
        }
        return lines
    }

    /// What the event put the unit into, and into it.
    private static func containment(_ event: JSON) -> [String] {
        let slot = event.slot.asText.map { " (\($0))" } ?? ""
        let action = event.action.asText ?? ""
        var facts: [String] = []
        if let parent = reference(event.parent) {
            facts.append("\(["ADD": "put into", "DELETE": "taken out of"][action] ?? "seen in") \(parent)\(slot)")
        }
        if let count = event.childCount.asInteger, count > 0 {
            let shown = event.children.asArray.compactMap(reference)
            let more = count - Int64(shown.count)
            let others = shown.isEmpty ? Numbers.count(more, "unit", "units") : "\(Numbers.grouped(more)) more"
            let names = (shown + (more > 0 ? [others] : [])).joined(separator: ", ")
            facts.append("\(["ADD": "put in", "DELETE": "took out"][action] ?? "saw in it") \(names)\(slot)")
        }
        return facts
    }

    /// CBV's words with spaces: retail_sold as 'retail sold'.
    static func words(_ text: String) -> String { text.split(separator: "_").joined(separator: " ") }

    static func reference(_ unit: JSON) -> String? {
        if let text = unit.asText { return text }
        guard let serial = unit.serial.asText else { return nil }
        return unit.isContainer.isTrue ? serial : "\(unit.model.asText ?? "") \(serial)"
    }

    private static func service(_ unit: JSON) -> String? {
        guard let from = Figures.time(unit.serviceFrom.asText) else { return nil }
        return Figures.time(unit.serviceTo.asText).map { "\(from) to \($0)" } ?? "since \(from)"
    }
}
