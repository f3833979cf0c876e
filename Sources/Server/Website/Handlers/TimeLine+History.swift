import Identifiers
import Nameplate
import Registry

extension TimeLine {
    /// A unit's history with the newest event on top.
    init(_ lines: [HistoryLine], of answer: UnitAnswer, words: Words) {
        let shown = Dictionary(lines.map { ($0.entry.event, $0.entry) }) { first, _ in first }
        let late = Self.late(lines)
        self.init(
            lines.reversed().map { line in
                TimeLineEvent(line, among: shown, isLate: late.contains(line.entry.event), words: words)
            })
    }

    /// The events that were reported after something that happened later: the registry had a wrong picture meanwhile.
    private static func late(_ lines: [HistoryLine]) -> Set<ID<Event>> {
        var late: Set<ID<Event>> = []
        var earliest = Int64.max
        for line in lines.reversed() {
            guard let position = line.entry.position else { continue }
            if position > earliest { late.insert(line.entry.event) }
            earliest = min(earliest, position)
        }
        return late
    }
}

extension TimeLineEvent {
    init(_ line: HistoryLine, among shown: [ID<Event>: HistoryEntry], isLate: Bool, words: Words) {
        let entry = line.entry
        let moment = Moment(entry)
        self.init(
            anchor: Self.anchor(entry.event), at: moment, step: Self.step(entry, words),
            text: Self.text(line, words), place: line.place ?? line.readPoint, details: Self.details(line, words),
            tone: Self.tone(line, words),
            lateness: isLate ? Moment.lateness(event: entry.time, recorded: entry.recordTime) : nil,
            correction: line.correctedBy.map { id in
                let correcting = shown[id]
                return Correction(
                    reason: words.errorReason(correcting?.errorReason?.rawValue),
                    by: correcting.map {
                        Link("Corrected by the entry of \(Moment($0).dateText)", Self.link(to: $0.event))
                    })
            },
            corrects: entry.corrects.flatMap { shown[$0] }.map {
                Link("Corrects the entry of \(Moment($0).dateText)", Self.link(to: $0.event))
            },
            // Midnight to the second is how a report without a time of day is kept.
            showsTime: (moment.hour, moment.minute, moment.second) != (0, 0, 0))
    }

    private static func anchor(_ event: ID<Event>) -> String { "event-\(event)" }
    private static func link(to event: ID<Event>) -> Href { Href([], fragment: anchor(event)) }

    private static func step(_ entry: HistoryEntry, _ words: Words) -> String {
        if let step = entry.businessStep, step != .other { return words.step(step.rawValue) }
        return words.event(entry.type.rawValue, entry.action.rawValue)
    }

    private static func tone(_ line: HistoryLine, _ words: Words) -> Tone {
        if line.entry.details.faultCode != nil || !line.discrepancies.isEmpty { return .attention }
        return line.entry.disposition.map { words.tone(ofDisposition: $0.rawValue) } ?? .plain
    }

    private static func text(_ line: HistoryLine, _ words: Words) -> String? {
        let fault = line.entry.details.faultCode.map { "Fault found: \(words.plain($0))." }
        let doubts = line.discrepancies.map { words.discrepancy($0.code.rawValue) }
        let sentences = line.notes.map { note in
            note.last.map { ".!?:".contains($0) } ?? true ? note : note + "."
        }
        let text = ([fault].compactMap { $0 } + sentences + doubts).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    private static func details(_ line: HistoryLine, _ words: Words) -> [Fact] {
        let said = line.entry.details
        var facts: [Fact] = []
        if let disposition = line.entry.disposition {
            facts.append(Fact("State", words.disposition(disposition.rawValue)))
        }
        if let owner = line.ownerName { facts.append(Fact("Owner from here", owner)) }
        if let parent = line.parent {
            facts.append(Fact(line.entry.action == .delete ? "Taken out of" : "Put into", parent))
        }
        facts += (said.fitted ?? []).map { Fact("Fitted", part: $0) }
        facts += (said.removed ?? []).map { Fact("Removed", part: $0) }
        facts += (said.readings ?? []).map { reading in
            Fact(words.reading(reading.type), words.quantity(reading.value, unit: reading.unit))
        }
        facts += (said.transactions ?? []).map { Fact(words.plain($0.type), $0.id, isNumber: true) }
        facts += (said.set ?? []).map { Fact("From here", words.disposition($0)) }
        facts += (said.unset ?? []).map { Fact("No longer", words.disposition($0)) }
        return facts
    }
}

extension Fact {
    fileprivate init(_ term: String, part: EventDetails.PartNote) {
        self.init(term, [part.part, part.serial].compactMap { $0 }.joined(separator: " "), isNumber: true)
    }
}

extension Moment {
    fileprivate init(_ entry: HistoryEntry) {
        self.init(microseconds: entry.time, offsetMinutes: entry.zoneOffset)
    }
}
