import Hummingbird
import Identifiers
import Nameplate
import Registry

// The published tables by which numbers are read.

extension Routes {
    private static let table = "\(prefix)/reference-tables/{kind}"
    private static let forced = Route.Parameter("force", .boolean, "true takes an older file too")
    private static let rehearsed = Route.Parameter("dryRun", .boolean, "true checks the file and changes nothing")

    static let referenceTables: [Route] = [
        Route(
            method: .get, path: "\(prefix)/reference-tables", permission: .look,
            summary: "List the tables by which numbers are read: versions, sources, licences",
            answer: .json(
                ObjectSchema(
                    "ReferenceTableList",
                    [.required("items", .list(.object(ReferenceTableAnswer.schema), most: 100), "the tables in use")]),
                "all of them")
        ) { call in
            let tables = try call.registry.referenceTables(as: call.principal)
            return .json { json in json.object { $0.listField("items", tables) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: table), permission: .look,
            summary: "Get the file of a table as it is in use",
            answer: .stream([ContentType.octets], "the file; its licence stands in the list of tables")
        ) { call in
            let kind = try call.segment("kind")
            let content = try call.registry.referenceContent(of: kind, as: call.principal)
            return ReferenceTableFile.response(content)
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: table), permission: .manageReferences,
            summary: "Put a newer file in the place of a table, for this registry and at once",
            query: [rehearsed, forced], request: .file(most: StoredReferenceTables.mostBytes),
            answer: .json(ReferenceTableChange.schema, "what changed")
        ) { call in
            let kind = try call.segment("kind")
            let file = try await call.collectBody(
                most: StoredReferenceTables.mostBytes, advice: "no table is as large: check which file it is")
            let change = try await call.registry.updateReferenceTable(
                kind, with: file, isForced: call.flag("force"), isDryRun: call.flag("dryRun"), as: call.principal,
                from: call.source)
            return .json { change.write(to: &$0) }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: table), permission: .manageReferences,
            summary: "Use the table again that the program was built with",
            answer: .json(ReferenceTableChange.schema, "what changed")
        ) { call in
            let kind = try call.segment("kind")
            let change = try await call.registry.resetReferenceTable(
                kind, as: call.principal, from: call.source)
            return .json { change.write(to: &$0) }
        },
    ]
}

/// Sends the bytes of a table in pieces, so that many readers share what is in memory once.
private enum ReferenceTableFile {
    private static let pieceSize = 256 * 1024

    static func response(_ content: ReferenceBytes) -> Response {
        let body = ResponseBody(contentLength: content.count) { output in
            var start = 0
            while start < content.count {
                try await output.write(ByteBuffer(bytes: content[start..<(start + pieceSize)]))
                start += pieceSize
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: ContentType.octets], body: body)
    }
}
