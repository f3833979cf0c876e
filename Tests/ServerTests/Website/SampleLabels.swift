@testable import Server

/// Labels to be looked at and printed.
extension SamplePages {
    static var labelPages: [any WebPage] { [labels, labelsWithoutFields] }

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
}
