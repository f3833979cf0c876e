import Server

/// What is to be done on a unit, task by task, and what became of the times before.
enum MaintenanceCard {
    private static let mostPast = 5

    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        let name = [answer.manufacturer.name.asText, answer.model.number.asText].compactMap(\.self)
        card.title("\(name.joined(separator: " "))  S/N \(answer.serial.asText ?? "")")
        card.field("As of", answer.asOf.asText)
        for meter in answer.meters.asArray {
            card.field("Meter", "\(counted(meter)) on \(meter.on.asText ?? "")")
        }
        for task in answer.tasks.asArray {
            card.heading("\(task.title.asText ?? "")  (\(task.plan.asText ?? "")/\(task.task.asText ?? ""))")
            card.field("State", state(task.state.asText), style(task.state.asText))
            let places = (task.dueOn.asText.map { [$0] } ?? []) + task.dueAt.asArray.map(counted)
            card.field("Due", places.joined(separator: " or at "))
            if task.expectedOn.asText != task.dueOn.asText { card.field("Expected", task.expectedOn.asText) }
            card.field("Every", task.every.asText)
            card.field("Counts from", origin(task))
            card.field("Procedure", task.procedure.asText)
            let parts = task.parts.asArray.map { "\($0.quantity.asInteger ?? 1) × \($0.model.asText ?? "")" }
            card.field("Parts", parts.joined(separator: ", "))
            for past in task.past.asArray.prefix(mostPast) { card.field("Before", self.past(past)) }
            if let missed = task.missed.asInteger, missed > 0 { card.field("Missed", String(missed), .warning) }
        }
        if answer.tasks.asArray.isEmpty { card.text("No maintenance plan is for this unit.") }
        for low in answer.lowReadings.asArray {
            card.text(
                "Not counted: \(counted(low)) on \(low.on.asText ?? "") is less than was read before.", .warning)
        }
        return card.lines(for: terminal)
    }

    private static func counted(_ meter: JSON) -> String {
        "\(meter.counted.asInteger ?? 0) \(meter.meter.asText ?? "")"
    }

    private static func origin(_ task: JSON) -> String? {
        task.countsFrom.asText.map { [$0, task.countsFromDay.asText].compactMap(\.self).joined(separator: ", ") }
    }

    private static func past(_ past: JSON) -> String {
        let words = past.outcome.asText ?? ""
        guard let on = past.on.asText else { return "\(words), due \(past.dueOn.asText ?? "by its meter")" }
        guard let late = past.daysLate.asInteger, late != 0 else { return "\(words) on \(on)" }
        return "\(words) on \(on), \(abs(late)) \(abs(late) == 1 ? "day" : "days") \(late < 0 ? "early" : "late")"
    }

    private static func state(_ state: String?) -> String {
        switch state {
        case "later": "not yet"
        case "due": "due now"
        case "overdue": "overdue"
        case "finished": "done for good"
        case "ended": "the unit is no more"
        default: "cannot be told: nothing says when it began, or what its meter shows"
        }
    }

    private static func style(_ state: String?) -> Style? {
        switch state {
        case "later", "finished": .good
        case "due": .warning
        case "overdue": .bad
        default: nil
        }
    }
}
