import Nameplate
import Registry

// Mappings, which make our columns of somebody else's file.

extension Routes {
    static let mappings: [Route] = [
        Route(
            method: .get, path: "\(prefix)/import-mappings", permission: .importFiles,
            summary: "List one's own mappings, and those that the program brings",
            answer: .json(
                ObjectSchema(
                    "MappingList",
                    [.required("items", .list(.object(ImportMappings.Kept.schema), most: 1_000), "by name")]),
                "the mappings")
        ) { call in
            let kept = try await call.registry.mappings(as: call.principal)
            return .json { json in json.object { $0.listField("items", kept) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: "\(prefix)/import-mappings/{name}", permission: .importFiles, summary: "Read a mapping",
            answer: .json(ImportMappings.Kept.schema, "the mapping")
        ) { call in
            let kept = try await call.registry.mapping(call.segment("name"), as: call.principal)
            return .json { kept.write(to: &$0) }
        },
        Route(
            method: .put, path: "\(prefix)/import-mappings/{name}", permission: .importFiles,
            summary: "Keep a mapping, in place of one's own of the same name",
            request: .json(
                ObjectSchema("MappingText", [.required("text", .text(most: 300_000), "the mapping, line by line")])),
            answer: .json(ImportMappings.Kept.schema, "the mapping")
        ) { call in
            let name = try call.segment("name")
            try await call.registry.keepMapping(name, call.json["text"]?.text ?? "", as: call.principal)
            let kept = try await call.registry.mapping(name, as: call.principal)
            return .json { kept.write(to: &$0) }
        },
        Route(
            method: .delete, path: "\(prefix)/import-mappings/{name}", permission: .importFiles,
            summary: "Remove a mapping of one's own",
            answer: .json(ObjectSchema("MappingRemoved", [.required("name", .text(), "its name")]), "it is gone")
        ) { call in
            let name = try call.segment("name")
            try await call.registry.removeMapping(name, as: call.principal)
            return .json { json in json.object { $0.field("name", name) } }
        },
    ]
}

extension ImportMappings.Kept {
    static let schema = ObjectSchema(
        "Mapping",
        [
            .required("name", .text(), "its name"),
            .required("summary", .text(most: 300_000), "what it is for, as its first comment says"),
            .required("tables", .texts(most: 20), "the tables that it makes"),
            .required("text", .text(most: 300_000), "the mapping, line by line"),
            .required("builtIn", .boolean, "whether the program brings it"),
        ])

    func write(to json: inout JSONWriter) {
        let mapping = try? ImportMapping(parsing: text)
        json.object { json in
            json.field("name", name)
            json.field("summary", mapping?.summary ?? "")
            json.listField("tables", ImportTable.allCases.filter { mapping?.tables[$0] != nil }) {
                $0.value($1.rawValue)
            }
            json.field("text", text)
            json.field("builtIn", createdAt == nil)
        }
    }
}
