import Hummingbird
import Labels
import Nameplate
import Registry

// What is printed and fixed to units, boxes and pallets.

extension Routes {
    private static let labelled: PathPattern = "/api/v1/manufacturers/{manufacturer}/models/{model}"

    static let labels: [Route] = [
        Route(
            method: .get, path: "\(labelled.text)/units/{serial}/label", permission: .readProduction,
            summary: "Draw a label of a unit, in true size",
            query: [
                .init("layout", .text(most: 80), "the name of a layout; rating-plate without it"),
                .init("format", .word(LabelOrder.Format.allCases.map(\.rawValue)), "svg without it"),
                .init(
                    "dpi", .word(PrintResolution.allCases.map { String($0.rawValue) }), "the printer's; 300 without it"),
                .init("size", .text(most: 20), "width and height in millimetres; the layout's own without it"),
                .init("field", .text(most: 4_200), most: 40, "a field that the layout declares: name=value"),
            ],
            answer: .stream(LabelOrder.contentTypes, "the label")
        ) { call in
            var order = LabelOrder(
                try LabelLayout.named(call.query["layout"]), as: .init(rawValue: call.query["format"] ?? "") ?? .svg)
            if let dpi = call.query["dpi"] { order.resolution = try PrintResolution(parsing: dpi) }
            if let size = call.query["size"] { order.size = try LabelSize(parsing: size) }
            for field in call.queries["field"] ?? [] {
                let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 { order.fields[String(parts[0])] = String(parts[1]) }
            }
            let run = try await call.registry.labels(
                of: [call.segment("serial")], model: call.segment("model"), of: call.segment("manufacturer"), order,
                address: { [address = call.publicAddress] in address?.page(of: $0) }, as: call.principal)
            return .bytes(try run.begin().piece(), order.format.contentType)
        },
        Route(
            method: .post, path: "\(labelled.text)/labels", permission: .readProduction,
            summary: "Print labels of some units or of a batch, as one document that streams",
            request: .json(LabelOrder.schema), answer: .stream(LabelOrder.contentTypes, "the labels"),
            handle: printLabels),
    ]

    private static func printLabels(_ call: Call) async throws -> Response {
        let order: LabelOrder = try LabelOrder(call.json)
        let (model, slug) = (try call.segment("model"), try call.segment("manufacturer"))
        let address: @Sendable (UnitReference) -> String? = { [address = call.publicAddress] in address?.page(of: $0) }
        let run: LabelRun
        if let batch = call.json["batch"]?.text {
            guard call.json["serials"] == nil else {
                throw RequestError(.jsonInvalid, "Name a batch or serial numbers, not both.", field: "batch")
            }
            run = try await call.registry.labels(
                ofBatch: batch, model: model, of: slug, order, address: address, as: call.principal)
        } else {
            var serials: [String] = []
            if case .array(let given)? = call.json["serials"] { serials = given.compactMap(\.text) }
            run = try await call.registry.labels(
                of: serials, model: model, of: slug, order, address: address,
                as: call.principal)
        }
        let body = ResponseBody { output in
            let printer: LabelPrinter = try run.begin()
            while !printer.isFinished { try await output.write(ByteBuffer(bytes: printer.piece())) }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: order.format.contentType], body: body)
    }
}

extension LabelLayout {
    /// A layout by its name; the rating plate where none is named.
    ///
    /// - Throws: `label.layout`.
    static func named(_ name: String?) throws -> LabelLayout {
        guard let name else { return .ratingPlate }
        guard let layout = readyMade(name) else { throw unknown(name) }
        return layout
    }
}

extension LabelOrder {
    static let contentTypes: [String] = ["image/svg+xml", "image/png", "application/pdf", "application/octet-stream"]

    static let schema = ObjectSchema(
        "LabelOrder",
        [
            .optional(
                "serials", .texts(most: NameplateRegistry.mostLabelledUnits, each: 400), "the units, by serial number"),
            .optional("batch", .text(), "or the batch whose units they are"),
            .optional("layout", .text(most: 80), "the name of a layout; rating-plate without it"),
            .optional("layoutText", .text(most: Limits.json), "or a layout itself"),
            .required("format", .word(Format.allCases.map(\.rawValue)), "svg and png hold one label, pdf and zpl many"),
            .optional("dpi", .integer(203...600), "the printer's resolution: 203, 300 (without it) or 600"),
            .optional("size", .text(most: 20), "width and height in millimetres; the layout's own without it"),
            .optional("sheet", .text(most: 100), "in a PDF: the name of a sheet of labels, or its measures"),
            .optional("start", .integer(1...10_000), "at which place of the first sheet to begin"),
            .optional("cutMarks", .boolean, "true draws lines that say where to cut"),
            .optional("copies", .integer(1...1_000), "how many of each"),
            .optional("fields", .anyObject, "the fields that the layout declares: texts by name"),
        ])

    /// - Throws: The codes of `LabelError`; `json.invalid`.
    init(_ json: JSONValue) throws {
        let layout: LabelLayout =
            try json["layoutText"]?.text.map { try LabelLayout(parsing: $0) } ?? .named(json["layout"]?.text)
        self.init(layout, as: json["format"]?.text.flatMap(Format.init(rawValue:)) ?? .pdf)
        if let dpi = json["dpi"]?.integer { resolution = try PrintResolution(parsing: String(dpi)) }
        if let size = json["size"]?.text { self.size = try LabelSize(parsing: size) }
        if let sheet = json["sheet"]?.text { self.sheet = try LabelSheet(parsing: sheet) }
        if let start = json["start"]?.integer { self.start = Int(start) }
        if let copies = json["copies"]?.integer { self.copies = Int(copies) }
        hasCutMarks = json["cutMarks"]?.boolean == true
        guard case .object(let given)? = json["fields"] else { return }
        for (name, value) in given {
            guard let text = value.text else {
                throw RequestError(.jsonInvalid, "The value of the field '\(name)' is a text.", field: "fields")
            }
            fields[name] = text
        }
    }
}
