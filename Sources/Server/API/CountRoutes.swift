import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Counts of what stands at a place: opened, scanned, finished, recounted, adjusted, closed.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/counts"
    private static let oneCount = "\(ofMaker)/{count}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(CountAnswer.schema, headers: ["ETag"], "the count")

    static let counts: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "List the counts of places that are for you, the newest first",
            query: CountText.filter + Route.pageParameters,
            answer: .json(Route.page(of: InventoryCount.listedSchema), "the counts")
        ) { call in
            let found = try await call.registry.counts(
                of: call.segment("manufacturer"), at: call.nonEmpty("location"),
                call.query["state"].flatMap(CountState.init), after: call.recordPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { RecordPlace(at: $0.count.openedAt, id: $0.count.number.value).text }) {
                json, listed in
                json.object { listed.count.writeMembers(to: &$0, listed.location, listed.model) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleStock,
            summary: "Open a count of what stands at a place", query: [dryRun], request: .json(CountOrder.schema),
            answer: .json(CountAnswer.schema, status: 201, "the count; 200 for a dry run")
        ) { call in
            let (slug, order) = (try call.segment("manufacturer"), try CountOrder(call.json))
            return try await call.performOrTry { try $0.openCount(order, of: slug).write(to: &$1) }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/count-accuracy", permission: .readStock,
            summary: "Say how right the ledger was by the counts of a place, the oldest first",
            query: [.init("location", .text(most: 120), "only counts of this place, by any name of it")],
            answer: .json(CountText.accuracy, "the latest \(CountText.mostAccuracies) counts that were finished")
        ) { call in try await call.countAccuracy() },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneCount), permission: .readStock, summary: "Read a count",
            answer: answer
        ) { call in
            let found = try await call.registry.count(
                call.segment("count"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.count.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneCount)/expected"), permission: .readStock,
            summary: "List what should be at the place; not while a blind count is open",
            query: Array(StockUnitText.query.dropFirst(3)), answer: .json(StockUnitsAnswer.schema, "a page of it")
        ) { call in
            let found = try await call.registry.expected(
                inCount: call.segment("count"), of: call.segment("manufacturer"), from: StockUnitPlace(call),
                limit: call.limit, as: call.principal)
            return .json { found.write(cursor: found.next.map { Cursor.text($0.text, in: call.path) }, to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneCount)/scans"), permission: .readStock,
            summary: "List what was scanned in the latest round", query: Route.pageParameters,
            answer: .json(Route.page(of: ScanAnswer.listedSchema), "a page of it")
        ) { call in
            let found = try await call.registry.scans(
                inCount: call.segment("count"), of: call.segment("manufacturer"), after: call.after() ?? "",
                limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { $0.key }) { json, row in
                json.object { json in
                    row.scan.writeMembers(to: &json)
                    json.field("time", TimeText.text(row.time))
                }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneCount)/scans"), permission: .handleStock,
            summary: "Keep what was scanned; what was scanned before changes nothing",
            request: .json(ScannedText.schema), answer: .json(ScanAnswer.schema, status: 200, "what became of each")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("count"))
            let texts = try (call.json["items"]?.elements ?? []).map { try ScannedText($0) }
            let scans = try await call.registry.scans(texts, inCount: number, of: slug, as: call.principal)
            return try await call.perform(status: 200) { commands, json in
                let answers = try commands.scan(scans, inCount: number, of: slug)
                json.object { json in
                    json.listField("items", answers) { json, answer in json.object { answer.writeMembers(to: &$0) } }
                }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneCount)/differences"), permission: .readStock,
            summary: "List what the last finished round has found to differ", query: Route.pageParameters,
            answer: .json(Route.page(of: CountDifferenceLine.schema), "a page of it")
        ) { call in
            let found = try await call.registry.differences(
                inCount: call.segment("count"), of: call.segment("manufacturer"),
                from: call.after().flatMap { Int64($0) }.map { $0.addingSaturated(1) } ?? 0, limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { String($0.difference.ordinal) }) { json, line in
                json.object { line.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneCount)/steps"), permission: .handleStock,
            summary: "Finish a round, recount what differs, close a count or cancel it", request: .json(CountText.step),
            answer: answer, needsIfMatch: true
        ) { call in try await call.moveCount() },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneCount)/adjustments"), permission: .handleStock,
            summary: "Resolve what differs by events, or say why it stays", query: [dryRun],
            request: .json(CountDecision.schema),
            answer: .json(CountAdjustmentAnswer.schema, headers: ["ETag"], "what was resolved"), needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("count"))
            let (decision, expected) = (CountDecision(call.json), try call.expectedVersion())
            return try await call.performOrTry(status: 200) { commands, json in
                try commands.adjustCount(number, decision, of: slug, expecting: expected).write(to: &json)
            }
        },
    ]
}

extension Call {
    fileprivate func nonEmpty(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

    fileprivate func countAccuracy() async throws -> Response {
        let found = try await registry.counts(
            of: segment("manufacturer"), at: nonEmpty("location"), limit: CountText.mostAccuracies, as: principal)
        return .json { json in
            json.object { json in
                json.listField("items", found.filter { $0.count.countedAt != nil }.reversed()) { json, listed in
                    json.object { listed.count.writeMembers(to: &$0, listed.location, listed.model) }
                }
            }
        }
    }

    /// Scans that come in while a round is being finished belong to it.
    private struct ScansCameIn: Error {}
    private static let mostTries = 5

    fileprivate func moveCount() async throws -> Response {
        let (slug, number) = (try segment("manufacturer"), try segment("count"))
        let expected = try expectedVersion()
        let step = json["step"]?.text.flatMap(CountStep.init) ?? .finish
        guard step == .finish else {
            return try await perform(status: 200) { commands, json in
                try commands.moveCount(number, by: step, of: slug, expecting: expected).write(to: &json)
            }
        }
        for _ in 0..<Self.mostTries {
            let outcome = try await registry.outcome(ofCount: number, of: slug, as: principal)
            do {
                return try await perform(status: 200) { commands, json in
                    let answer = try commands.finishCount(number, outcome, of: slug, expecting: expected)
                    guard let answer else { throw ScansCameIn() }
                    answer.write(to: &json)
                }
            } catch is ScansCameIn {}
        }
        throw Counts.changedMeanwhile
    }
}
