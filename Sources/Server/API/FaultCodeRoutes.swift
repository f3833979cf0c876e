import AfterSales
import Hummingbird
import Nameplate
import Registry

// Fault codes, and how long jobs take by the standard.

extension Routes {
    private static let faultPath = "\(prefix)/manufacturers/{manufacturer}/fault-codes"
    private static let labourPath = "\(prefix)/manufacturers/{manufacturer}/labour-times"

    static let faultCodes: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: faultPath), permission: .readModels,
            summary: "List the fault codes of a manufacturer",
            query: [.init("model", .text(), "only those that units of this model may have")],
            answer: .json(
                ObjectSchema(
                    "FaultCodes",
                    [.required("items", .list(.object(FaultCode.schema), most: FaultCodes.most), "by code")]),
                "the codes")
        ) { call in
            let found = try await call.registry.faultCodes(
                of: call.segment("manufacturer"), model: call.query["model"], as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(faultPath)/table"), permission: .readModels,
            summary: "The same as a table for spreadsheets, as it can be set again",
            answer: .stream(["text/csv"], "a row for each code")
        ) { call in
            let found = try await call.registry.faultCodes(of: call.segment("manufacturer"), as: call.principal)
            let rows = FaultCodeTable.rows(found)
            let page = OnePage(Array(rows.dropFirst()))
            return CSVStream.response(columns: rows.first ?? []) { page.take() }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(faultPath)/table"), permission: .editCatalogue,
            summary: "Set the fault codes of a table; others stay as they are",
            request: .json(
                ObjectSchema(
                    "FaultCodeTable",
                    [.required("table", .text(most: HeadedTable.mostBytes), "a table with a column 'code'")])),
            answer: .json(ObjectSchema("SetFaultCodes", [.required("count", .count, "new or said anew")]), "how many")
        ) { call in
            let slug = try call.segment("manufacturer")
            // Nobody waits for a write in which a long table is read.
            let codes = try FaultCodeTable.read(call.json["table"]?.text ?? "")
            return try await call.perform(status: 200) { commands, json in
                let count = try commands.setFaultCodes(codes, of: slug)
                json.object { $0.field("count", Int64(count)) }
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(faultPath)/{code}"), permission: .editCatalogue,
            summary: "Set a fault code, or retire it", request: .json(FaultCode.requestSchema),
            answer: .json(FaultCode.schema, "the code")
        ) { call in
            let slug = try call.segment("manufacturer")
            let code = FaultCode(try call.segment("code"), call.json)
            return try await call.perform(status: 200) { commands, json in
                try commands.setFaultCode(code, of: slug)
                code.write(to: &json)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: labourPath), permission: .readModels,
            summary: "List how long jobs take by the manufacturer's standard",
            answer: .json(
                ObjectSchema(
                    "LabourTimes",
                    [.required("items", .list(.object(LabourTime.schema), most: LabourTimes.most), "by labour code")]),
                "the times")
        ) { call in
            let found = try await call.registry.labourTimes(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(labourPath)/{code}"), permission: .editCatalogue,
            summary: "Say how long a job takes", request: .json(LabourTime.requestSchema),
            answer: .json(LabourTime.schema, "the time")
        ) { call in
            let slug = try call.segment("manufacturer")
            let time = LabourTime(
                try call.segment("code"),
                for: try ModelTarget(call.json["for"]?.text, call.json["target"]?.text),
                title: call.json["title"]?.text ?? "", minutes: call.json["minutes"]?.integer ?? 0)
            return try await call.perform(status: 200) { commands, json in
                try commands.setLabourTime(time, of: slug)
                time.write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(labourPath)/removed"), permission: .editCatalogue,
            summary: "Take back how long a job takes", request: .json(LabourTime.removalSchema),
            answer: .json(
                ObjectSchema("RemovedLabourTime", [.required("code", .text(most: 80), "its code")]), "its code")
        ) { call in
            let (slug, code) = (try call.segment("manufacturer"), call.json["code"]?.text ?? "")
            let target = try ModelTarget(call.json["for"]?.text, call.json["target"]?.text)
            return try await call.perform(status: 200) { commands, json in
                try commands.removeLabourTime(code, for: target, of: slug)
                json.object { $0.field("code", code) }
            }
        },
    ]
}

extension FaultCode {
    private static let properties: [ObjectSchema.Property] = [
        .optional("category", .text(most: 200), "of the models that it is for; all without it"),
        .optional("parent", .text(most: 80), "the wider code that it stands below"),
        .optional("kind", .word(Kind.allCases.map(\.rawValue)), "'ntf': no trouble was found; fault without it"),
        .optional("titles", .anyObject, "what it means, by language: {\"en\": \"No start\"}"),
        .optional("retired", .boolean, "true: it is not used any more"),
    ]
    static let requestSchema = ObjectSchema("FaultCodeDraft", properties)
    static let schema = ObjectSchema("FaultCode", [.required("code", .text(most: 80), "the code")] + properties)

    init(_ code: String, _ json: JSONValue) {
        var titles: [String: String] = [:]
        if case .object(let members)? = json["titles"] { titles = members.compactMapValues(\.text) }
        self.init(
            code, of: json["category"]?.text ?? "", below: json["parent"]?.text,
            kind: json["kind"]?.text.flatMap(Kind.init) ?? .fault, titles: titles,
            isRetired: json["retired"]?.boolean ?? false)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code)
            json.field("category", category.isEmpty ? nil : category)
            json.field("parent", parent)
            json.field("kind", kind.rawValue)
            json.objectField("titles") { json in
                for (language, title) in titles.sorted(by: { $0.key < $1.key }) { json.field(language, title) }
            }
            json.field("retired", isRetired)
        }
    }
}

extension LabourTime {
    private static let properties: [ObjectSchema.Property] = [
        .optional("for", .word(ModelTarget.Scope.allCases.map(\.rawValue)), "which models it is for; all without it"),
        .optional("target", .text(most: 200), "the category, line or model"),
        .required("title", .text(most: 200), "what is done"),
        .required("minutes", .integer(1...60_000), "how long it takes"),
    ]
    static let requestSchema = ObjectSchema("LabourTimeDraft", properties)
    static let schema = ObjectSchema("LabourTime", [.required("code", .text(most: 80), "the labour code")] + properties)
    static let removalSchema = ObjectSchema(
        "LabourTimeRemoval", [.required("code", .text(most: 80), "the labour code")] + properties.prefix(2))

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code)
            json.field("for", target.scope.rawValue)
            json.field("target", target == .everything ? nil : target.text)
            json.field("title", title)
            json.field("minutes", minutes)
        }
    }
}

extension ModelTarget {
    /// - Throws: `value.invalid` where one of both is missing.
    fileprivate init(_ scope: String?, _ text: String?) throws(RegistryError) {
        let scope = scope.flatMap(Scope.init) ?? .all
        guard (scope == .all) == (text == nil) else {
            throw RegistryError(
                .valueInvalid, "Name the category, line or model, or leave out both.", field: "target")
        }
        self.init(scope, text ?? "")
    }
}
