/// What happened, as a line through the years; the page decides the order.
package struct TimeLine: Component {
    package var events: [TimeLineEvent]

    package init(_ events: [TimeLineEvent]) {
        self.events = events
    }

    package var mustache: [String: any Sendable] {
        var years: [[String: any Sendable]] = []
        var start = events.startIndex
        while start < events.endIndex {
            let year = events[start].year
            let end = events[start...].firstIndex { $0.year != year } ?? events.endIndex
            years.append(["year": year, "events": shown(Array(events[start..<end]))])
            start = end
        }
        return ["years": years]
    }
}

/// One event of a time line, in plain words.
package struct TimeLineEvent: Component {
    /// The id of the element, by which a correction is linked.
    package var anchor: String
    package var year: String
    /// "14 March", the year stands above.
    package var date: String
    /// "09:32 +01:00", where the time of day is known and may be seen.
    package var time: String?
    /// The `datetime` attribute.
    package var machineTime: String
    /// What happened: "Sold".
    package var step: String
    package var text: String?
    package var place: String?
    package var actor: String?
    /// Readings, references, parts.
    package var details: [Fact]
    package var tone: Tone
    /// "reported 9 days later".
    package var lateness: String?
    /// The event was a mistake: why, and which event says so.
    package var correction: Correction?
    /// The event that this one corrects.
    package var corrects: Link?

    package struct Correction: Component {
        package var reason: String
        package var by: Link?

        package init(reason: String, by: Link?) {
            self.reason = reason
            self.by = by
        }

        package var mustache: [String: any Sendable] {
            ["reason": reason, "by": shown(by)]
        }
    }

    package init(
        anchor: String, at moment: Moment, step: String, text: String? = nil, place: String? = nil,
        actor: String? = nil, details: [Fact] = [], tone: Tone = .plain, lateness: String? = nil,
        correction: Correction? = nil, corrects: Link? = nil, showsTime: Bool = true
    ) {
        self.anchor = anchor
        self.year = moment.yearText
        self.date = moment.dayText
        self.time = showsTime ? moment.clockText : nil
        self.machineTime = showsTime ? moment.machineText : moment.machineDate
        self.step = step
        self.text = text
        self.place = place
        self.actor = actor
        self.details = details
        self.tone = tone
        self.lateness = lateness
        self.correction = correction
        self.corrects = corrects
    }

    package var mustache: [String: any Sendable] {
        [
            "anchor": anchor, "date": date, "time": shown(time), "machineTime": machineTime, "step": step,
            "text": shown(text), "place": shown(place), "actor": shown(actor), "details": shownList(details),
            "tone": correction == nil ? tone.rawValue : "struck",
            "isStruck": correction != nil, "lateness": shown(lateness), "correction": shown(correction),
            "corrects": shown(corrects),
        ]
    }
}
