import Labels
import Nameplate
import Registry

/// Whose labels a page shows.
enum Labelled {
    case unit(String)
    case batch(String)
    /// Several units of a model, by their serial numbers.
    case units([String])
}

/// What a reader of the page has chosen.
struct LabelChoice {
    /// The layouts there are, and the one that is chosen.
    struct Layouts {
        var key: String
        var layout: LabelLayout
        var options: [FormField.Option]
    }

    var layouts: Layouts
    var key: String { layouts.key }
    var layout: LabelLayout { layouts.layout }
    var dpi: String
    var sheet: String
    var start: String
    /// Of the fields that the layout declares, in its order.
    var values: [String]

    /// - Parameters:
    ///   - sent: what the page's query or its form says.
    ///   - values: of the layout's own fields, as typed; browsers send CRLF for each line.
    init(_ layouts: Layouts, _ sent: [String: String], values: [String]) {
        self.layouts = layouts
        dpi = sent["dpi"] ?? "300"
        sheet = sent["sheet"] ?? ""
        start = sent["start"] ?? "1"
        self.values = layouts.layout.ownFields.indices.map { index in
            values.indices.contains(index) ? values[index].replacing("\r\n", with: "\n") : ""
        }
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
                options: layouts.options),
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
