import Server

/// The life of one refrigerator, newest first.
enum SampleEvents {
    static var refrigerator: [TimeLineEvent] {
        func at(_ day: Int64, _ hour: Int64) -> Moment {
            // Days since 12 March 2024, the day it was made.
            Moment(microseconds: (1_710_201_600 + day * 86_400 + hour * 3600) * 1_000_000, offsetMinutes: 60)
        }
        return [
            TimeLineEvent(
                anchor: "event-15", at: at(760, 9), step: "Health report", text: "Everything is in order.",
                place: "Bergen", details: [Fact("Inside", "4.1 °C"), Fact("Power", "38 W", note: "average of a day")],
                tone: .good),
            TimeLineEvent(
                anchor: "event-14", at: at(611, 13), step: "Repaired", text: "Compressor swapped under warranty.",
                place: "Bergen service centre", actor: "Vestland Hvitevareservice",
                details: [
                    Fact("Fitted", "CMP-88 CX9921004", isNumber: true),
                    Fact("Removed", "CMP-80 CX7710233", isNumber: true),
                    Fact("Order", "SO-20418", link: .front),
                ], tone: .good),
            TimeLineEvent(
                anchor: "event-13", at: at(608, 10), step: "Inspected",
                text: "Fault code E4: compressor does not start.",
                place: "Bergen", actor: "Vestland Hvitevareservice", tone: .attention,
                lateness: "reported after the entry of 13 November 2025"),
            TimeLineEvent(
                anchor: "event-12", at: at(600, 8), step: "Destroyed", place: "Trondheim recycling", tone: .bad,
                correction: .init(
                    reason: "Another serial number was meant.",
                    by: Link("Corrected on 14 November", Href([], fragment: "event-13")))),
            TimeLineEvent(
                anchor: "event-11", at: at(38, 16), step: "Sold", place: "Elkjøp Bergen", actor: "Elkjøp",
                details: [Fact("Receipt", "77-1204", isNumber: true)], tone: .good,
                corrects: Link("Corrects the sale of 18 April", Href([], fragment: "event-10"))),
            TimeLineEvent(anchor: "event-9", at: at(28, 7), step: "Put on the shelf", place: "Elkjøp Bergen"),
            TimeLineEvent(
                anchor: "event-8", at: at(24, 11), step: "Received", place: "Elkjøp Bergen",
                lateness: "reported after the entry of 9 April 2024"),
            TimeLineEvent(anchor: "event-7", at: at(21, 6), step: "Shipped", place: "Oslo plant", actor: "Fjordlys"),
            TimeLineEvent(
                anchor: "event-2", at: at(1, 14), step: "Inspected", text: "Passed the final test.",
                place: "Oslo plant, line 2", details: [Fact("Leak rate", "0.3 g/a")], tone: .good),
            TimeLineEvent(
                anchor: "event-1", at: at(0, 6), step: "Made and numbered", place: "Oslo plant, line 2",
                actor: "Fjordlys", showsTime: false),
        ]
    }
}
