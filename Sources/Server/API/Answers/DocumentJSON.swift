import Identifiers
import Nameplate
import Registry

extension DocumentAnswer {
    static let schema = ObjectSchema("Document", properties)
    static let listSchema = ObjectSchema(
        "DocumentList",
        [
            .required(
                "items", .list(.object(schema), most: Documents.mostOfModel), "by kind, number, language, newest first")
        ])

    private static let properties: [ObjectSchema.Property] = [
        .required("path", .text(most: 1_000), "the address of this document"),
        .required("id", .id, "of the document"),
        .required("kind", .word(Document.Kind.allCases.map(\.rawValue)), "what it is"),
        .required("title", .text(most: 200), "its title"),
        .optional("number", .text(most: 80), "its identification number, the same for all languages and versions"),
        .optional("language", .text(most: LanguageTag.largestLength), "BCP 47; absent where it has none"),
        .required("original", .boolean, "whether it is the original, not a translation"),
        .optional("version", .text(most: 40), "its revision"),
        .optional("issuedOn", .date, "its date of issue"),
        .required("forSome", .boolean, "whether it is for some units only"),
        .optional("appliesTo", .text(most: DocumentDetails.longestPopulation), "which units, where one may know"),
        .required("audience", .word(Document.Audience.allCases.map(\.rawValue)), "who may have it"),
        .required("faultCodes", DocumentDetails.faultSchema, "the faults that it is for; none for none in particular"),
        .required("models", .list(.object(Model.referenceSchema), most: Documents.mostModels), "its models"),
        .optional("file", .object(fileSchema), "the stored file"),
        .optional("link", .text(most: 2_000), "where it lies elsewhere"),
        .optional("replacedBy", .id, "what took its place"),
        .required("current", .boolean, "whether it was neither replaced nor withdrawn"),
        .optional("withdrawn", .object(withdrawalSchema), "that it must not be used any more"),
        .required("addedAt", .time, "when it came here"),
        .required("rowVersion", .count, "counts the changes, for If-Match"),
        .optional("replaces", .list(.object(olderSchema), most: Documents.mostOfModel), "what it took the place of"),
    ]
    private static let fileSchema = ObjectSchema(
        "DocumentFile",
        [
            .required("path", .text(most: 1_000), "its address"),
            .required("type", .word(FileType.allCases.map(\.rawValue)), "what it is, by its bytes"),
            .required("size", .count, "bytes"),
            .required("sha256", .text(most: 64), "of its bytes, in hexadecimal"),
            .required("name", .text(most: 120), "under which name to keep it"),
        ])
    private static let withdrawalSchema = ObjectSchema(
        "DocumentWithdrawal",
        [.required("at", .time, "when"), .optional("reason", .text(most: 400), "why")])
    private static let olderSchema = ObjectSchema(
        "ReplacedDocument",
        [
            .required("id", .id, "of the document"), .required("title", .text(most: 200), "its title"),
            .optional("version", .text(most: 40), "its revision"), .optional("issuedOn", .date, "its date of issue"),
        ])

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    private func writeMembers(to json: inout JSONWriter) {
        let details = document.details
        let path = Address.document(manufacturer.slug, document.id)
        json.field("path", path)
        json.field("id", document.id.description)
        json.field("kind", details.kind.rawValue)
        json.field("title", details.title)
        json.field("number", details.number)
        json.field("language", details.language?.text)
        json.field("original", details.isOriginal)
        json.field("version", details.version)
        json.field("issuedOn", details.issuedOn?.isoText)
        json.field("forSome", details.population != nil)
        json.field("appliesTo", population)
        json.field("audience", details.audience.rawValue)
        json.field("faultCodes", details.faultCodes)
        json.listField("models", models) { json, model in json.object { model.writeReferenceMembers(to: &$0) } }
        switch document.content {
        case .file(let file):
            json.objectField("file") { json in
                json.field("path", path + "/file")
                json.field("type", file.type.rawValue)
                json.field("size", file.size)
                json.field("sha256", file.digest.text)
                json.field("name", fileName)
            }
        case .link(let link): json.field("link", link)
        }
        json.field("replacedBy", successor?.description)
        json.field("current", document.isCurrent)
        if let withdrawal = document.withdrawal {
            json.objectField("withdrawn") { json in
                json.field("at", TimeText.text(withdrawal.at))
                json.field("reason", withdrawal.reason)
            }
        }
        json.field("addedAt", TimeText.text(document.createdAt))
        json.field("rowVersion", document.rowVersion)
        guard !older.isEmpty else { return }
        json.listField("replaces", older) { json, older in
            json.object { json in
                json.field("id", older.id.description)
                json.field("title", older.details.title)
                json.field("version", older.details.version)
                json.field("issuedOn", older.details.issuedOn?.isoText)
            }
        }
    }
}

extension DocumentsAnswer {
    func write(to json: inout JSONWriter) {
        json.object { $0.listField("items", documents) { $1.write(to: &$0) } }
    }
}

extension FilesReport {
    static let line = ObjectSchema(
        "FilesReportLine",
        [
            .required(
                "report",
                .object(
                    ObjectSchema(
                        "FilesReport",
                        [
                            .required("files", .count, "files read"), .required("bytes", .count, "their bytes"),
                            .required("missing", .texts(most: 100), "hashes of files that are not there"),
                            .required("damaged", .texts(most: 100), "hashes of files that are not what they were"),
                            .required("unused", .count, "files to which no document refers"),
                            .required("removed", .count, "how many of them were removed"),
                        ])), "what it found")
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("files", files)
        json.field("bytes", bytes)
        json.field("missing", missing)
        json.field("damaged", damaged)
        json.field("unused", unused)
        json.field("removed", removed)
    }
}
