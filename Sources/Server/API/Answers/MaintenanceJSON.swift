import AfterSales
import Identifiers
import Nameplate
import Registry

extension MaintenanceAnswer {
    static let schema = ObjectSchema(
        "Maintenance",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "the serial number as marked"),
            .required("asOf", .date, "the day that the answer is for"),
            .required("tasks", .list(.object(MaintenanceDue.schema), most: 40_000), "what is most urgent first"),
            .required("meters", .list(.object(UnitLife.Reading.schema), most: 4), "the last reading of each"),
            .optional(
                "lowReadings", .list(.object(UnitLife.Reading.schema), most: 10_000),
                "lower than one before them: kept, and not counted"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("asOf", asOf.isoText)
            json.listField("tasks", tasks) { $1.write(to: &$0) }
            json.listField("meters", meters) { $1.write(to: &$0) }
            if !lowReadings.isEmpty { json.listField("lowReadings", lowReadings) { $1.write(to: &$0) } }
        }
    }
}

extension UnitLife.Reading {
    static let schema = ObjectSchema(
        "MeterReading",
        [
            .required("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter"),
            .required("counted", .count, "over all meters that the unit has had, in whole numbers"),
            .required("on", .date, "when it was read"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("meter", meter.rawValue)
            json.field("counted", value)
            json.field("on", on.isoText)
        }
    }
}

extension MaintenanceDue {
    static let schema = ObjectSchema(
        "MaintenanceTask",
        [
            .required("plan", .text(most: 60), "the plan's name"),
            .optional("planTitle", .text(most: 200), "what it is called"),
            .required("task", .text(most: 60), "the task's name within the plan"),
            .required("title", .text(most: 200), "what it is called"),
            .required("state", .word(State.allCases.map(\.rawValue)), "'unknown' where nothing tells when it began"),
            .required("occurrence", .count, "the how-manieth time it is, from 1"),
            .optional("every", .text(most: 200), "from one to the next"),
            .required("schedule", .word(MaintenanceTask.Schedule.allCases.map(\.rawValue)), "what an early job does"),
            .optional("dueOn", .date, "the day on which it is due"),
            .optional("dueAt", .list(.object(limitSchema), most: 4), "or when a meter has counted so much"),
            .optional("windowFrom", .date, "from this day on it is in time"),
            .optional("windowUntil", .date, "until this day"),
            .optional("expectedOn", .date, "also by the pace of the meters' last year"),
            .optional("countsFrom", .word(StartRule.Start.allCases.map(\.rawValue) + ["job"]), "what it counts from"),
            .optional("countsFromDay", .date, "when that was"),
            .optional("procedure", .text(most: 100), "the document that says how"),
            .optional("parts", .list(.object(partSchema), most: 50), "what is needed for it"),
            .optional("minutes", .count, "how long it takes"),
            .required("missed", .count, "how many times were missed"),
            .required("past", .list(.object(Past.schema), most: mostPast), "what became of the times before"),
        ])
    fileprivate static let limitSchema = ObjectSchema(
        "MeterLimit",
        [
            .required("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter"),
            .required("counted", .count, "so much"),
        ])
    private static let partSchema = ObjectSchema(
        "NeededPart",
        [.required("model", .text(most: 100), "its number"), .required("quantity", .count, "how many")])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("plan", plan)
            json.field("planTitle", planTitle)
            json.field("task", task.name)
            json.field("title", task.title)
            json.field("state", state.rawValue)
            json.field("occurrence", Int64(occurrence))
            json.field("every", task.every?.text)
            json.field("schedule", task.schedule.rawValue)
            due.write(to: &json)
            json.field("windowFrom", window?.lowerBound.isoText)
            json.field("windowUntil", window?.upperBound.isoText)
            json.field("expectedOn", expectedOn?.isoText)
            switch origin {
            case .start(let start, let fact)?:
                json.field("countsFrom", start.rawValue)
                json.field("countsFromDay", fact.on.isoText)
            case .job(let fact)?:
                json.field("countsFrom", "job")
                json.field("countsFromDay", fact.on.isoText)
            case nil: break
            }
            json.field("procedure", task.procedure)
            if !task.parts.isEmpty {
                json.listField("parts", task.parts) { json, part in
                    json.object { json in
                        json.field("model", part.model)
                        json.field("quantity", Int64(part.quantity))
                    }
                }
            }
            json.field("minutes", task.minutes.map { Int64($0) })
            json.field("missed", Int64(missed))
            json.listField("past", past) { $1.write(to: &$0) }
        }
    }
}

extension MaintenanceDue.Place {
    fileprivate func write(to json: inout JSONWriter) {
        json.field("dueOn", on?.isoText)
        guard !usage.isEmpty else { return }
        json.listField("dueAt", usage) { json, limit in
            json.object { json in
                json.field("meter", limit.meter.rawValue)
                json.field("counted", limit.most)
            }
        }
    }
}

extension MaintenanceDue.Past {
    fileprivate static let schema = ObjectSchema(
        "PastMaintenance",
        [
            .required("outcome", .word(Outcome.allCases.map(\.rawValue)), "'missed': the next one was due before"),
            .optional("occurrence", .count, "the how-manieth time it was; none for an extra job"),
            .optional("on", .date, "when it was done or left out"),
            .optional("event", .id, "the event that says so"),
            .optional("dueOn", .date, "when it was due"),
            .optional("dueAt", .list(.object(MaintenanceDue.limitSchema), most: 4), "or when a meter counted so much"),
            .optional(
                "daysLate", .integer(-4_000_000...4_000_000), "days after it was due; negative where it came before"),
        ])

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome.rawValue)
            json.field("occurrence", occurrence.map { Int64($0) })
            json.field("on", fact?.on.isoText)
            json.field("event", fact?.event?.description)
            due?.write(to: &json)
            json.field("daysLate", daysLate.map { Int64($0) })
        }
    }
}

extension UnitStretch {
    static let properties: [ObjectSchema.Property] = [
        .optional("serial", .text(most: 64), "the serial number as marked, of one unit"),
        .optional("first", .text(most: 64), "the first one, of units of a batch that nothing tells apart"),
        .optional("last", .text(most: 64), "the last one"),
        .optional("count", .count, "how many they are; units with a history of their own are not among them"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .one(let serial): json.field("serial", serial.text)
        case .range(let first, let last, let count):
            json.field("first", first.text)
            json.field("last", last.text)
            json.field("count", count)
        }
    }
}

extension DueMaintenance {
    static let listSchema = ObjectSchema(
        "DueMaintenance", [.required("items", .list(.object(schema), most: 1_000), "what is due, by day")])
    private static let schema = ObjectSchema(
        "DueTask",
        UnitStretch.properties + [
            .required("plan", .text(most: 60), "the plan's name"),
            .required("task", .text(most: 60), "the task's name"),
            .required("title", .text(most: 200), "what it is called"),
            .required("state", .word(MaintenanceDue.State.allCases.map(\.rawValue)), "how it stands"),
            .required("occurrence", .count, "the how-manieth time it is"),
            .optional("expectedOn", .date, "the day, also by the pace of the meters"),
            .optional("dueOn", .date, "when the calendar says so"),
            .optional("dueAt", .list(.object(MaintenanceDue.limitSchema), most: 4), "or when a meter counted so much"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            units.writeMembers(to: &json)
            json.field("plan", plan)
            json.field("task", task)
            json.field("title", title)
            json.field("state", state.rawValue)
            json.field("occurrence", Int64(occurrence))
            json.field("expectedOn", expectedOn?.isoText)
            due.write(to: &json)
        }
    }
}

extension OwnersMaintenance {
    static let schema = ObjectSchema(
        "OwnersMaintenance",
        [
            .required("items", .list(.object(itemSchema), most: Limits.largestPage), "the soonest first"),
            .optional("next", .text(most: 1_000), "the cursor of the next page; absent on the last one"),
            .required("isCut", .boolean, "whether more units are owned than are looked at"),
        ])
    private static let itemSchema = ObjectSchema(
        "OwnedMaintenance",
        [
            .required("unit", .object(UnitReference.schema), "on what"),
            .required("plan", .text(most: 60), "the plan's name"),
            .required("task", .text(most: 60), "the task's name"),
            .required("title", .text(most: 200), "what it is called"),
            .required("state", .word(MaintenanceDue.State.allCases.map(\.rawValue)), "how it stands"),
            .required("occurrence", .count, "the how-manieth time it is"),
            .optional("expectedOn", .date, "the day, also by the pace of the meters"),
            .optional("dueOn", .date, "when the calendar says so"),
            .optional("dueAt", .list(.object(MaintenanceDue.limitSchema), most: 4), "or when a meter counted so much"),
        ])

    /// Writes as many items as the call asks for, of one more that tells whether there is a next page.
    func write(to json: inout JSONWriter, _ call: Call) {
        let shown = items.prefix(call.limit)
        json.object { json in
            json.listField("items", shown) { json, item in item.write(to: &json) }
            json.field(
                "next", items.count > call.limit ? shown.last.map { Cursor.text($0.place.text, in: call.path) } : nil)
            json.field("isCut", isCut)
        }
    }
}

extension OwnedMaintenance {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("unit") { unit.writeMembers(to: &$0) }
            json.field("plan", due.plan)
            json.field("task", due.task.name)
            json.field("title", due.task.title)
            json.field("state", due.state.rawValue)
            json.field("occurrence", Int64(due.occurrence))
            json.field("expectedOn", due.expectedOn?.isoText)
            due.due.write(to: &json)
        }
    }
}

extension KeptPlan {
    static let listSchema = ObjectSchema(
        "MaintenancePlans", [.required("items", .list(.object(schema), most: MaintenancePlans.most), "the plans")])
    private static let schema = ObjectSchema(
        "MaintenancePlan",
        [
            .required("id", .id, "by which it is ended"),
            .required("name", .text(most: 60), "its name"),
            .required("version", .count, "how often it was set"),
            .required("target", .text(most: 220), "the models whose units it is for, in words"),
            .required("forSome", .boolean, "whether it is for some of their units only"),
            .required("document", .anyObject, "as it can be set again; docs/maintenance.md describes it"),
        ])

    func write(to json: inout JSONWriter) throws {
        let document = try JSONParser.parse(Array(self.document.utf8))
        json.object { json in
            json.field("id", id.description)
            json.field("name", plan.name)
            json.field("version", version)
            json.field("target", plan.target.words)
            json.field("forSome", isForSome)
            json.name("document")
            json.value(document)
        }
    }
}

extension ReminderRun {
    static let schema = ObjectSchema(
        "ReminderRun",
        [
            .required("due", .count, "tasks that are due on units whose owner is known"),
            .required("posted", .count, "of these, how many nobody had been reminded of; in a dry run all"),
            .required("dryRun", .boolean, "whether nothing was posted"),
            .required("isCut", .boolean, "whether there is more: run it again"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("due", Int64(due))
            json.field("posted", Int64(posted))
            json.field("dryRun", isDryRun)
            json.field("isCut", isCut)
        }
    }
}
