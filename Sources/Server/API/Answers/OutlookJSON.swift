import AfterSales
import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// What is to come under warranty, and how long claims wait, as programs read it.

extension OutlookAnswer {
    private static let reason = ObjectSchema.Property.optional(
        "reason", .word(NoAnswer.allCases.map(\.rawValue)), "why there is none")
    private static let month: [ObjectSchema.Property] = [
        .optional("claims", .number, "the expected number, from now on"),
        .optional("claimsLower", .number, "its lower limit, 95 %"),
        .optional("claimsUpper", .number, "its upper limit"),
        .optional("cost", .number, "expected, in minor units; absent where no claim tells its cost"),
        .optional("costLower", .number, "its lower limit; absent where too few claims tell their cost"),
        .optional("costUpper", .number, "its upper limit"),
    ]

    static let schema = ObjectSchema(
        "WarrantyForecast",
        WarrantyCostAnswer.subject + [
            .required("inField", .count, "units that have not left"),
            .required("underWarranty", .count, "those of them that are younger than the warranty is long"),
            .optional("warrantyMonths", .number, "how long it is; absent where claims are taken to come at any age"),
            .optional("term", .text(), "the warranty term that says so; absent where it was asked for"),
            .required("plannedSales", .number, "units that are sold in each coming month"),
            .required("observedMonths", .number, "the greatest age in months that was seen; beyond is extrapolation"),
            .required(
                "intensity",
                .object(
                    ObjectSchema(
                        "ClaimIntensity",
                        [
                            reason, .optional("basis", .word(["fitted", "constant"]), "a power law, or a shape of 1"),
                            .optional("claims", .count, "claims that it rests on"),
                            .optional("shape", .number, "below 1 early claims, above 1 wear"),
                            .optional("shapeLower", .number, "its lower limit"),
                            .optional("shapeUpper", .number, "its upper limit"),
                            .optional("scale", .number, "the age in days by which one claim of a unit is expected"),
                            .optional("because", .word(NoAnswer.allCases.map(\.rawValue)), "why no shape was fitted"),
                        ])), "how often claims come with age"),
            .required(
                "meanCost",
                .object(
                    ObjectSchema(
                        "MeanCost",
                        [
                            reason, .optional("claims", .count, "claims that tell their cost"),
                            .optional("mean", .number, "in minor units"),
                            .optional("lower", .number, "its lower limit, normal; absent of fewer than ten claims"),
                            .optional("upper", .number, "its upper limit"),
                        ])), "what a claim costs"),
            .required(
                "reserve", .object(ObjectSchema("WarrantyReserve", [reason] + month)),
                "still to come within the warranty of what is in the field"),
            .optional("reason", .word(NoAnswer.allCases.map(\.rawValue)), "why there is no forecast"),
            .optional(
                "months",
                .list(
                    .object(
                        ObjectSchema("ForecastMonth", [.required("month", .count, "from 1")] + month)),
                    most: WarrantyOutlook.horizons.upperBound), "all that comes up to the end of each"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            warranty.writeSubject(to: &json, source: sourceText)
            json.field("inField", outlook.inField)
            json.field("underWarranty", outlook.underWarranty)
            json.field("warrantyMonths", length?.months)
            if case .term(let label)? = length?.source { json.field("term", label) }
            json.field("plannedSales", outlook.question.plannedSales)
            json.field("observedMonths", outlook.observedMonths)
            json.objectField("intensity") { writeIntensity(to: &$0) }
            json.objectField("meanCost") { json in
                switch outlook.meanCost {
                case .failure(let reason): json.field("reason", reason.rawValue)
                case .success(let cost):
                    json.field("claims", cost.count)
                    json.field("mean", cost.mean)
                    json.field("lower", cost.limits?.lower)
                    json.field("upper", cost.limits?.upper)
                }
            }
            json.objectField("reserve") { json in
                switch outlook.reserve {
                case .failure(let reason): json.field("reason", reason.rawValue)
                case .success(let month): month.writeMembers(to: &json)
                }
            }
            switch outlook.months {
            case .failure(let reason): json.field("reason", reason.rawValue)
            case .success(let months):
                json.listField("months", months) { json, month in
                    json.object { json in
                        json.field("month", month.month)
                        month.writeMembers(to: &json)
                    }
                }
            }
        }
    }

    private func writeIntensity(to json: inout JSONWriter) {
        switch outlook.intensity {
        case .failure(let reason): json.field("reason", reason.rawValue)
        case .success(let intensity):
            switch intensity.basis {
            case .fitted(let fit):
                json.field("basis", "fitted")
                json.field("claims", fit.failures)
                json.field("shape", fit.distribution.shape)
                json.field("shapeLower", fit.shapeLimits.lower)
                json.field("shapeUpper", fit.shapeLimits.upper)
                json.field("scale", fit.distribution.scale)
            case .constant(let events, _, let reason):
                json.field("basis", "constant")
                json.field("claims", events)
                json.field("shape", 1)
                json.field("because", reason?.rawValue)
            }
        }
    }

    var csv: [UInt8] {
        let header = [
            "month", "claims", "claims_lower", "claims_upper", "cost", "cost_lower", "cost_upper", "currency",
        ]
        func text(_ number: Double?) -> String { number.map { String($0) } ?? "" }
        return ((try? outlook.months.get()) ?? []).reduce(into: CSVRow.bytes(header)) { bytes, month in
            bytes += CSVRow.bytes([
                String(month.month), text(month.claims.events), text(month.claims.limits.lower),
                text(month.claims.limits.upper), text(month.cost?.cost), text(month.cost?.limits?.lower),
                text(month.cost?.limits?.upper), warranty.sample.currency ?? "",
            ])
        }
    }
}

extension WarrantyOutlook.Month {
    func writeMembers(to json: inout JSONWriter) {
        json.field("claims", claims.events)
        json.field("claimsLower", claims.limits.lower)
        json.field("claimsUpper", claims.limits.upper)
        json.field("cost", cost?.cost)
        json.field("costLower", cost?.limits?.lower)
        json.field("costUpper", cost?.limits?.upper)
    }
}

extension ClaimAgeingAnswer {
    static let schema = ObjectSchema(
        "ClaimAgeing",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose claims"),
            .required("at", .time, "now"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "ClaimAgeingSum",
                            [
                                .required("state", .word(ClaimAgeing.states.map(\.rawValue)), "where the claims are"),
                                .required("fromDays", .count, "whole days since they were handed over, at least"),
                                .optional("toDays", .count, "at most; absent without an end"),
                                .required("currency", .text(most: 3), "ISO 4217; amounts of several are not added"),
                                .required("count", .count, "claims"),
                                .required("amount", .count, "minor units: claimed, and once decided what is approved"),
                                .required("oldest", .time, "when the oldest of them was handed over"),
                            ])), most: 10_000), "by state, age and currency"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("at", TimeText.text(at))
            json.listField("items", sums) { json, sum in
                json.object { json in
                    json.field("state", sum.state.rawValue)
                    json.field("fromDays", sum.bucket.firstDay)
                    json.field("toDays", sum.bucket.lastDay)
                    json.field("currency", sum.currency)
                    json.field("count", sum.count)
                    json.field("amount", sum.amount)
                    json.field("oldest", TimeText.text(sum.oldest))
                }
            }
        }
    }

    var csv: [UInt8] {
        let header = ["state", "from_days", "to_days", "currency", "count", "amount", "oldest"]
        return sums.reduce(into: CSVRow.bytes(header)) { bytes, sum in
            bytes += CSVRow.bytes([
                sum.state.rawValue, String(sum.bucket.firstDay), sum.bucket.lastDay.map { String($0) } ?? "",
                sum.currency, String(sum.count), String(sum.amount), TimeText.text(sum.oldest),
            ])
        }
    }
}
