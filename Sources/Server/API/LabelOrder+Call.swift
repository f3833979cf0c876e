import Labels
import Nameplate
import Registry

extension LabelLayout {
    static let schema = ObjectSchema(
        "LabelLayout",
        [
            .required("name", .text(most: 80), "by which it is called for"),
            .required("title", .text(most: 200), "what people call it"),
            .required("about", .text(most: 200), "what it is for"),
            .required("width", .number, "in millimetres"), .required("height", .number, "in millimetres"),
            .required(
                "fields",
                .list(
                    .object(
                        ObjectSchema(
                            "LabelField",
                            [
                                .required("name", .text(most: 40), "its name"),
                                .required("meaning", .text(most: 200), "what it holds"),
                                .optional("example", .text(most: 200), "a value for a label that is only looked at"),
                            ])), most: 40), "the fields that it declares: they are given with the order"),
            .optional("text", .text(most: Limits.json), "the layout itself"),
        ])

    func write(_ key: String, hasText: Bool, to json: inout JSONWriter) {
        json.object { writeMembers(key, hasText: hasText, to: &$0) }
    }

    func writeMembers(_ key: String, hasText: Bool, to json: inout JSONWriter) {
        json.field("name", key)
        json.field("title", name)
        json.field("about", about)
        json.field("width", size.width)
        json.field("height", size.height)
        json.listField("fields", ownFields) { json, field in
            json.object { json in
                json.field("name", field.name)
                json.field("meaning", field.meaning)
                json.field("example", field.example)
            }
        }
        if hasText { json.field("text", text) }
    }
}

extension LabelOrder.Format {
    /// Whether a browser saves it rather than shows it.
    var isDownloaded: Bool { self == .pdf || self == .zpl }
}

extension LabelOrder {
    static let contentTypes: [String] = ["image/svg+xml", "image/png", "application/pdf", "application/octet-stream"]

    static let parameters: [Route.Parameter] = [
        .init("layout", .text(most: 80), "a ready-made layout or one of the manufacturer's; rating-plate without it"),
        .init("format", .word(Format.allCases.map(\.rawValue)), "svg without it; pdf and zpl hold many labels"),
        .init("dpi", .word(PrintResolution.allCases.map { String($0.rawValue) }), "the printer's; 300 without it"),
        .init("size", .text(most: 20), "width and height in millimetres; the layout's own without it"),
        .init("sheet", .text(most: 100), "in a PDF: the name of a sheet of labels, or its measures"),
        .init("start", .integer(1...10_000), "at which place of the first sheet to begin"),
        .init("copies", .integer(1...1_000), "how many of each"),
        .init("field", .text(most: 4_200), most: 40, "a field that the layout declares: name=value"),
    ]

    /// What the query of a call asks for. Empty parameters, as forms send them, count as left out.
    ///
    /// - Throws: The codes of `LabelError`; `manufacturer.unknown`, `access.forbidden`.
    init(asking call: Call) async throws {
        func asked(_ name: String) -> String? { call.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.init(
            try await Self.layout(asked("layout"), call),
            as: asked("format").flatMap(Format.init(rawValue:)) ?? .svg)
        if let dpi = asked("dpi") { resolution = try PrintResolution(parsing: dpi) }
        if let size = asked("size") { self.size = try LabelSize(parsing: size) }
        if let sheet = asked("sheet"), format == .pdf { self.sheet = try LabelSheet(parsing: sheet) }
        if let start = asked("start").flatMap({ Int($0) }), sheet != nil { self.start = start }
        if let copies = asked("copies").flatMap({ Int($0) }) { self.copies = copies }
        for field in call.queries["field"] ?? [] {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw RequestError(.queryInvalid, "A field is name=value; '\(field)' has no '='.", field: "field")
            }
            fields[String(parts[0])] = String(parts[1])
        }
    }

    /// The layout of this name; the rating plate where none is named.
    private static func layout(_ name: String?, _ call: Call) async throws -> LabelLayout {
        guard let name else { return .ratingPlate }
        return try await call.registry.layoutToPrint(name, of: call.segment("manufacturer"), as: call.principal)
    }

    static let schema = ObjectSchema(
        "LabelOrder",
        [
            .optional(
                "serials", .texts(most: NameplateRegistry.mostLabelledUnits, each: 400), "the units, by serial number"),
            .optional("batch", .text(), "or the batch whose units they are"),
            .optional(
                "layout", .text(most: 80), "a ready-made layout or one of the manufacturer's; rating-plate without it"),
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

    /// What the document of a call asks for.
    ///
    /// - Throws: The codes of `LabelError`; `json.invalid`, `manufacturer.unknown`, `access.forbidden`.
    init(sentIn call: Call) async throws {
        let json: JSONValue = call.json
        let own: LabelLayout? = try json["layoutText"]?.text.map { try LabelLayout(parsing: $0) }
        let layout: LabelLayout
        if let own { layout = own } else { layout = try await Self.layout(json["layout"]?.text, call) }
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
