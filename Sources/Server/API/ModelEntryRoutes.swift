import Hummingbird
import Identifiers
import Nameplate
import Registry

/// A list of a model over the API.
protocol ModelEntryJSON: ModelEntry {
    /// What the schema is called, and the members that are sent and answered.
    static var schemaName: String { get }
    static var members: [ObjectSchema.Property] { get }
    /// Members that are answered only.
    static var answered: [ObjectSchema.Property] { get }
    /// - Throws: a problem that names the member.
    init(_ json: JSONValue) throws
    /// - Parameter today: for what holds for a while only.
    func writeMembers(to json: inout JSONWriter, today: CivilDate)
}

extension ModelEntryJSON {
    static var answered: [ObjectSchema.Property] { [] }
}

/// Versions, packaging, approvals, prices and marketing of models.
extension Routes {
    static let modelEntries: [Route] =
        entries(of: ModelVersion.self, "versions", "versions of a design", "a version of a design")
        + entries(of: PackagingLevel.self, "packaging", "packaging levels of a model", "how a model is packed")
        + entries(of: Approval.self, "approvals", "approvals of a model", "an approval of a model")
        + entries(of: PriceBand.self, "prices", "price bands of a model", "what a model costs")
        + entries(of: Marketing.self, "marketing", "selling points of a model", "selling points of a model") + [
            Route(
                method: .get, path: PathPattern(stringLiteral: "\(ofModel)/units/{serial}/version"), permission: .look,
                summary: "Say which version of its design a unit is",
                answer: .json(unitVersion, "the version; absent where nobody has said it"), isCharged: true
            ) { call in
                let version = try await call.registry.version(
                    ofUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                    as: call.principal)
                let today = call.registry.today
                return .json { json in
                    json.object { json in
                        if let version {
                            json.objectField("version") { version.writeMembers(to: &$0, today: today) }
                        }
                    }
                }
            }
        ]

    private static let unitVersion = ObjectSchema(
        "UnitVersion",
        [
            .optional(
                "version", .object(ObjectSchema("VersionOfUnit", ModelVersion.members)), "what is said of the version")
        ])

    private static func entries<Entry: ModelEntryJSON>(
        of type: Entry.Type, _ path: String, _ list: String, _ one: String
    ) -> [Route] {
        let members = ObjectSchema(
            Entry.schemaName, [.required("id", .id, "of the entry")] + Entry.members + Entry.answered)
        return [
            Route(
                method: .get, path: PathPattern(stringLiteral: "\(ofModel)/\(path)"), permission: .look,
                summary: "List \(list)",
                answer: .json(
                    ObjectSchema(
                        "\(Entry.schemaName)List",
                        [.required("items", .list(.object(members), most: Entry.most), "all that one may know")]),
                    "the list")
            ) { call in
                let answer = try await call.registry.entries(
                    type, of: call.segment("model"), call.segment("manufacturer"), as: call.principal)
                let today = call.registry.today
                return .json { json in
                    json.object { json in
                        json.listField("items", answer.entries) { $1.write(to: &$0, today: today) }
                    }
                }
            },
            Route(
                method: .post, path: PathPattern(stringLiteral: "\(ofModel)/\(path)"), permission: .editCatalogue,
                summary: "Say \(one), in the place of what was said before",
                request: .json(ObjectSchema("New\(Entry.schemaName)", Entry.members)),
                answer: .json(members, "as it is kept")
            ) { call in
                let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
                let entry = try Entry(call.json)
                let today = call.registry.today
                return try await call.perform(status: 200) { commands, answer in
                    try commands.set(entry, of: number, slug).write(to: &answer, today: today)
                }
            },
            removal(of: type, path, "Take back \(one)"),
        ]
    }

    /// - Parameter path: The list's, below the model's.
    static func removal<Entry: ModelEntry>(of type: Entry.Type, _ path: String, _ summary: String) -> Route {
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(ofModel)/\(path)/{entry}"),
            permission: .editCatalogue, summary: summary,
            answer: .json(ObjectSchema("Removed", [.required("id", .id, "of the entry that is gone")]), "its id")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let text = try call.segment("entry")
            // What is no number is no entry either.
            let id = ID<KeptEntry<Entry>>(Int64(text) ?? 0)
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.remove(id, of: number, slug)
            }
            return .json { json in json.object { $0.field("id", id.description) } }
        }
    }
}

extension KeptEntry where Entry: ModelEntryJSON {
    func write(to json: inout JSONWriter, today: CivilDate) {
        json.object { json in
            json.field("id", id.description)
            entry.writeMembers(to: &json, today: today)
        }
    }
}
