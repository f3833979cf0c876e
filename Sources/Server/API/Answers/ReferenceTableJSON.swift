import Identifiers
import Nameplate

extension ReferenceTables.Kind {
    static let schema = Schema.word(allCases.map(\.rawValue))
}

extension ReferenceTableAnswer {
    static let schema = ObjectSchema(
        "ReferenceTable",
        [
            .required("kind", ReferenceTables.Kind.schema, "which table"),
            .required("version", .text(most: ReferenceTables.Facts.longestText), "the release in use"),
            .optional("source", .text(most: ReferenceTables.Facts.longestText), "out of what it was made"),
            .optional(
                "notice", .text(most: ReferenceTables.Facts.longestText),
                "whose data it is and under which licence it may be passed on"),
            .required("origin", .word(["builtIn", "replaced"]), "whether it came with the program or in its place"),
            .required("size", .count, "bytes of the file"),
            .required("sha256", .text(most: 64), "of the file, in hexadecimal digits"),
            .required(
                "builtInVersion", .text(most: ReferenceTables.Facts.longestText), "what the program was built with"),
            .required("builtInIsNewer", .boolean, "whether a reset would be an update"),
            .optional("replacedAt", .time, "since when it is in the place of the one built in"),
            .optional("replacedBy", .text(), "who put it there; for those who may change it"),
            .optional("warning", .text(most: 4_000), "why a file that was put in place is not used"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("version", facts.version)
            json.field("source", facts.source.isEmpty ? nil : facts.source)
            json.field("notice", facts.notice.isEmpty ? nil : facts.notice)
            json.field("origin", replacedAt == nil ? "builtIn" : "replaced")
            json.field("size", size)
            json.field("sha256", digest)
            json.field("builtInVersion", builtInVersion)
            json.field("builtInIsNewer", isBuiltInNewer)
            json.field("replacedAt", replacedAt.map { TimeText.text($0) })
            json.field("replacedBy", replacedBy)
            json.field("warning", warning)
        }
    }
}

extension ReferenceTableChange {
    static let schema = ObjectSchema(
        "ReferenceTableChange",
        [
            .required("kind", ReferenceTables.Kind.schema, "which table"),
            .required("version", .text(most: ReferenceTables.Facts.longestText), "the release in use from now on"),
            .required("previousVersion", .text(most: ReferenceTables.Facts.longestText), "the release before"),
            .optional(
                "notice", .text(most: ReferenceTables.Facts.longestText),
                "whose data it is and under which licence it may be passed on"),
            .required("changed", .boolean, "false where it was in use already"),
            .required("dryRun", .boolean, "whether it was only tried"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("version", facts.version)
            json.field("previousVersion", previous.version)
            json.field("notice", facts.notice.isEmpty ? nil : facts.notice)
            json.field("changed", isChanged)
            json.field("dryRun", isDryRun)
        }
    }
}
