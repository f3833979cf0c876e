import Hummingbird
import Labels
import Nameplate
import Registry

/// Whose labels a page shows.
private enum Labelled {
    case unit(String)
    case batch(String)
    /// Several units of a model, by their serial numbers.
    case units([String])
}

extension Site {
    /// Labels of a unit.
    func unitLabels(_ call: Call) async throws -> Response {
        try await labels(of: .unit(try call.segment("serial")), call)
    }

    /// Labels of all units of a batch.
    func batchLabels(_ call: Call) async throws -> Response {
        try await labels(of: .batch(try call.segment("batch")), call)
    }

    /// Labels of the units that the query names.
    func chosenLabels(_ call: Call) async throws -> Response {
        try await labels(of: .units(call.queries["serial"] ?? []), call)
    }

    private func labels(of labelled: Labelled, _ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readProduction, of: manufacturer.id)
        let choice = LabelChoice(call)
        var page: LabelsPage = choice.page(of: labelled, number, manufacturer)
        guard choice.isFilled else {
            page.notice = Notice(.plain, Words.text("labels.needsMore"), text: Words.text("labels.fillIn"))
            return try respond(page, to: call)
        }
        do {
            let serial: String = try await check(choice, labelled, number, slug, call)
            page.preview = choice.preview(of: labelled, first: serial, number, slug)
            switch labelled {
            case .unit: break
            case .batch(let batch):
                page.preview?.forms = forms(choice, .labels(slug, number, batch: batch), call)
            case .units(let serials):
                // The address without the serial numbers, which the form holds itself.
                page.preview?.forms = forms(
                    choice, .labels(slug, number, units: []), holding: [("serials", serials.joined(separator: " "))],
                    call)
            }
        } catch {
            // What keeps a label from being drawn is told beside the form; everything else has a page of its own.
            guard let problem = Problem(of: error), [400, 422].contains(problem.status) else { throw error }
            page.notice = Notice(.attention, Words.text("labels.cannot"), text: problem.sentence)
            if let place = page.choices.firstIndex(where: { $0.name == problem.field }) {
                page.choices[place].problem = FormField.Problem(problem.sentence)
            }
        }
        return try respond(page, to: call, status: page.preview == nil ? 422 : 200)
    }

    /// What makes a file of many labels.
    private func forms(
        _ choice: LabelChoice, _ href: Href, holding more: [(name: String, value: String)] = [], _ call: Call
    ) -> [FormCard] {
        [(Words.text("labels.pdf"), "pdf"), (Words.text("labels.zpl"), "zpl")].map { text, format in
            FormCard(
                href, token: tokens.token(for: href.text, as: call.principal),
                hidden: [("layout", choice.key), ("format", format), ("dpi", choice.dpi)]
                    + (format == "pdf" ? [("sheet", choice.sheet), ("start", choice.start)] : [])
                    + choice.values.enumerated().map { ("value-\($0)", $1) } + more, submit: text)
        }
    }

    /// Makes a file of a batch's labels: long work that its owner may leave.
    func makeBatchLabels(_ call: Call) async throws -> Response {
        let batch = try call.segment("batch")
        return try await makeLabels(call, named: batch) { order, _ in
            try await call.registry.labels(
                ofBatch: batch, model: call.segment("model"), of: call.segment("manufacturer"), order,
                address: Routes.address(call), as: call.principal)
        }
    }

    /// Makes a file of the labels of units that somebody has chosen.
    func makeChosenLabels(_ call: Call) async throws -> Response {
        try await makeLabels(call, named: call.segment("model")) { order, form in
            try await call.registry.labels(
                of: (form["serials"] ?? "").split(separator: " ").map(String.init), model: call.segment("model"),
                of: call.segment("manufacturer"), order, address: Routes.address(call), as: call.principal)
        }
    }

    private func makeLabels(
        _ call: Call, named subject: String, _ begin: (LabelOrder, [String: String]) async throws -> LabelRun
    ) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            throw RequestError(.originForeign, "This page had grown old. Go back, load it again and press the button.")
        }
        let choice = LabelChoice(form)
        var order: LabelOrder = try choice.order
        order.format = form["format"] == "zpl" ? .zpl : .pdf
        if order.format == .zpl { order.sheet = nil }
        let run = try await begin(order, form)
        let format = order.format
        let job = try call.registry.begin(
            .labels, "\(subject) (\(format.rawValue.uppercased()))",
            key: "labels \(call.path) \(choice) \(format) \(form["serials"] ?? "")", target: call.path,
            as: call.principal
        ) { work in
            let name = "labels-\(subject.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })"
            return .file(
                try await work.file(named: "\(name).\(format.rawValue)", format.contentType) { take in
                    let printer: LabelPrinter = try run.begin()
                    while !printer.isFinished {
                        try await take(printer.piece())
                        work.report(
                            JobProgress(
                                phase: .writing, done: printer.drawn, total: run.count, items: printer.drawn))
                    }
                })
        }
        _ = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
        return redirect(to: .job(job.id))
    }

    /// Draws the labels as they are asked for.
    /// - Returns: The first serial number.
    private func check(
        _ choice: LabelChoice, _ labelled: Labelled, _ number: String, _ slug: String, _ call: Call
    ) async throws -> String {
        let order: LabelOrder = try choice.order
        switch labelled {
        case .unit(let serial):
            _ = try await call.registry.labels(of: [serial], model: number, of: slug, order, as: call.principal)
            return serial
        case .units(let serials):
            _ = try await call.registry.labels(of: serials, model: number, of: slug, order, as: call.principal)
            return serials.first ?? ""
        case .batch(let batch):
            _ = try await call.registry.labels(ofBatch: batch, model: number, of: slug, order, as: call.principal)
            let answer = try await call.registry.batch(batch, model: number, of: slug, as: call.principal)
            return answer.firstSerial ?? ""
        }
    }
}

/// What a reader of the page has chosen.
private struct LabelChoice {
    var key: String
    var layout: LabelLayout
    var dpi: String
    var sheet: String
    var start: String
    /// Of the fields that the layout declares, in its order.
    var values: [String]

    /// What a form sends that makes a file.
    init(_ form: [String: String]) {
        let entry = LabelLayout.readyMade.first { $0.key == form["layout"] } ?? LabelLayout.readyMade[0]
        (key, layout) = (entry.key, entry.layout)
        dpi = form["dpi"] ?? "300"
        sheet = form["sheet"] ?? ""
        start = form["start"] ?? "1"
        values = layout.ownFields.indices.map { (form["value-\($0)"] ?? "").replacing("\r\n", with: "\n") }
    }

    init(_ call: Call) {
        let first: LabelLayout.ReadyMade = LabelLayout.readyMade[0]
        let entry: LabelLayout.ReadyMade =
            LabelLayout.readyMade.first { $0.key == call.query["layout"] } ?? first
        (key, layout) = (entry.key, entry.layout)
        dpi = call.query["dpi"] ?? "300"
        sheet = call.query["sheet"] ?? ""
        start = call.query["start"] ?? "1"
        // Browsers send CRLF for each line. Values typed for another layout are not this one's.
        let isSame: Bool = call.query["for"] == entry.key
        let sent: [String] = isSame ? (call.queries["value"] ?? []).map { $0.replacing("\r\n", with: "\n") } : []
        values = layout.ownFields.indices.map { sent.indices.contains($0) ? sent[$0] : "" }
    }

    var isFilled: Bool { values.allSatisfy { !$0.isEmpty } }

    var order: LabelOrder {
        get throws {
            var order = LabelOrder(layout, as: .pdf, resolution: try PrintResolution(parsing: dpi))
            if !sheet.isEmpty { order.sheet = try LabelSheet(parsing: sheet) }
            if order.sheet != nil { order.start = Int(start) ?? 0 }
            order.fields = Dictionary(zip(layout.ownFields.map(\.name), values)) { $1 }
            return order
        }
    }

    func page(of labelled: Labelled, _ number: String, _ manufacturer: Manufacturer) -> LabelsPage {
        let slug: String = manufacturer.slug
        var steps = [
            Link(Words.text("word.manufacturers"), .manufacturers), Link(manufacturer.name, .manufacturer(slug)),
            Link(number, .model(slug, number)),
        ]
        let (title, action): (String, Href) =
            switch labelled {
            case .unit(let serial):
                (Words.text("labels.ofUnit", ["serial": serial]), .labels(slug, number, unit: serial))
            case .batch(let batch):
                (Words.text("labels.ofBatch", ["batch": batch]), .labels(slug, number, batch: batch))
            case .units(let serials):
                (
                    Words.text("labels.ofUnits", ["units": Words.text("count.unit", count: serials.count)]),
                    .labels(slug, number, units: [])
                )
            }
        switch labelled {
        case .unit(let serial): steps.append(Link(serial, .unit(slug, number, serial)))
        case .batch(let batch): steps.append(Link(batch, .batch(slug, number, batch)))
        case .units: break
        }
        return LabelsPage(
            title: title, breadcrumb: Breadcrumb(steps, here: Words.text("labels.title")), about: layout.about,
            action: action,
            serials: { if case .units(let serials) = labelled { serials } else { [] } }(), layout: key,
            choices: choices,
            values: zip(layout.ownFields, values).enumerated().map { index, field in
                .init(id: "value-\(index)", label: field.0.meaning, text: field.1)
            })
    }

    private var choices: [FormField] {
        let sheets =
            [FormField.Option("", Words.text("labels.onePerPage"))]
            + LabelSheet.named.filter { $0.sheet.places > 1 }.map { .init($0.name, "\($0.name): \($0.about)") }
        return [
            FormField(
                "layout", Words.text("labels.label"), .choice, value: key,
                options: LabelLayout.readyMade.map { .init($0.key, $0.layout.name) }),
            FormField(
                "dpi", Words.text("labels.dpi"), .choice, value: dpi,
                options: PrintResolution.allCases.map { .init(String($0.rawValue), String($0.rawValue)) }),
            FormField("sheet", Words.text("labels.sheet"), .choice, value: sheet, options: sheets),
            FormField("start", Words.text("labels.start"), .number, value: start),
        ]
    }

    func preview(of labelled: Labelled, first serial: String, _ number: String, _ slug: String) -> LabelsPage.Preview {
        let fields: [(name: String, value: String)] = zip(layout.ownFields, values).map {
            ("field", "\($0.name)=\($1)")
        }
        func query(_ format: String) -> [(name: String, value: String)] {
            let onSheet: [(name: String, value: String)] =
                format == "pdf" && !sheet.isEmpty ? [("sheet", sheet), ("start", start)] : []
            return [("layout", key), ("format", format), ("dpi", dpi)] + onSheet + fields
        }
        let downloads: [Link] =
            switch labelled {
            case .unit:
                [
                    (Words.text("labels.pdf"), "pdf"), (Words.text("labels.png"), "png"),
                    (Words.text("labels.zpl"), "zpl"),
                ]
                .map { Link($0, .label(slug, number, unit: serial, query: query($1))) }
            case .batch, .units: []
            }
        return LabelsPage.Preview(
            picture: .label(slug, number, unit: serial, query: query("svg")),
            alt: Words.text("labels.alt", ["name": layout.name, "serial": serial]), downloads: downloads,
            hint: Words.text("labels.hint"))
    }
}
