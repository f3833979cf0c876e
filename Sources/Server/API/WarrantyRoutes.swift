import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What manufacturers promise, and what of it holds for units.

extension Routes {
    private static let termsPath = "\(prefix)/manufacturers/{manufacturer}/warranty-terms"
    private static let warrantyModel = "\(prefix)/manufacturers/{manufacturer}/models/{model}"
    private static let warrantyUnit = "\(warrantyModel)/units/{serial}/warranty"

    static let warranty: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: warrantyUnit), permission: .look,
            summary: "Say whether a unit is in cover, and why",
            query: [.init("asOf", .date, "the day that is asked for; today without it")],
            answer: .json(WarrantyAnswer.schema, "the verdict; strangers learn the state of a month alone"),
            isCharged: true
        ) { call in
            let answer = try await call.registry.warranty(
                ofUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                asOf: call.queryDay("asOf"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(warrantyUnit)/extensions"), permission: .decideCover,
            summary: "Give a unit more cover than its terms promise",
            request: .json(CoverExtension.requestSchema),
            answer: .json(
                ObjectSchema("KeptExtension", [.required("reference", .text(most: 100), "as given")]), status: 201,
                "its reference")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let serial = try call.segment("serial")
            let document = String(decoding: JSONWriter.bytes { $0.value(call.json) }, as: UTF8.self)
            return try await call.perform { commands, json in
                let more = try commands.extendWarranty(ofUnit: serial, model: number, of: slug, by: document)
                json.object { $0.field("reference", more.reference) }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(warrantyUnit)/extensions/{reference}"),
            permission: .decideCover, summary: "End such an extension on a day",
            query: [.init("on", .date, "from this day on it is not there; today without it")],
            answer: .json(
                ObjectSchema("CancelledExtension", [.required("reference", .text(most: 100), "as given")]),
                "its reference")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let (serial, reference) = (try call.segment("serial"), try call.segment("reference"))
            let day = try call.queryDay("on") ?? call.registry.today
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.cancelWarranty(reference, on: day, ofUnit: serial, model: number, of: slug)
            }
            return .json { json in json.object { $0.field("reference", reference) } }
        },
        Route(
            method: .post, path: "\(prefix)/warranty/list", permission: .look,
            summary:
                "Say of each unit of a list whether it is in cover",
            query: [
                .init("model", .text(), "the model of entries that name none"),
                .init("asOf", .date, "the day that is asked for; today without it"),
            ],
            request: .rows(["text/plain", "text/csv"]),
            answer: .stream(
                ["application/x-ndjson"], schema: .object(ListedWarranty.schema), "a verdict for each entry, in order"),
            isCharged: true
        ) { call in
            let isTable = call.headers[.contentType]?.lowercased().hasPrefix("text/csv") ?? false
            return WarrantyStream(registry: call.registry, asOf: try call.queryDay("asOf"), principal: call.principal)
                .response(
                    call.registry.listLookup(model: call.query["model"], as: call.principal),
                    isTable ? .table : .lines, from: call.body)
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(warrantyModel)/warranty/expiring"),
            permission: .readUnits, summary: "List units whose cover ends soon",
            query: [
                .init("within", .integer(0...3_660), "within so many days; 30 without it"),
                .init("limit", .integer(1...1_000), "at most so many; 100 without it"),
            ],
            answer: .json(
                ObjectSchema(
                    "ExpiringCovers",
                    [.required("items", .list(.object(ExpiringCover.schema), most: 1_000), "by last day")]),
                "the units")
        ) { call in
            let found = try await call.registry.expiringCovers(
                of: call.segment("model"), call.segment("manufacturer"), within: Int(call.number("within") ?? 30),
                limit: Int(call.number("limit") ?? 100), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: termsPath), permission: .look,
            summary: "List what a manufacturer promises",
            query: [.init("model", .text(), "only what concerns this model")],
            answer: .json(KeptTerm.listSchema, "by name, the widest target first, then by version")
        ) { call in
            let found = try await call.registry.warrantyTerms(
                of: call.segment("manufacturer"), model: call.query["model"], as: call.principal)
            return try .json { json in
                try json.object { try $0.listField("items", found) { try $1.write(to: &$0) } }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: termsPath), permission: .editCatalogue,
            summary: "Set warranty terms",
            request: .json(
                ObjectSchema(
                    "NewWarrantyTerms",
                    [
                        .required(
                            "terms", .list(.anyObject, most: WarrantyTerm.mostTerms),
                            "documents, as docs/warranty.md describes them"),
                        .optional("backdated", .boolean, "they may change what was promised to units of the past"),
                    ])),
            answer: .json(KeptTerm.listSchema, "the terms as they are kept")
        ) { call in
            let slug = try call.segment("manufacturer")
            let isBackdated = call.json["backdated"]?.boolean ?? false
            let document = String(
                decoding: JSONWriter.bytes { json in
                    json.object { json in
                        json.listField("terms", call.json["terms"]?.elements ?? []) { $0.value($1) }
                    }
                }, as: UTF8.self)
            return try await call.perform(status: 200) { commands, json in
                let kept = try commands.setWarrantyTerms(document, backdated: isBackdated, of: slug)
                try json.object { try $0.listField("items", kept) { try $1.write(to: &$0) } }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(termsPath)/{term}"), permission: .editCatalogue,
            summary: "Take back a version set by mistake",
            answer: .json(ObjectSchema("RemovedWarrantyTerm", [.required("id", .id, "its id")]), "its id")
        ) { call in
            let slug = try call.segment("manufacturer")
            let id = try call.segment("term")
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeWarrantyTerm(ID(Int64(id) ?? 0), of: slug)
            }
            return .json { json in json.object { $0.field("id", id) } }
        },
    ]
}

/// Answers a list with the cover of each entry while the list is still being read.
private struct WarrantyStream: Sendable {
    var registry: NameplateRegistry
    var asOf: CivilDate?
    var principal: Principal

    func response(
        _ list: ListLookup, _ syntax: SerialListSyntax,
        from pieces: some AsyncSequence<ByteBuffer, any Error> & Sendable
    ) -> Response {
        let body = ResponseBody { output in
            var (list, reader) = (list, syntax.reader)
            do {
                for try await piece in pieces {
                    let entries = try await list.judge(reader.read(Array(piece.readableBytesView)))
                    if !entries.isEmpty { try await output.write(ByteBuffer(bytes: lines(entries))) }
                }
                try await output.write(ByteBuffer(bytes: lines(try await list.judge(reader.finish()))))
            } catch {
                guard let problem = Problem(of: error) else { throw error }
                try await output.write(ByteBuffer(bytes: ProgressStream.line(of: problem)))
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private func lines(_ entries: [ListVerdict]) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for listed in try await registry.warranties(of: entries, asOf: asOf, as: principal) {
            bytes += JSONWriter.bytes(listed.write)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
