@testable import Server

/// Labels to be looked at and printed.
extension SamplePages {
    static var labelPages: [any WebPage] { [labels, labelsWithoutFields, layouts, noLayouts] }

    static var labels: LabelsPage {
        LabelsPage(
            title: "Labels of \(hostile)",
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Labels"), about: hostile,
            action: .labels("fjordlys", "FJ-320", unit: hostile), layout: "box-label",
            choices: [
                FormField("layout", "Label", .choice, value: "box-label", options: [.init("box-label", "Box label")])
            ],
            values: [.init(id: "value-0", label: hostile, text: hostile)],
            notice: Notice(.attention, "This label cannot be made.", text: hostile),
            preview: .init(
                picture: .label(
                    "fjordlys", "FJ-320", unit: hostile, query: [("layout", "box-label"), ("field", hostile)]),
                alt: hostile, downloads: [Link("Download a PDF", .manufacturers)], hint: "Print it at 100 %.",
                forms: [FormCard(.manufacturers, token: "t0ken", hidden: [("format", "pdf")], submit: "Make a PDF")]))
    }

    static var labelsWithoutFields: LabelsPage {
        LabelsPage(
            title: "Labels of 2 units", breadcrumb: Breadcrumb([], here: "Labels"), about: "A label.",
            action: .labels("fjordlys", "FJ-320", units: []), serials: [hostile, "B"], layout: "rating-plate",
            choices: [], values: [])
    }

    static var layouts: LabelLayoutsPage {
        LabelLayoutsPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Layouts of labels"), maker: hostile,
            notice: Notice(.bad, hostile),
            items: [
                .init(
                    title: hostile, name: "drive-label", note: "80 x 40 mm, changed on 2026-11-27 by \(hostile)",
                    picture: .layoutPicture("fjordlys", "drive-label"), alt: hostile,
                    edit: Link("Change", .labelLayouts("fjordlys", query: [("edit", "drive-label")])))
            ],
            editor: .init(
                heading: hostile, action: .labelLayouts("fjordlys"), token: "t0ken", name: "drive-label", text: hostile,
                fault: .init(sentence: hostile, mark: .init(hostile, at: 3)),
                picture: .layoutPicture("fjordlys", "drive-label"), alt: hostile, hint: hostile, isKept: true),
            beginnings: [Link("Rating plate", .labelLayouts("fjordlys", query: [("from", "rating-plate")]))])
    }

    static var noLayouts: LabelLayoutsPage {
        LabelLayoutsPage(
            breadcrumb: Breadcrumb([], here: "Layouts of labels"), maker: "Fjordlys",
            items: [], empty: EmptyState("No layout of its own yet", text: "Labels are printed by others."),
            beginnings: [])
    }
}
