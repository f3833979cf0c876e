import AfterSales
import Hummingbird
import Nameplate
import Registry

// A manufacturer's fault codes, and how long jobs take by its standard.

extension Href {
    /// Where fault codes and labour times are read and set.
    package static func faultCodes(_ slug: String, done: String? = nil) -> Href {
        .edit(slug, "fault-codes", done: done)
    }
}

extension Site {
    private static let faults = "/manufacturers/{manufacturer}/fault-codes"
    private static let labour = "/manufacturers/{manufacturer}/labour-times"
    private static let page = "/edit/manufacturers/{manufacturer}/fault-codes"

    private static func form(
        _ name: String, _ method: Route.Method, _ path: String, _ fields: [EditForm.Field], segments: [String] = [],
        at page: PathPattern
    ) -> EditForm {
        EditForm(name, Routes.taking(method, path), fields, segments: segments, at: page) { call, _ in
            .faultCodes(call.values["manufacturer"] ?? "", done: name)
        }
    }

    private static let faultCode: EditForm = {
        var form = Self.form(
            "faultCode", .put, "\(faults)/{code}",
            [
                .text("category"), .code("parent"),
                .choice("kind", FaultCode.Kind.self) { _, word in Words.first(["faultKind.\(word)"]) ?? word },
                .lines("titles"), .flag("retired"),
            ], segments: ["code"], at: "\(page)/code")
        form.complete = { call in
            guard let lines = call.json["titles"]?.elements, !lines.isEmpty else { return }
            let titles = lines.compactMap(\.text).map { FaultTitleText.read($0) }.map {
                ($0.language, JSONValue.text($0.title))
            }
            call.json.set(.object(Dictionary(titles) { $1 }), at: ["titles"])
        }
        return form
    }()
    private static let faultTable = form(
        "faultTable", .post, "\(faults)/table", [.prose("table")], at: "\(page)/table")
    private static let models: [EditForm.Field] = [
        .choice("for", ModelTarget.Scope.self) { _, word in Words.first(["labourFor.\(word)"]) ?? word },
        .text("target"),
    ]
    private static let labourTime = form(
        "labourTime", .put, "\(labour)/{code}", [.text("title"), .number("minutes")] + models, segments: ["code"],
        at: "\(page)/labour")
    private static let labourRemoval = form(
        "labourRemoval", .post, "\(labour)/removed", [.code("code")] + models, at: "\(page)/labour/removed")

    static let faultEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/fault-codes", permission: .editCatalogue,
        summary: "Set fault codes and labour times", forms: [faultCode, faultTable, labourTime, labourRemoval]
    ) { site, call in try await site.faultPage(call) }

    private func faultPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: manufacturer.id)
        let codes = try await call.registry.faultCodes(of: slug, as: call.principal)
        let times = try await call.registry.labourTimes(of: slug, as: call.principal)
        var table = section(Self.faultTable, call)
        if !codes.isEmpty {
            table.table = Self.table(codes, in: words.language)
            var item = FormSection.Item(Words.text("word.downloadAsCsv"))
            item.href = Href(["api", "v1", "manufacturers", slug, "fault-codes", "table"])
            table.items = [item]
        }
        table.isWide = true
        var labour = section(Self.labourTime, call)
        if !times.isEmpty { labour.table = Self.table(times) }
        return FormsPage(
            title: Words.text("editForm.faultTable"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("editForm.faultTable")),
            sections: [table, section(Self.faultCode, call), labour, section(Self.labourRemoval, call)])
    }

    /// The codes as a tree: each below the one that it stands below, set apart by dashes.
    private static func table(_ codes: [FaultCode], in language: String) -> DataTable {
        func place(_ category: String, _ code: String) -> String { "\(category)\u{0}\(code)" }
        let known = Set(codes.map { place($0.category, $0.code) })
        let below = Dictionary(grouping: codes) { code in
            code.parent.map { place(code.category, $0) }.flatMap { known.contains($0) ? $0 : nil }
        }
        var rows: [[DataTable.Cell]] = []
        func add(below parent: String?, _ depth: Int) {
            guard depth < 12 else { return }
            for code in below[parent] ?? [] {
                let kind = Words.first(["faultKind.\(code.kind.rawValue)"]) ?? code.kind.rawValue
                rows.append([
                    .init(String(repeating: "– ", count: depth) + code.code), .init(code.title(in: language)),
                    .init(code.category), .init(code.isRetired ? Words.text("faults.retired") : kind),
                ])
                add(below: place(code.category, code.code), depth + 1)
            }
        }
        add(below: nil, 0)
        return DataTable(
            caption: Words.text("editForm.faultTable"),
            columns: [
                .init(Words.text("field.faultCode")), .init(Words.text("faults.meaning")),
                .init(Words.text("field.category")), .init(Words.text("faults.kind")),
            ], rows: rows)
    }

    private static func table(_ times: [LabourTime]) -> DataTable {
        DataTable(
            caption: Words.text("editForm.labourTime"),
            columns: [
                .init(Words.text("field.labourTime.code")), .init(Words.text("field.labourTime.title")),
                .init(Words.text("field.minutes"), isNumber: true), .init(Words.text("field.for")),
            ],
            rows: times.map { time in
                let word = time.target.scope.rawValue
                let scope = Words.first(["labourFor.\(word)"]) ?? word
                return [
                    .init(time.code), .init(time.title), .init(Numbers.grouped(time.minutes)),
                    .init([scope, time.target.text].filter { !$0.isEmpty }.joined(separator: " ")),
                ]
            })
    }
}
