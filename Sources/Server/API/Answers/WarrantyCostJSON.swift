import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// What warranty has cost, as programs read it.

extension WarrantyCostAnswer {
    static let subject: [ObjectSchema.Property] = [
        .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units"),
        .required("population", .text(most: Population.Limit.characters), "which units"),
        .required("rowsBy", .word(WarrantyQuestion.Rows.allCases.map(\.rawValue)), "what the rows are"),
        .optional("currency", .text(most: 3), "of all costs, ISO 4217; absent where no claim tells one"),
        .required("until", .date, "the last day that counts"),
        .required("exposure", .word(ExposureRule.Until.allCases.map(\.rawValue)), "until when units in service count"),
        .required("salesLag", .count, "days from shipping to service where nobody tells"),
        .required("position", .count, "the position in the ledger through which events are counted"),
        .required("behind", .count, "how many events are not counted yet"),
        .required("source", .text(most: 2_000), "what every figure rests on, in words"),
        .optional("unknownModels", .texts(most: 100, each: 120), "models that are asked for and do not exist"),
    ]

    private static let cell = ObjectSchema(
        "WarrantyCell",
        [
            .required("month", .count, "in service, of 365/12 days, from 0"),
            .required("atRisk", .count, "units that were at risk in some of it"),
            .required("whole", .count, "units that were at risk from its beginning to its end"),
            .required("unitMonths", .number, "how long they were at risk, all together"),
            .required("claims", .count, "accepted claims"),
            .required("cost", .count, "of these, in minor units"),
            .required("isPartial", .boolean, "whether some units have yet to come to its end"),
            .required(
                "alarm", .word(WarrantyTable.Alarm.allCases.map(\.rawValue)),
                "against the same month in service of all other rows: more claims with a probability below 0.1 or 0.01"),
            .optional("pValue", .number, "exact, two-sided; absent where there is nothing to compare"),
            .optional("claimsPerUnit", .number, "of a unit up to the end of the month, by the time at risk"),
            .optional("costPerUnit", .number, "the same in minor units"),
        ])
    private static let row = ObjectSchema(
        "WarrantyRow",
        [
            .optional("label", .text(), "the month, such as 2024-07; absent where nobody has told it"),
            .required("population", .text(most: Population.Limit.characters), "which units it has"),
            .required("units", .count, "units in service: what was sold"),
            .required("claims", .count, "all accepted claims"), .required("cost", .count, "of these, in minor units"),
            .optional("claimsPerUnitSold", .number, "absent where no unit is in service"),
            .optional("costPerUnitSold", .number, "in minor units"),
            .required("outside", .count, "claims that have no month in service"),
            .required("withoutCost", .count, "claims whose cost is not told"),
            .required("otherCurrency", .count, "claims in other currencies, which are in no cost"),
            .required("cells", .list(.object(cell), most: WarrantyTable.mostMonths), "by month in service"),
            .required(
                "byMonth",
                .list(
                    .object(
                        ObjectSchema(
                            "WarrantyMonth",
                            [
                                .required("month", .text(most: 7), "a month of the calendar"),
                                .required("claims", .count, "accepted claims whose failures were in it"),
                            ])), most: 10_000), "claims by the month of the failure"),
        ])

    static let schema = ObjectSchema(
        "WarrantyTable",
        subject + [
            .required("total", .object(row), "all rows together"),
            .required("table", .list(.object(row), most: FleetSampler.mostGroups), "in the order of time"),
            .required(
                "trend", .list(.object(WarrantyTrend.seriesSchema), most: 10),
                "claims in the first months in service"),
        ])

    func writeSubject(to json: inout JSONWriter, source: String) {
        let question = sample.question
        manufacturer.writeReference(to: &json)
        json.field("population", question.fleet.population.population.text)
        json.field("rowsBy", question.rows.rawValue)
        json.field("currency", sample.currency)
        json.field("until", question.fleet.lastDay.isoText)
        json.field("exposure", question.fleet.exposure.until.rawValue)
        json.field("salesLag", question.fleet.exposure.salesLag)
        json.field("position", position)
        json.field("behind", behind)
        json.field("source", source)
        if !unknownModels.isEmpty { json.field("unknownModels", unknownModels) }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeSubject(to: &json, source: sourceText)
            json.objectField("total") { table.total.writeMembers(to: &$0) }
            json.listField("table", table.rows) { json, row in json.object { row.writeMembers(to: &$0) } }
            json.listField("trend", trend.series) { json, series in json.object { series.writeMembers(to: &$0) } }
        }
    }

    /// One row for each cell.
    var csv: [UInt8] {
        let header = [
            "row", "units", "month_in_service", "at_risk", "whole", "unit_months", "claims", "cost", "currency",
            "is_partial", "alarm", "p_value", "claims_per_unit", "cost_per_unit", "population",
        ]
        func text(_ number: Double?) -> String { number.map { String($0) } ?? "" }
        return table.rows.reduce(into: CSVRow.bytes(header)) { bytes, row in
            for (month, cell) in row.cells.enumerated() {
                bytes += CSVRow.bytes([
                    row.label == .unknown ? "" : row.label.shown, String(row.units), String(month),
                    String(cell.atRisk), String(cell.whole), text(cell.unitMonths), String(cell.claims),
                    String(cell.cost), sample.currency ?? "", String(cell.isPartial), cell.alarm.rawValue,
                    text(cell.pValue), text(cell.claimsPerUnit), text(cell.costPerUnit), row.population.text,
                ])
            }
        }
    }
}

extension WarrantyTable.Row {
    func writeMembers(to json: inout JSONWriter) {
        if label != .unknown, label != .whole { json.field("label", label.shown) }
        json.field("population", population.text)
        json.field("units", units)
        json.field("claims", claims)
        json.field("cost", cost)
        json.field("claimsPerUnitSold", claimsPerUnitSold)
        json.field("costPerUnitSold", costPerUnitSold)
        json.field("outside", outside)
        json.field("withoutCost", withoutCost)
        json.field("otherCurrency", otherCurrency)
        json.listField("cells", cells.indices) { json, month in
            let cell = cells[month]
            json.object { json in
                json.field("month", month)
                json.field("atRisk", cell.atRisk)
                json.field("whole", cell.whole)
                json.field("unitMonths", cell.unitMonths)
                json.field("claims", cell.claims)
                json.field("cost", cell.cost)
                json.field("isPartial", cell.isPartial)
                json.field("alarm", cell.alarm.rawValue)
                json.field("pValue", cell.pValue)
                json.field("claimsPerUnit", cell.claimsPerUnit)
                json.field("costPerUnit", cell.costPerUnit)
            }
        }
        json.listField("byMonth", byMonth.sorted { $0.key < $1.key }) { json, month in
            json.object { json in
                json.field("month", WarrantyTally.text(ofMonth: month.key))
                json.field("claims", month.value)
            }
        }
    }
}

extension WarrantyTrend {
    static let seriesSchema = ObjectSchema(
        "WarrantyTrend",
        [
            .required("window", .count, "the first so many months in service"),
            .required(
                "points",
                .list(
                    .object(
                        ObjectSchema(
                            "WarrantyTrendPoint",
                            [
                                .optional("label", .text(), "the month; absent where nobody has told it"),
                                .required("claims", .count, "accepted claims in these months in service"),
                                .required("units", .number, "units, as long as they were at risk in them"),
                                .optional("claimsPerUnit", .number, "absent where nobody was at risk"),
                                .optional("lower", .number, "its exact lower limit, 95 %"),
                                .optional("upper", .number, "its exact upper limit"),
                                .required("isPartial", .boolean, "whether some units have yet to come to their end"),
                            ])), most: FleetSampler.mostGroups), "in the order of time"),
            .optional("quarter", .text(most: 7), "the newest whose units have all come to the end of these months"),
            .optional(
                "change", .word(WarrantyTrend.Change.allCases.map(\.rawValue)),
                "of that quarter against the four before; absent where it cannot be told"),
            .optional("ratio", .number, "its claims per unit over theirs"),
            .optional("ratioLower", .number, "its exact lower limit, 95 %"),
            .optional("ratioUpper", .number, "its exact upper limit"),
            .required("verdict", .text(most: 400), "the same in words"),
        ])
}

extension WarrantyTrend.Series {
    func writeMembers(to json: inout JSONWriter) {
        json.field("window", window)
        json.listField("points", points) { json, point in
            json.object { json in
                if point.label != .unknown { json.field("label", point.label.shown) }
                json.field("claims", point.claims)
                json.field("units", point.units)
                json.field("claimsPerUnit", point.rate?.annualRate)
                json.field("lower", point.rate?.limits.lower)
                json.field("upper", point.rate?.limits.upper)
                json.field("isPartial", point.isPartial)
            }
        }
        if case .told(let quarter, let comparison, let change) = verdict {
            json.field("quarter", quarter)
            json.field("change", change.rawValue)
            json.field("ratio", comparison?.ratio)
            json.field("ratioLower", comparison?.limits.lower)
            json.field("ratioUpper", comparison?.limits.upper)
        }
        json.field("verdict", sentence)
    }
}
