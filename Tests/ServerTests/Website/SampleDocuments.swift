import Registry

@testable import Server

/// Pages with documents and pictures.
extension SamplePages {
    static var withDocuments: [any WebPage] { [modelWithDocuments, unitWithDocuments, searchWithPicture, uploadForm] }

    static var documents: DocumentSection {
        var old = DocumentSection.Item(hostile, Href([hostile]), facts: hostile, badge: Badge("Replaced", .attention))
        old.change = .edit("fjordlys", "documents", "1")
        return DocumentSection(
            groups: [
                .init(
                    "Manual",
                    [
                        .init(
                            "Gebrauchsanweisung", .documentFile("fjordlys", ID(1)), facts: "de, version 2, PDF, 1.2 MB"),
                        old,
                    ])
            ], pictures: [Figure(.documentFile("fjordlys", ID(2)), hostile)],
            edit: Link("Add and change documents", .documents("fjordlys", "FJ-320")))
    }

    static var modelWithDocuments: ModelPage {
        var page = model
        page.documents = documents
        page.platePicture = Figure(.documentFile("fjordlys", ID(3)), "Inside, on the left wall")
        return page
    }

    static var unitWithDocuments: UnitPage {
        var page = unit
        page.documents = documents
        return page
    }

    static var searchWithPicture: NotRecognisedPage {
        var page = hostileSearch
        page.platePicture = Figure(.documentFile("fjordlys", ID(3)), "Inside, on the left wall")
        return page
    }

    static var uploadForm: FormsPage {
        var form = FormCard(
            .documents("fjordlys", "FJ-320"), token: "token",
            fields: [FormField("file", "File", .file, id: "add-file")], submit: "Add it")
        form.isUpload = true
        for index in form.fields.indices.prefix(1) { form.fields[index].isFocused = true }
        return FormsPage(title: "Documents", sections: [FormSection("add", "A file", forms: [form])])
    }
}
