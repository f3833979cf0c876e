import Hummingbird
import Identifiers
import Nameplate
import Plots
import Quality
import Registry
import Statistics

// How often units fail, and at which age.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/quality"

    static let quality: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/rates"), permission: .readQuality,
            summary: "How often units fail, by groups, each with limits and compared with the others",
            query: FleetInquiry.parameters,
            answer: .jsonOrCSV(FleetAnswer.schema, "the groups; a table where Accept asks for text/csv")
        ) { call in
            let answer = try await call.registry.fleet(
                of: call.segment("manufacturer"), FleetInquiry(call), as: call.principal)
            guard call.headers[.accept]?.contains("text/csv") == true else { return .json { answer.write(to: &$0) } }
            return .bytes(answer.csv, "text/csv; charset=utf-8; header=present")
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/curves"), permission: .readQuality,
            summary: "How units fare with age: survival, Weibull fit, hazard by month, failures per unit",
            query: FleetInquiry.parameters,
            answer: .json(FleetCurves.schema, "each curve, or the reason why there is none")
        ) { call in
            let answer = try await call.registry.fleet(
                of: call.segment("manufacturer"), FleetInquiry(call), as: call.principal)
            let curves = FleetCurves(answer.sample.whole)
            return .json { json in
                json.object { json in
                    answer.writeSubject(to: &json)
                    curves.writeMembers(to: &json)
                }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/plots/{plot}"), permission: .readQuality,
            summary: "Draw a figure: SVG, its table as CSV, or text for a terminal, as Accept asks for",
            query: FleetInquiry.parameters + OutlookInquiry.parameters + PlotRequest.parameters,
            answer: .stream(
                ["image/svg+xml", "text/csv", "text/plain"],
                "the figure: \(plots)"), handle: plot),
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/failures"), permission: .readQuality,
            summary: "List the failures behind a figure, the latest first",
            query: FleetInquiry.parameters + [
                .init("after", .text(most: 400), "the cursor of the page before"),
                .init("limit", .integer(1...1_000), "how many; 100 without it"),
            ], answer: .json(FieldFailuresAnswer.schema, "the failures of the model's units")
        ) { call in
            let inquiry = try FleetInquiry(call)
            guard inquiry.model != nil else {
                throw RequestError(.queryInvalid, "Say of which model, by the parameter 'model'.", field: "model")
            }
            let place = try call.query["after"].map { try FieldFailure.Place(cursor: $0) } ?? .first
            let answer = try await call.registry.failures(
                of: call.segment("manufacturer"), inquiry, after: place,
                limit: Int(call.number("limit") ?? 100), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
    ]

    private static let plots =
        (FleetPlot.allCases.map(\.rawValue) + WarrantyPlot.allCases.map(\.rawValue)).joined(separator: ", ")

    private static func plot(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let name = try call.segment("plot")
        let plot: Plot
        if let kind = FleetPlot(rawValue: name) {
            let answer = try await call.registry.fleet(of: slug, FleetInquiry(call), as: call.principal)
            plot = kind.plot(answer, FleetCurves(answer.sample.whole))
        } else if let kind = WarrantyPlot(rawValue: name) {
            plot = kind.plot(
                try await call.registry.warrantyOutlook(of: slug, OutlookInquiry(call), as: call.principal))
        } else {
            throw RequestError(.queryInvalid, "Figures are \(plots).", field: "plot")
        }
        return call.drawn(plot)
    }
}

extension FieldFailure.Place {
    /// As text: time, event, and the serial number's keys.
    var cursor: String { "\(time)~\(event)~\(serialKey)~\(serial)" }

    /// - Throws: `cursor.invalid`.
    init(cursor: String) throws(RegistryError) {
        let parts = cursor.split(separator: "~", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let time = Int64(parts[0]), let event = Int64(parts[1]) else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list.", field: "after")
        }
        self.init(time: time, serialKey: String(parts[2]), serial: String(parts[3]), event: event)
    }
}

extension FleetInquiry {
    static let parameters: [Route.Parameter] = [
        .init("population", .text(most: Limits.target), "which units, in the language of populations; all without it"),
        .init("model", .text(most: 120), "only of the model with this number"),
        .init("by", .text(most: 140), "what tells groups apart: \(FleetCut.words.joined(separator: ", "))"),
        .init("fault", .text(most: FaultCode.longestCode), most: 20, "only this fault and those that are narrower"),
        .init("until", .date, "up to the end of this day; today without it"),
        .init(
            "exposure", .word(ExposureRule.Until.allCases.map(\.rawValue)),
            "until when units in service count: those that report themselves until their last report (automatic)"),
        .init(
            "salesLag", .integer(ExposureRule.lagDays),
            "days from shipping to service where nobody tells; 60 without it"),
    ]

    init(_ call: Call) throws {
        self.init()
        func asked(_ name: String) -> String? { call.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        population = try asked("population").map { try WrittenPopulation(typed: $0) }
        model = asked("model")
        if let by = asked("by") { cut = try FleetCut(parsing: by) }
        faults = (call.queries["fault"] ?? []).filter { !$0.isEmpty }
        if asked("until") != nil { lastDay = try call.queryDay("until")?.lastDay }
        exposure = ExposureRule(
            until: asked("exposure").flatMap(ExposureRule.Until.init) ?? .automatic,
            salesLag: call.number("salesLag") ?? ExposureRule().salesLag)
    }
}
