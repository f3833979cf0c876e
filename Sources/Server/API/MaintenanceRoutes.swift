import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What is to be done on units in use, what was done, and what their meters show.

extension Routes {
    private static let plansPath = "\(prefix)/manufacturers/{manufacturer}/maintenance-plans"
    private static let maintainedModel = "\(prefix)/manufacturers/{manufacturer}/models/{model}"
    private static let maintainedUnit = "\(maintainedModel)/units/{serial}"

    static let maintenance: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(maintainedUnit)/maintenance"), permission: .look,
            summary: "Say what maintenance is due on a unit, and what was done",
            query: [.init("asOf", .date, "the day that is asked for; today without it")],
            answer: .json(MaintenanceAnswer.schema, "every task; for its owner and for those who look after it"),
            isCharged: true
        ) { call in
            let answer = try await call.registry.maintenance(
                ofUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                asOf: call.queryDay("asOf"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(maintainedUnit)/maintenance/jobs"),
            permission: .record, summary: "Record that a task was done on a unit, or left out",
            request: .json(MaintenanceRequests.job),
            answer: .json(MaintenanceRequests.recorded, status: 201, "the event that says so")
        ) { call in
            let report = try MaintenanceRequests.report(call)
            return try await call.perform { commands, json in
                let event = try commands.recordMaintenance(report)
                json.object { $0.field("event", event.id.description) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(maintainedUnit)/readings"), permission: .record,
            summary: "Record what the meters of a unit show",
            request: .json(MaintenanceRequests.readings),
            answer: .json(MaintenanceRequests.recorded, status: 201, "the event that says so")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.unitName())
            let readings = MaintenanceRequests.reports(call.json)
            let time = try call.json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
            let note = call.json["note"]?.text
            return try await call.perform { commands, json in
                let event = try commands.recordReadings(readings, ofUnit: name, of: slug, at: time, note: note)
                json.object { $0.field("event", event.id.description) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(maintainedModel)/maintenance/due"),
            permission: .readUnits, summary: "List what maintenance is due or overdue on units of a model",
            query: [
                .init("within", .integer(0...3_660), "within so many days; 30 without it"),
                .init("site", .text(most: 200), "only units that stand there, as events name the place"),
                .init("limit", .integer(1...1_000), "at most so many; 100 without it"),
            ],
            answer: .json(DueMaintenance.listSchema, "by day")
        ) { call in
            let found = try await call.registry.dueMaintenance(
                of: call.segment("model"), call.segment("manufacturer"), within: Int(call.number("within") ?? 30),
                site: call.query["site"], limit: Int(call.number("limit") ?? 100), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post,
            path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/maintenance/reminders"),
            permission: .manageNotices, summary: "Remind owners of what maintenance is due, once for each time",
            request: .json(
                ObjectSchema(
                    "ReminderOrder",
                    [
                        .optional("within", .integer(0...3_660), "within so many days; 14 without it"),
                        .optional("dryRun", .boolean, "only say how many there are"),
                    ])),
            answer: .json(ReminderRun.schema, "what was posted")
        ) { call in
            let run = try await call.registry.remindOfMaintenance(
                of: call.segment("manufacturer"), within: Int(call.json["within"]?.integer ?? 14),
                isDryRun: call.json["dryRun"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { run.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: plansPath), permission: .look,
            summary: "List the maintenance plans of a manufacturer",
            query: [.init("model", .text(), "only what concerns this model")],
            answer: .json(KeptPlan.listSchema, "by name, the widest target first")
        ) { call in
            let found = try await call.registry.maintenancePlans(
                of: call.segment("manufacturer"), model: call.query["model"], as: call.principal)
            return try .json { json in
                try json.object { try $0.listField("items", found) { try $1.write(to: &$0) } }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: plansPath), permission: .editCatalogue,
            summary: "Set maintenance plans",
            request: .json(
                ObjectSchema(
                    "NewMaintenancePlans",
                    [
                        .required(
                            "plans", .list(.anyObject, most: MaintenancePlan.mostPlans),
                            "documents, as docs/maintenance.md describes them")
                    ])),
            answer: .json(KeptPlan.listSchema, "the plans as they are kept")
        ) { call in
            let slug = try call.segment("manufacturer")
            let document = String(
                decoding: JSONWriter.bytes { json in
                    json.object { json in
                        json.listField("plans", call.json["plans"]?.elements ?? []) { $0.value($1) }
                    }
                }, as: UTF8.self)
            return try await call.perform(status: 200) { commands, json in
                let kept = try commands.setMaintenancePlans(document, of: slug)
                try json.object { try $0.listField("items", kept) { try $1.write(to: &$0) } }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(plansPath)/{plan}"), permission: .editCatalogue,
            summary: "End a maintenance plan; what was done by it stays",
            answer: .json(ObjectSchema("EndedMaintenancePlan", [.required("id", .id, "its id")]), "its id")
        ) { call in
            let slug = try call.segment("manufacturer")
            let id = try call.segment("plan")
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeMaintenancePlan(ID(Int64(id) ?? 0), of: slug)
            }
            return .json { json in json.object { $0.field("id", id) } }
        },
    ]
}

/// What the requests about maintenance say, and how they are read.
enum MaintenanceRequests {
    /// What became of a task.
    enum Outcome: String, CaseIterable {
        case done, skipped
    }

    static let recorded = ObjectSchema("RecordedMaintenance", [.required("event", .id, "the event's id")])

    private static func meters(_ name: String, _ words: String) -> ObjectSchema.Property {
        .optional(
            name,
            .object(
                ObjectSchema(
                    name == "readings" ? "MeterReadings" : "NewMeters",
                    UsageLimit.Meter.allCases.map { .optional($0.rawValue, .decimal, "what it shows") })), words)
    }
    private static let common: [ObjectSchema.Property] = [
        meters("readings", "what the meters show"),
        meters("newMeters", "what new meters begin with, in the place of the old ones; after 'readings'"),
        .optional("eventTime", .time, "when it was (RFC 3339, with a zone); now without it"),
        .optional("note", .text(most: 4_000), "a remark; it can be erased later"),
    ]
    static let readings = ObjectSchema("MeterReport", common)
    static let job = ObjectSchema(
        "MaintenanceReport",
        [
            .required("task", .text(most: 121), "plan/task, or the task alone where one plan has it"),
            .optional(
                "outcome", .word(Outcome.allCases.map(\.rawValue)),
                "'done' without it; who leaves out says why in the note"),
            .optional(
                "parts",
                .list(
                    .object(
                        ObjectSchema(
                            "UsedPart",
                            [
                                .required("part", .text(most: 120), "its number"),
                                .optional("serial", .text(most: 120), "its serial number"),
                            ])), most: 100), "what was fitted"),
            .optional("location", .text(), "where the unit is"),
        ] + common)

    static func report(_ call: Call) throws -> MaintenanceReport {
        let json = call.json
        var report = MaintenanceReport(
            manufacturer: try call.segment("manufacturer"), unit: try call.unitName(), task: json["task"]?.text ?? "")
        report.kind = json["outcome"]?.text == Outcome.skipped.rawValue ? .skipped : .done
        report.time = try json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
        report.readings = reports(json)
        report.parts = (json["parts"]?.elements ?? []).map {
            EventDetails.PartNote(part: $0["part"]?.text ?? "", serial: $0["serial"]?.text)
        }
        report.location = json["location"]?.text
        report.note = json["note"]?.text
        return report
    }

    static func reports(_ json: JSONValue) -> [MeterReport] {
        func reports(_ field: String, isNew: Bool) -> [MeterReport] {
            UsageLimit.Meter.allCases.compactMap { meter in
                json[field]?[meter.rawValue]?.decimal.map { MeterReport(meter, $0, isNewMeter: isNew) }
            }
        }
        return reports("readings", isNew: false) + reports("newMeters", isNew: true)
    }
}

extension Call {
    /// The unit that the address names by its two numbers.
    func unitName() throws -> UnitName {
        let text = try segment("serial")
        let serial = try reading("serial") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
        return UnitName(model: try segment("model"), serial: serial)
    }
}
