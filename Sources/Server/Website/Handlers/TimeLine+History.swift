import Identifiers
import Nameplate
import Registry

extension TimeLine {
    /// A history with the newest event on top.
    /// - Parameter lines: in the order of event time.
    init(_ lines: [HistoryLine], words: Words) {
        let context = HistoryContext(lines)
        self.init(lines.reversed().map { TimeLineEvent($0, in: context, words: words) })
    }
}

/// What the entries of a history say of each other.
struct HistoryContext: Sendable {
    /// All entries shown.
    let entries: [ID<Event>: HistoryEntry]
    /// The later happening that the registry heard of before an entry, where there is one: until then its picture was
    /// wrong.
    private(set) var overtaken: [ID<Event>: HistoryEntry] = [:]
    /// Entries that put the unit into another state than it was in, or gave it to another owner.
    private(set) var changes: Set<ID<Event>> = []
    private(set) var newOwners: Set<ID<Event>> = []

    init(_ lines: [HistoryLine]) {
        entries = Dictionary(lines.map { ($0.entry.event, $0.entry) }) { first, _ in first }
        let effective = lines.filter { $0.correctedBy == nil }
        var first: HistoryEntry?
        for entry in effective.reversed().map(\.entry) {
            guard let position = entry.position else { continue }
            if let known = first?.position, known < position {
                overtaken[entry.event] = first
            } else {
                first = entry
            }
        }
        var disposition: Disposition?
        var owner: String?
        for line in effective {
            if let state = line.entry.disposition, state != disposition {
                changes.insert(line.entry.event)
                disposition = state
            }
            if let name = line.ownerName, name != owner {
                newOwners.insert(line.entry.event)
                owner = name
            }
        }
    }
}

extension TimeLineEvent {
    init(_ line: HistoryLine, in context: HistoryContext, words: Words) {
        let entry = line.entry
        let moment = Moment(entry)
        self.init(
            anchor: Self.anchor(entry.event), at: moment, step: Self.step(line, words),
            text: Self.text(line, words),
            place: (line.place ?? line.readPoint).map { PlaceText.of($0, line.placeName) },
            details: Self.details(line, in: context, words), tone: Self.tone(line, words),
            lateness: context.overtaken[entry.event].map {
                Words.text("history.reportedAfterTheEntry", ["date": Moment($0).dateText])
            },
            correction: line.correctedBy.map { id in
                let correcting = context.entries[id]
                return Correction(
                    reason: words.errorReason(correcting?.errorReason?.rawValue),
                    by: correcting.map {
                        Link(
                            Words.text("history.correctedByTheEntry", ["date": Moment($0).dateText]),
                            Self.link(to: $0.event))
                    })
            },
            corrects: entry.corrects.flatMap { context.entries[$0] }.map {
                Link(Words.text("history.correctsTheEntryOf", ["date": Moment($0).dateText]), Self.link(to: $0.event))
            },
            // Midnight to the second is how a report without a time of day is kept.
            showsTime: (moment.hour, moment.minute, moment.second) != (0, 0, 0))
    }

    private static func anchor(_ event: ID<Event>) -> String { "event-\(event)" }
    private static func link(to event: ID<Event>) -> Href { Href([], fragment: anchor(event)) }

    private static func step(_ line: HistoryLine, _ words: Words) -> String {
        let entry = line.entry
        if let step = entry.businessStep, step != .other { return words.step(step.rawValue) }
        // What no step names is told by the note below.
        if entry.type == .object, !line.notes.isEmpty { return words.step("note") }
        return words.event(entry.type.rawValue, entry.action.rawValue)
    }

    private static func tone(_ line: HistoryLine, _ words: Words) -> Tone {
        if line.entry.details.faultCode != nil || !line.discrepancies.isEmpty { return .attention }
        return line.entry.disposition.map { words.tone(ofDisposition: $0.rawValue) } ?? .plain
    }

    private static func text(_ line: HistoryLine, _ words: Words) -> String? {
        let fault = line.entry.details.faultCode.map {
            Words.text("history.faultFound", ["plain": "\(words.plain($0))"])
        }
        let doubts = line.discrepancies.map { words.discrepancy($0.code.rawValue) }
        let sentences = line.notes.map { note in
            note.last.map { ".!?:".contains($0) } ?? true ? note : note + "."
        }
        let text = ([fault].compactMap { $0 } + sentences + doubts).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    /// What was put into the unit, taken out of it, or seen in it.
    private static func children(_ line: HistoryLine) -> [Fact] {
        let term =
            ["ADD": Words.text("history.putIn"), "DELETE": Words.text("history.takenOut")][line.entry.action.rawValue]
            ?? Words.text("history.seenInIt")
        let facts = line.children.map { Fact(term, $0, note: line.entry.details.slot) }
        let more = line.childCount - Int64(line.children.count)
        guard more > 0 else { return facts }
        return facts + [
            Fact(term, Words.text(facts.isEmpty ? "count.unit" : "count.more", count: more))
        ]
    }

    private static func details(_ line: HistoryLine, in context: HistoryContext, _ words: Words) -> [Fact] {
        let said = line.entry.details
        var facts: [Fact] = []
        if let disposition = line.entry.disposition, context.changes.contains(line.entry.event) {
            facts.append(Fact(Words.text("word.state"), words.disposition(disposition.rawValue)))
        }
        if let market = said.market { facts.append(Fact(Words.text("history.forTheMarket"), market)) }
        if let owner = line.ownerName, context.newOwners.contains(line.entry.event) {
            facts.append(Fact(Words.text("history.ownerFromHere"), owner))
        }
        if let parent = line.parent {
            let term =
                ["ADD": Words.text("history.putInto"), "DELETE": Words.text("history.takenOutOf")][
                    line.entry.action.rawValue] ?? Words.text("history.seenIn")
            facts.append(Fact(term, parent, note: said.slot))
        }
        facts += children(line)
        facts += (said.fitted ?? []).map { Fact(Words.text("history.fitted"), part: $0) }
        facts += (said.removed ?? []).map { Fact(Words.text("history.removed"), part: $0) }
        facts += (said.readings ?? []).map { reading in
            Fact(words.reading(reading.type), words.quantity(reading.value, unit: reading.unit))
        }
        facts += (said.transactions ?? []).map { Fact(words.plain($0.type), $0.id, isNumber: true) }
        facts += (said.set ?? []).map { Fact(Words.text("history.fromHere"), words.disposition($0)) }
        facts += (said.unset ?? []).map { Fact(Words.text("history.noLonger"), words.disposition($0)) }
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
