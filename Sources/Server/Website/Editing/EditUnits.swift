import Hummingbird
import Identifiers
import Nameplate
import Registry

// What happens to units: registering them, events, components.

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}"
    private static let how: [EditForm.Field] = [
        .choice("businessStep", BusinessStep.self) { $0.step($1) },
        .choice("disposition", Disposition.self) { $0.disposition($1) }, .code("eventTime"), .code("location"),
        .code("readPoint"),
        .code("market"), .code("faultCode"), .rows("readings", readingLine), .rows("fitted", partLine),
        .rows("removed", partLine), .rows("transactions", transactionLine), .code("container"),
        .choice("action", EventAction.self) { _, word in Words.first(["eventAction.\(word)"]) ?? word },
        .lines("notes"),
    ]
    private static let whichUnits: [EditForm.Field] = [
        .code("model"), .lines("serials"), .code("batch"), .number("firstSequence"), .number("lastSequence"),
    ]
    private static let event: EditForm = {
        var form = EditForm(
            "event", Routes.taking(.post, "/events"), whichUnits + how,
            at: "/edit/manufacturers/{manufacturer}/events"
        ) { call, _ in .edit(call.values["manufacturer"] ?? "", "events", done: "event") }
        form.complete = { $0.json.set(.text($0.values["manufacturer"] ?? ""), at: ["manufacturer"]) }
        return form
    }()
    private static let registration = EditForm(
        "registration", Routes.taking(.post, "/manufacturers/{manufacturer}/models/{model}/units"),
        [
            .code("serial"), .code("batch"), .code("producedOn"), .code("workOrder"), .code("eventTime"),
            .choice("disposition", Disposition.self) { $0.disposition($1) }, .code("location"), .code("market"),
        ], segments: ["model"], at: "/edit/manufacturers/{manufacturer}/units"
    ) { call, sent in .unit(call.values["manufacturer"] ?? "", sent["model"] ?? "", sent["serial"] ?? "") }

    static let recording = EditPage(
        path: "/edit/manufacturers/{manufacturer}/events", permission: .record,
        summary: "Record what happened to units, and register some",
        query: [
            .init("model", .text(), "the units' model"), .init("batch", .text(most: 64), "the batch"),
        ], forms: [event, registration]
    ) { site, call in try await site.recordingPage(call) }

    private func recordingPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .record, of: manufacturer.id)
        let model = call.query["model"] ?? ""
        return FormsPage(
            title: Words.text("edit.recording"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("edit.recording")),
            sections: [
                section(Self.event, call, ["model": model, "batch": call.query["batch"] ?? ""]),
                section(Self.registration, call, ["model": model]),
            ])
    }

    // MARK: One unit

    private static func ofUnit(
        _ name: String, _ path: String, _ fields: [EditForm.Field]
    ) -> EditForm {
        EditForm(name, Routes.taking(.post, "\(ofUnit)\(path)"), fields) { call, _ in
            .edit(
                call.values["manufacturer"] ?? "", "models", call.values["model"] ?? "", "units",
                call.values["serial"] ?? "", done: name)
        }
    }
    /// An event of this unit alone.
    private static func event(_ name: String, _ fields: [EditForm.Field]) -> EditForm {
        let path = "/edit\(ofUnit)/\(name)"
        var form = EditForm(name, Routes.taking(.post, "/events"), fields, at: PathPattern(stringLiteral: path)) {
            call, _ in
            .edit(
                call.values["manufacturer"] ?? "", "models", call.values["model"] ?? "", "units",
                call.values["serial"] ?? "", done: name)
        }
        form.complete = { call in
            for name in ["manufacturer", "model"] { call.json.set(.text(call.values[name] ?? ""), at: [name]) }
            call.json.set(.array([.text(call.values["serial"] ?? "")]), at: ["serials"])
        }
        return form
    }
    private static let unitEvent = event("unitEvent", how)
    private static let correction: EditForm = {
        var form = event(
            "correction",
            [
                .code("corrects"),
                .choice("errorReason", ErrorReason.self) { words, word in words.errorReason(word) }, .lines("notes"),
            ])
        let tell = form.complete
        form.complete = { call in
            // Without it, it would be an event that says nothing.
            guard call.json["corrects"] != nil else {
                throw RequestError(.jsonMissingField, Words.text("edit.fillIn"), field: "corrects")
            }
            try await tell?(&call)
        }
        return form
    }()
    private static let when: [EditForm.Field] = [.code("eventTime"), .code("location"), .lines("notes")]
    private static let new: [EditForm.Field] = [
        .text("slot"), .flag("register"), .code("batch"), .code("producedOn"),
    ]
    private static let installation = ofUnit(
        "installation", "/components", [.code("component.model"), .code("component.serial")] + new + when)
    private static let removal = ofUnit(
        "removal", "/components/remove",
        [.code("component.model"), .code("component.serial"), .code("faultCode")] + when)
    private static let replacement = ofUnit(
        "replacement", "/components/replace",
        [.code("old.model"), .code("old.serial"), .code("new.model"), .code("new.serial"), .code("faultCode")] + new
            + when)

    static let unitEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}", permission: .record,
        summary: "Record what happened to a unit and its components",
        forms: [unitEvent, installation, removal, replacement, correction, coverExtension, extensionEnd]
    ) { site, call in try await site.unitEditingPage(call) }

    private func unitEditingPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.unit(
            call.segment("serial"), model: number, of: slug, as: call.principal)
        try Access.require(call.principal, .record, of: answer.manufacturer.id)
        let (model, serial) = (answer.model.number.text, answer.serial.text)
        let more = Access.allows(call.principal, .decideCover, of: answer.manufacturer.id) ? [extensions(call)] : []
        return FormsPage(
            title: Words.text("edit.recordingOf", ["what": serial]), eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("edit.recording")),
            sections: [
                section(Self.unitEvent, call), section(Self.installation, call), section(Self.removal, call),
                section(Self.replacement, call),
            ] + more + [
                section(Self.correction, call, options: ["corrects": events(of: answer)])
            ])
    }

    private func extensions(_ call: Call) -> FormSection {
        var section = section(Self.coverExtension, call)
        section.forms.append(card(Self.extensionEnd, call, isDanger: true))
        return section
    }

    /// What happened to a unit and still holds, the newest first.
    private func events(of answer: UnitAnswer) -> [FormField.Option] {
        (answer.history ?? []).filter { $0.correctedBy == nil }.sorted { $0.entry.time > $1.entry.time }.map { line in
            let entry = line.entry
            let what =
                entry.businessStep.map { words.step($0.rawValue) }
                ?? words.event(entry.type.rawValue, entry.action.rawValue)
            return FormField.Option(
                entry.event.description, "\(Moment(microseconds: entry.time).dateText): \(what)")
        }
    }

    // MARK: Lines

    /// `run_time = 1200 HUR`: what was measured, the value, and the code of its unit.
    @Sendable private static func readingLine(_ line: String) -> JSONValue {
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.split(whereSeparator: \.isWhitespace) }
        let value = parts.count > 1 ? parts[1] : []
        var reading: [String: JSONValue] = ["type": .text(parts.first?.joined(separator: " ") ?? "")]
        if let number = value.first { reading["value"] = .text(String(number)) }
        if value.count > 1 { reading["unit"] = .text(value[1...].joined(separator: " ")) }
        return .object(reading)
    }

    /// A part's number, and after a space its serial number.
    @Sendable private static func partLine(_ line: String) -> JSONValue {
        let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        var part: [String: JSONValue] = ["part": .text(parts.first ?? "")]
        if parts.count > 1 { part["serial"] = .text(parts[1]) }
        return .object(part)
    }

    /// A kind of document and its number, such as `po 4711`.
    @Sendable private static func transactionLine(_ line: String) -> JSONValue {
        let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        return .object(["type": .text(parts.first ?? ""), "id": .text(parts.count > 1 ? parts[1] : "")])
    }
}
