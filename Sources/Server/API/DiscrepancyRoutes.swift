import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// What came or stands otherwise than was announced or known: who looks into it, and how it was settled.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/discrepancies"
    private static let one = "\(ofMaker)/{discrepancy}"

    static let discrepancies: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "List the discrepancies of a manufacturer's stock that are for you",
            query: DiscrepancyText.filter + Route.pageParameters,
            answer: .json(Route.page(of: DiscrepancyLine.schema), "the newest first")
        ) { call in
            let slug = try call.segment("manufacturer")
            let found = try await call.registry.discrepancies(
                of: slug, call.discrepancyFilter, after: call.recordPlace(),
                limit: call.limit, as: call.principal)
            return call.page(found.items, next: found.next?.text) { json, line in
                json.object { line.writeMembers(of: slug, to: &$0) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: one), permission: .readStock,
            summary: "Read a discrepancy",
            answer: .json(DiscrepancyLine.schema, headers: ["ETag"], "the discrepancy")
        ) { call in
            let slug = try call.segment("manufacturer")
            let line = try await call.registry.discrepancy(call.discrepancy(), of: slug, as: call.principal)
            return call.versioned(line.discrepancy.rowVersion) { json in
                json.object { line.writeMembers(of: slug, to: &$0) }
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(one)/owner"), permission: .handleStock,
            summary: "Say who looks into a discrepancy",
            request: .json(
                ObjectSchema(
                    "DiscrepancyOwner",
                    [.optional("owner", .text(most: 120), "the name of an account; nobody without it")])),
            answer: .json(DiscrepancyLine.schema, headers: ["ETag"], "the discrepancy"), needsIfMatch: true
        ) { call in
            let (slug, id, name) = (try call.segment("manufacturer"), try call.discrepancy(), call.json["owner"]?.text)
            let expected = try call.expectedVersion()
            return try await call.perform(status: 200) { commands, json in
                let line = try commands.assignDiscrepancy(id, to: name, of: slug, expecting: expected)
                json.object { line.writeMembers(of: slug, to: &$0) }
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(one)/resolution"), permission: .handleStock,
            summary: "Say how a discrepancy was settled, and why; or that it is open again",
            request: .json(
                ObjectSchema(
                    "DiscrepancyResolution",
                    [
                        .optional("resolution", .word(DiscrepancyText.resolutions), "how; open again without it"),
                        .required("reason", .text(most: 1_000), "why"),
                    ])),
            answer: .json(DiscrepancyLine.schema, headers: ["ETag"], "the discrepancy"), needsIfMatch: true
        ) { call in
            let (slug, id) = (try call.segment("manufacturer"), try call.discrepancy())
            let resolution = call.json["resolution"]?.text.flatMap(StockDiscrepancy.Resolution.init)
            let (reason, expected) = (call.json["reason"]?.text, try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                let line = try commands.resolveDiscrepancy(
                    id, as: resolution, reason: reason, of: slug, expecting: expected)
                json.object { line.writeMembers(of: slug, to: &$0) }
            }
        },
    ]
}

enum DiscrepancyText {
    static let kinds = StockDiscrepancy.Kind.allCases.map(\.rawValue)
    static let resolutions = StockDiscrepancy.Resolution.allCases.map(\.rawValue)
    static let filter: [Route.Parameter] = [
        .init("all", .boolean, "true: those that are settled, too"),
        .init("kind", .word(kinds), "only those of this kind"),
        .init("place", .text(most: 120), "only those of this place and what stands in it"),
        .init("shipment", .text(most: 80), "only those of this shipment, by its number or reference"),
        .init("mine", .boolean, "true: only those that you look into"),
    ]
}

extension Call {
    fileprivate func discrepancy() throws -> ID<StockDiscrepancy> {
        guard let number = Int64(try segment("discrepancy")), number > 0 else { throw StockDiscrepancies.unknown }
        return ID(number)
    }

    var discrepancyFilter: DiscrepancyFilter {
        var filter = DiscrepancyFilter()
        filter.showsResolved = flag("all")
        filter.kind = query["kind"].flatMap(StockDiscrepancy.Kind.init)
        filter.place = query["place"].flatMap { $0.isEmpty ? nil : $0 }
        filter.shipment = query["shipment"].flatMap { $0.isEmpty ? nil : $0 }
        filter.areMine = flag("mine")
        return filter
    }
}
