import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// A unit against its siblings, as programs read it.

extension UnitHealthAnswer {
    private static let limits: [ObjectSchema.Property] = [
        .optional("lower", .number, "its lower limit"), .optional("upper", .number, "its upper limit"),
    ]
    private static let reason = ObjectSchema.Property.optional(
        "reason", .word(NoAnswer.allCases.map(\.rawValue)), "why it cannot be said")

    private static let side = ObjectSchema(
        "ReadingSide",
        [
            .required("units", .count, "siblings"), .required("unitDays", .count, "days that they were seen"),
            .required("failed", .count, "those that failed in these days or on the day of the reading"),
            .required("failedThatDay", .count, "those of them that failed on the very day"),
        ])

    private static let readings = ObjectSchema(
        "ReadingStanding",
        [
            .required("type", .text(), "what was read"), .optional("unit", .text(most: 20), "its unit of measure"),
            .required("value", .text(), "the last that was told"), .required("readAt", .time, "when"),
            .required("age", .count, "the unit's age then, in days"),
            .required("siblings", .count, "siblings with a reading at this age"),
            .required("below", .count, "those that read less"), .required("asMuch", .count, "those that read as much"),
            .optional("rank", .number, "the share that reads less"),
            .optional("median", .text(), "what half of them do not exceed"),
            .optional("ninetieth", .text(), "what nine tenths do not exceed"),
            .optional("ninetyNinth", .text(), "what 99 of 100 do not exceed"),
            .required("isHigh", .boolean, "whether it is above that of nine tenths"),
            .required("high", .object(side), "those that read as much, in the 90 days after their readings"),
            .required("low", .object(side), "those that read less"),
            .optional(
                "untold", .word(ReadingStanding.Untold.allCases.map(\.rawValue)),
                "why it cannot be said whether those with as much fail more often"),
            .optional("ratio", .number, "how often those with as much failed, over the others"),
        ] + limits + [
            .optional("pValue", .number, "exact, two-sided"),
            .optional("adjustedPValue", .number, "after Holm, for all that is tested of the unit"),
        ])

    private static let chance: [ObjectSchema.Property] =
        [
            .optional("failures", .count, "failures of siblings at these ages"),
            .optional("probability", .number, "of a failure within these days"),
        ] + limits

    private static let failures = ObjectSchema(
        "FailureStanding",
        [
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "UnitFailure",
                            [
                                .required("age", .count, "the unit's age in days"),
                                .required("fault", .text(most: FaultCode.longestCode), "its code"),
                                .optional("title", .text(), "what it means"),
                            ])), most: 100_000), "by age"),
            reason, .optional("expected", .number, "failures of a sibling by this age, on average"),
        ] + limits + [
            .optional("probability", .number, "of as many or more, did it fail as its siblings"),
            .optional("adjustedPValue", .number, "after Holm, for all that is tested of the unit"),
            .required("seenAsLong", .count, "siblings seen to this age, or with as many failures by then"),
            .required("withAsMany", .count, "those of them that had as many"),
        ])

    private static let next = ObjectSchema(
        "NextFailures",
        [
            reason, .optional("days", .count, "how far ahead siblings tell"),
            .optional("atRisk", .count, "siblings seen just after this age"),
            .optional("unitDays", .count, "days that siblings were seen at these ages"),
        ] + chance + [
            .required(
                "faults",
                .list(
                    .object(
                        ObjectSchema(
                            "NextFault",
                            [
                                .required("fault", .text(most: FaultCode.longestCode), "the code"),
                                .optional("title", .text(), "what it means"),
                            ] + chance)), most: 100_000), "the most probable first, each as if there were no others")
        ])

    static let schema = ObjectSchema(
        "UnitHealth",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose unit"),
            .required("model", .text(most: 120), "its model"), .required("serial", .text(), "its serial number"),
            .optional("batch", .text(), "its batch"),
            .required("inService", .boolean, "whether it is or was in service: if not, there is nothing to compare"),
            .required("until", .date, "the last day that counts"),
            .required("position", .count, "the position in the ledger through which events are counted"),
            .required("behind", .count, "how many events are not counted yet"),
            .required("sentences", .texts(most: 100, each: 1_000), "what the figures mean, in words"),
            .required("source", .text(most: 2_000), "what every figure rests on, in words"),
            .optional("watched", .object(WatchedUnit.schema), "since when and why it is watched, where it is"),
            .optional("siblings", .word(["model", "batch"]), "which other units it is held against"),
            .optional("units", .count, "how many these are"),
            .optional("unitDays", .count, "their days in service, all together"),
            .optional("observedFrom", .count, "the age in days from which the unit's life is known"),
            .optional("age", .count, "the age in days up to which it is known"),
            .optional("score", .word(UnitHealth.Score.allCases.map(\.rawValue)), "how it fares"),
            .optional("isJudged", .boolean, "whether anything could be tested"),
            .optional("confidence", .number, "how often limits hold the true value"),
            .optional("failures", .object(failures), "its failures against those of its siblings"),
            .optional(
                "readings", .list(.object(readings), most: UnitReading.mostTypes), "its last readings, by type"),
            .optional("next", .object(next), "what fails within a year at its age"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("model", model.number.text)
            json.field("serial", serial.text)
            json.field("batch", batch?.number)
            json.field("inService", health != nil)
            json.field("until", lastDay.isoText)
            json.field("position", position)
            json.field("behind", behind)
            json.field("sentences", sentences)
            json.field("source", sourceText)
            if let watched { json.objectField("watched") { watched.writeMembers(to: &$0, model: model.number.text) } }
            guard let health else { return }
            json.field("siblings", health.isOfBatch ? "batch" : "model")
            json.field("units", health.siblings.units)
            json.field("unitDays", health.siblings.unitDays)
            json.field("observedFrom", health.from)
            json.field("age", health.age)
            json.field("score", health.score.rawValue)
            json.field("isJudged", health.isJudged)
            json.field("confidence", UnitHealth.confidence)
            json.objectField("failures") { write(health.failures, to: &$0) }
            json.listField("readings", health.readings) { json, standing in
                json.object { standing.writeMembers(to: &$0) }
            }
            json.objectField("next") { write(health.next, to: &$0) }
        }
    }

    private func title(_ code: String) -> String? { titles[code]?.title(in: Words.current.language) }

    private func write(_ standing: FailureStanding, to json: inout JSONWriter) {
        json.listField("items", standing.failures) { json, failure in
            json.object { json in
                json.field("age", failure.age)
                json.field("fault", failure.code)
                json.field("title", title(failure.code))
            }
        }
        switch standing.expected {
        case .success(let mean): json.field("expected", mean)
        case .failure(let reason): json.field("reason", reason.rawValue)
        }
        json.field("lower", standing.limits?.lower)
        json.field("upper", standing.limits?.upper)
        json.field("probability", standing.probability)
        json.field("adjustedPValue", standing.adjustedPValue)
        json.field("seenAsLong", standing.seenAsLong)
        json.field("withAsMany", standing.withAsMany)
    }

    private func write(_ next: Result<NextFailures, NoAnswer>, to json: inout JSONWriter) {
        switch next {
        case .failure(let reason):
            json.field("reason", reason.rawValue)
            json.listField("faults", [] as [Int]) { _, _ in }
        case .success(let next):
            json.field("days", next.days)
            json.field("atRisk", next.atRisk)
            json.field("unitDays", next.unitDays)
            next.any.writeMembers(to: &json)
            json.listField("faults", next.codes) { json, known in
                json.object { json in
                    json.field("fault", known.code)
                    json.field("title", title(known.code))
                    known.chance.writeMembers(to: &json)
                }
            }
        }
    }
}

extension NextFailures.Chance {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("failures", failures)
        json.field("probability", probability)
        json.field("lower", limits.lower)
        json.field("upper", limits.upper)
    }
}

extension ReadingStanding {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("type", reading.type)
        json.field("unit", reading.unit)
        json.field("value", reading.last.value)
        json.field("readAt", TimeText.text(reading.time))
        json.field("age", reading.last.age)
        json.field("siblings", siblings)
        json.field("below", below)
        json.field("asMuch", asMuch)
        json.field("rank", rank)
        json.field("median", median)
        json.field("ninetieth", ninetieth)
        json.field("ninetyNinth", ninetyNinth)
        json.field("isHigh", isHigh)
        for (name, side) in [("high", high), ("low", low)] {
            json.objectField(name) { json in
                json.field("units", side.units)
                json.field("unitDays", side.unitDays)
                json.field("failed", side.failed)
                json.field("failedThatDay", side.failedThatDay)
            }
        }
        json.field("untold", untold?.rawValue)
        json.field("ratio", rates?.ratio)
        json.field("lower", rates?.limits.lower)
        json.field("upper", rates?.limits.upper)
        json.field("pValue", rates?.pValue)
        json.field("adjustedPValue", adjustedPValue)
    }
}
