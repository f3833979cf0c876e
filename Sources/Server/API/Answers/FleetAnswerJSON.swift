import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// How fleets fare, as programs read it.

extension FleetAnswer {
    private static let limits: [ObjectSchema.Property] = [
        .optional("lower", .number, "its lower limit at the stated confidence"),
        .optional("upper", .number, "its upper limit; absent where there is none"),
    ]

    private static let subject: [ObjectSchema.Property] = [
        .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units"),
        .required("population", .text(most: Population.Limit.characters), "which units"),
        .required("by", .text(), "what tells the groups apart"),
        .required("until", .date, "the last day that counts"),
        .required("exposure", .word(ExposureRule.Until.allCases.map(\.rawValue)), "until when units in service count"),
        .required("salesLag", .count, "days from shipping to service where nobody tells"),
        .required("confidence", .number, "how often limits hold the true value"),
        .required("position", .count, "the position in the ledger through which events are counted"),
        .required("behind", .count, "how many events are not counted yet"),
        .required("whole", .object(tallySchema), "all of them together"),
        .required("source", .text(most: 2_000), "what every figure rests on, in words"),
        .optional("unknownModels", .texts(most: 100, each: 120), "models that are asked for and do not exist"),
    ]

    private static let tallySchema = ObjectSchema(
        "FleetTally",
        [
            .required("units", .count, "units in service by the last day"),
            .required("notInService", .count, "units that are known and were never in service"),
            .required("unitDays", .count, "days in service, of all units together"),
            .required("failures", .count, "failures in that time"),
            .required("failedUnits", .count, "units that failed at least once"),
            .required("unseenFailures", .count, "failures of units never seen before them: they are in no rate"),
            .required("bases", .anyObject, "how many units are known to be in service by what"),
            .required("leavings", .anyObject, "how many units left in that time, and why"),
            .optional("annualRate", .number, "failures per unit-year of 365 days; absent without time in service"),
        ] + limits)

    static let schema = ObjectSchema(
        "FleetRates",
        subject + [
            .required(
                "groups",
                .list(
                    .object(
                        ObjectSchema(
                            "FleetGroup",
                            [
                                .optional("label", .text(), "what tells it apart; absent where nobody has said that"),
                                .required("population", .text(most: Population.Limit.characters), "which units it has"),
                                .required("tally", .object(tallySchema), "what was counted of it"),
                                .optional("comparison", .object(comparisonSchema), "it against all others"),
                            ])), most: FleetSampler.mostGroups), "in the order of time, or the worst first"),
            .required(
                "faults",
                .list(
                    .object(
                        ObjectSchema(
                            "FaultShare",
                            [
                                .required("code", .text(most: FaultCode.longestCode), "the fault code"),
                                .optional("title", .text(), "what it means"),
                                .required("failures", .count, "how often it was found"),
                                .required("cumulativeShare", .number, "of all, with those that are more frequent"),
                            ])), most: 100_000), "the most frequent first"),
        ])

    private static let comparisonSchema = ObjectSchema(
        "FleetComparison",
        [
            .optional("ratio", .number, "its rate over that of the others; absent where nothing failed there")
        ] + limits + [
            .optional("pValue", .number, "exact, two-sided"),
            .optional("adjustedPValue", .number, "after Holm, for as many groups as there are"),
            .required("observed", .count, "units that failed"),
            .optional("expected", .number, "units that would have, failing at each age as the others"),
            .optional("ageAdjustedRatio", .number, "observed over expected"),
            .optional("ageAdjustedLower", .number, "its exact lower limit"),
            .optional("ageAdjustedUpper", .number, "its exact upper limit"),
        ])

    func writeSubject(to json: inout JSONWriter) {
        let question = sample.question
        manufacturer.writeReference(to: &json)
        json.field("population", question.population.population.text)
        json.field("by", question.cut.text)
        json.field("until", question.lastDay.isoText)
        json.field("exposure", question.exposure.until.rawValue)
        json.field("salesLag", question.exposure.salesLag)
        json.field("confidence", question.confidence)
        json.field("position", position)
        json.field("behind", behind)
        json.objectField("whole") { sample.whole.writeMembers(to: &$0) }
        json.field("source", sourceText)
        if !unknownModels.isEmpty { json.field("unknownModels", unknownModels) }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeSubject(to: &json)
            json.listField("groups", sample.groups.indices) { json, index in
                let group = sample.groups[index]
                json.object { json in
                    if group.label != .unknown { json.field("label", group.label.shown) }
                    json.field("population", group.population.text)
                    json.objectField("tally") { group.tally.writeMembers(to: &$0) }
                    guard comparisons.indices.contains(index) else { return }
                    json.objectField("comparison") { comparisons[index].writeMembers(to: &$0) }
                }
            }
            json.listField("faults", faults) { json, fault in
                json.object { json in
                    json.field("code", fault.code)
                    json.field("title", titles[fault.code]?.title(in: Words.current.language))
                    json.field("failures", fault.failures)
                    json.field("cumulativeShare", fault.cumulativeShare)
                }
            }
        }
    }

    /// One row for each group.
    var csv: [UInt8] {
        let header = [
            "group", "units", "unit_days", "failures", "failed_units", "annual_rate", "lower", "upper", "ratio",
            "ratio_lower",
            "ratio_upper", "p_value", "adjusted_p_value", "expected", "age_adjusted_ratio", "population",
        ]
        func text(_ number: Double?) -> String { number.map { String($0) } ?? "" }
        return sample.groups.enumerated().reduce(into: CSVRow.bytes(header)) { bytes, entry in
            let (tally, rate) = (entry.element.tally, entry.element.tally.rate())
            let comparison = comparisons.indices.contains(entry.offset) ? comparisons[entry.offset] : nil
            bytes += CSVRow.bytes([
                entry.element.label == .unknown ? "" : entry.element.label.shown, String(tally.units),
                String(tally.unitDays), String(tally.failures), String(tally.failedUnits), text(rate?.annualRate),
                text(rate?.limits.lower), text(rate?.limits.upper), text(comparison?.rates?.ratio),
                text(comparison?.rates?.limits.lower), text(comparison?.rates?.limits.upper),
                text(comparison?.rates?.pValue), text(comparison?.adjustedPValue), text(comparison?.expected),
                text(comparison?.ageAdjusted?.annualRate), entry.element.population.text,
            ])
        }
    }
}

extension FleetTally {
    func writeMembers(to json: inout JSONWriter) {
        json.field("units", units)
        json.field("notInService", notInService)
        json.field("unitDays", unitDays)
        json.field("failures", failures)
        json.field("failedUnits", failedUnits)
        json.field("unseenFailures", unseenFailures)
        json.objectField("bases") { json in
            for basis in ServiceLife.Basis.allCases { json.field(basis.rawValue, bases[basis]) }
        }
        json.objectField("leavings") { json in
            for leaving in ServiceLife.Leaving.allCases { json.field(leaving.rawValue, leavings[leaving]) }
        }
        guard let rate = rate() else { return }
        json.field("annualRate", rate.annualRate)
        json.field("lower", rate.limits.lower)
        json.field("upper", rate.limits.upper)
    }
}

extension FleetComparison {
    func writeMembers(to json: inout JSONWriter) {
        json.field("ratio", rates?.ratio)
        json.field("lower", rates?.limits.lower)
        json.field("upper", rates?.limits.upper)
        json.field("pValue", rates?.pValue)
        json.field("adjustedPValue", adjustedPValue)
        json.field("observed", observed)
        json.field("expected", expected)
        json.field("ageAdjustedRatio", ageAdjusted?.annualRate)
        json.field("ageAdjustedLower", ageAdjusted?.limits.lower)
        json.field("ageAdjustedUpper", ageAdjusted?.limits.upper)
    }
}
