import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// What warranty costs: the table, what is to come, and how long claims wait.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/quality"

    static let warrantyCosts: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/warranty"), permission: .readQuality,
            summary: "What claims cost by when units were made or sold and by month in service, and the trend",
            query: WarrantyCostInquiry.parameters,
            answer: .jsonOrCSV(
                WarrantyCostAnswer.schema, "the table; a row for each of its cells where Accept asks for text/csv")
        ) { call in
            let answer = try await call.registry.warrantyCosts(
                of: call.segment("manufacturer"), WarrantyCostInquiry(call), as: call.principal)
            guard call.wantsCSV else { return .json { answer.write(to: &$0) } }
            return .bytes(answer.csv, "text/csv; charset=utf-8; header=present")
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/warranty-forecast"), permission: .readQuality,
            summary: "Claims to come of what is in the field, their cost, and the reserve for them",
            query: WarrantyCostInquiry.parameters
                + OutlookInquiry.parameters.filter { own in
                    !WarrantyCostInquiry.parameters.contains { $0.name == own.name }
                },
            answer: .jsonOrCSV(
                OutlookAnswer.schema, "month by month; a table where Accept asks for text/csv")
        ) { call in
            let answer = try await call.registry.warrantyOutlook(
                of: call.segment("manufacturer"), OutlookInquiry(call), as: call.principal)
            guard call.wantsCSV else { return .json { answer.write(to: &$0) } }
            return .bytes(answer.csv, "text/csv; charset=utf-8; header=present")
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/claims-ageing"), permission: .readQuality,
            summary: "How long claims have been waiting that are not settled, by state, age and currency",
            answer: .jsonOrCSV(ClaimAgeingAnswer.schema, "the sums; a table where Accept asks for text/csv")
        ) { call in
            let answer = try await call.registry.claimsAgeing(
                of: call.segment("manufacturer"), as: call.principal)
            guard call.wantsCSV else { return .json { answer.write(to: &$0) } }
            return .bytes(answer.csv, "text/csv; charset=utf-8; header=present")
        },
    ]
}

extension WarrantyCostInquiry {
    /// Those of fleets without the cut, and its own.
    static let parameters: [Route.Parameter] =
        FleetInquiry.parameters.filter { $0.name != "by" } + [
            .init(
                "rowsBy", .word(WarrantyQuestion.Rows.allCases.map(\.rawValue)),
                "what the rows are: months of manufacture (build, without it) or of sale"),
            .init("currency", .text(most: 3), "of the costs, ISO 4217; without it the one that most claims are in"),
            .init("format", .word(["json", "csv"]), "in the place of Accept"),
        ]

    init(_ call: Call) throws {
        self.init()
        fleet = try FleetInquiry(call)
        fleet.cut = .whole
        rows = call.query["rowsBy"].flatMap(WarrantyQuestion.Rows.init) ?? .build
        currency = call.query["currency"].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension OutlookInquiry {
    /// What it has beside what a fleet is asked for.
    static let parameters: [Route.Parameter] =
        WarrantyCostInquiry.parameters.filter { $0.name == "rowsBy" || $0.name == "currency" } + [
            .init("months", .integer(1...120), "how many months to look ahead; 12 without it"),
            .init(
                "warrantyMonths", .integer(1...1_200),
                "how long the warranty is; without it the longest time that a term of the model promises"),
            .init("plannedSales", .integer(0...1_000_000_000), "units that will be sold in each coming month"),
        ]

    init(_ call: Call) throws {
        self.init()
        warranty = try WarrantyCostInquiry(call)
        months = Int(call.number("months") ?? 12)
        warrantyMonths = call.number("warrantyMonths").map(Double.init)
        plannedSales = Double(call.number("plannedSales") ?? 0)
    }
}
