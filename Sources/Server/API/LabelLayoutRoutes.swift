import Hummingbird
import Labels
import Nameplate
import Registry

// Layouts that manufacturers have made for their own labels.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/label-layouts"

    static let labelLayouts: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readModels,
            summary: "List the layouts that a manufacturer has made for its own labels",
            answer: .json(
                ObjectSchema(
                    "OwnLabelLayouts",
                    [
                        .required(
                            "layouts", .list(.object(OwnLabelLayout.listedSchema), most: LabelLayouts.most), "by name")
                    ]), "the layouts, without their texts")
        ) { call in
            let found = try await call.registry.labelLayouts(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("layouts", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/{layout}"), permission: .readModels,
            summary: "Show a layout of a manufacturer's own",
            answer: .json(OwnLabelLayout.schema, "the layout with its text")
        ) { call in
            let found = try await call.registry.labelLayout(
                call.segment("layout"), of: call.segment("manufacturer"), as: call.principal)
            return .json { found.entry.write(found.layout, to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/{layout}/picture"), permission: .readModels,
            summary: "Draw a ready-made layout or one of a manufacturer's own with example values, in true size",
            answer: .stream(["image/svg+xml"], "the picture")
        ) { call in
            let slug: String = try call.segment("manufacturer")
            let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
            let layout = try await call.registry.layoutToPrint(call.segment("layout"), of: slug, as: call.principal)
            let picture: String = try NameplateRegistry.picture(of: layout, maker: manufacturer.name)
            return Response(
                status: .ok, headers: [.contentType: LabelOrder.Format.svg.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: picture)))
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(ofMaker)/{layout}"), permission: .editCatalogue,
            summary: "Keep a layout for the labels of a manufacturer, in the place of one of the same name",
            request: .json(
                ObjectSchema(
                    "NewLabelLayout",
                    [.required("text", .text(most: LabelLayouts.longestText), "the layout; docs/labels.md says how")])),
            answer: .json(
                ObjectSchema("KeptLabelLayout", [.required("name", .text(most: 80), "its name")]), "its name")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("layout"))
            let text: String = call.json["text"]?.text ?? ""
            return try await call.perform(status: 200) { commands, json in
                try commands.setLabelLayout(name, text, of: slug)
                json.object { $0.field("name", name) }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(ofMaker)/{layout}"), permission: .editCatalogue,
            summary: "Take a layout of a manufacturer's own away",
            answer: .json(
                ObjectSchema("RemovedLabelLayout", [.required("name", .text(most: 80), "its name")]), "its name")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("layout"))
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeLabelLayout(name, of: slug)
            }
            return .json { json in json.object { $0.field("name", name) } }
        },
    ]
}

extension OwnLabelLayout {
    private static let changeFields: [ObjectSchema.Property] = [
        .required("changedAt", .time, "when it was last changed"),
        .required("changedBy", .text(most: 200), "by whom"),
    ]

    static let listedSchema = ObjectSchema(
        "ListedLabelLayout",
        [
            .required("name", .text(most: 80), "by which it is called for"),
            .required("title", .text(most: 200), "what people call it"),
            .required("about", .text(most: 200), "what it is for"),
            .required("width", .number, "in millimetres"), .required("height", .number, "in millimetres"),
            .required("fieldNames", .texts(most: 40), "the names of the fields that it declares"),
        ] + changeFields)

    static let schema = ObjectSchema("OwnLabelLayout", LabelLayout.schema.properties + changeFields)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("title", title)
            json.field("about", about)
            json.field("width", size.width)
            json.field("height", size.height)
            json.field("fieldNames", fields)
            writeChange(to: &json)
        }
    }

    func write(_ layout: LabelLayout, to json: inout JSONWriter) {
        json.object { json in
            layout.writeMembers(name, hasText: true, to: &json)
            writeChange(to: &json)
        }
    }

    private func writeChange(to json: inout JSONWriter) {
        json.field("changedAt", TimeText.text(changedAt))
        json.field("changedBy", changedBy)
    }
}
