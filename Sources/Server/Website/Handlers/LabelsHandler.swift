import Hummingbird
import Labels
import Nameplate
import Registry

/// Whose labels a page shows.
private enum Labelled {
    case unit(String)
    case batch(String)
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

    private func labels(of labelled: Labelled, _ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readProduction, of: manufacturer.id)
        let choice = LabelChoice(call)
        var page: LabelsPage = choice.page(of: labelled, number, manufacturer)
        guard choice.isFilled else {
            page.notice = Notice(.plain, "This label needs more.", text: "Fill in its fields, then show it.")
            return try respond(page, to: call)
        }
        do {
            let serial: String = try await check(choice, labelled, number, slug, call)
            page.preview = choice.preview(of: labelled, first: serial, number, slug)
        } catch {
            // What keeps a label from being drawn is told beside the form; everything else has a page of its own.
            guard let problem = Problem(of: error), [400, 422].contains(problem.status) else { throw error }
            page.notice = Notice(.attention, "This label cannot be made.", text: problem.sentence)
        }
        return try respond(page, to: call, status: page.preview == nil ? 422 : 200)
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
            Link("Manufacturers", .manufacturers), Link(manufacturer.name, .manufacturer(slug)),
            Link(number, .model(slug, number)),
        ]
        let (title, action): (String, Href) =
            switch labelled {
            case .unit(let serial): ("Labels of \(serial)", .labels(slug, number, unit: serial))
            case .batch(let batch): ("Labels of batch \(batch)", .labels(slug, number, batch: batch))
            }
        switch labelled {
        case .unit(let serial): steps.append(Link(serial, .unit(slug, number, serial)))
        case .batch(let batch): steps.append(Link(batch, .batch(slug, number, batch)))
        }
        return LabelsPage(
            title: title, breadcrumb: Breadcrumb(steps, here: "Labels"), about: layout.about, action: action,
            layout: key, choices: choices,
            values: zip(layout.ownFields, values).enumerated().map { index, field in
                .init(id: "value-\(index)", label: field.0.meaning, text: field.1)
            })
    }

    private var choices: [FormField] {
        let sheets =
            [FormField.Option("", "One label a page")]
            + LabelSheet.named.filter { $0.sheet.places > 1 }.map { .init($0.name, "\($0.name): \($0.about)") }
        return [
            FormField(
                "layout", "Label", .choice, value: key,
                options: LabelLayout.readyMade.map { .init($0.key, $0.layout.name) }),
            FormField(
                "dpi", "Dots of the printer on an inch", .choice, value: dpi,
                options: PrintResolution.allCases.map { .init(String($0.rawValue), String($0.rawValue)) }),
            FormField("sheet", "Sheet", .choice, value: sheet, options: sheets),
            FormField("start", "First place on the sheet", .number, value: start),
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
                    ("Download a PDF", "pdf"), ("Download a picture (PNG)", "png"),
                    ("Download for label printers (ZPL)", "zpl"),
                ]
                .map { Link($0, .label(slug, number, unit: serial, query: query($1))) }
            case .batch(let batch):
                [("Download a PDF", "pdf"), ("Download for label printers (ZPL)", "zpl")]
                    .map { Link($0, .labels(slug, number, batch: batch, query: query($1))) }
            }
        return LabelsPage.Preview(
            picture: .label(slug, number, unit: serial, query: query("svg")),
            alt: "\(layout.name) of the serial number \(serial)", downloads: downloads,
            hint: "Print this page, or the PDF, at 100 %: the label comes out as large as it is.")
    }
}
