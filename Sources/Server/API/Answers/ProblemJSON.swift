import Identifiers
import Nameplate
import Quality
import Registry

extension QualityProblem {
    static let properties: [ObjectSchema.Property] =
        [
            .required("number", .text(most: 11), "its number, such as E-7K3M-9TQ1"),
            .required("state", .word(ProblemState.allCases.map(\.rawValue)), "where it is on its way"),
            .required("overdue", .boolean, "whether it should be at an end"),
        ] + ProblemDetails.properties + [
            .required("openedAt", .time, "when it was opened"),
            .optional("endedAt", .time, "when it was verified or closed"),
        ]
    static let listedSchema = ObjectSchema("ListedProblem", properties)

    func writeMembers(to json: inout JSONWriter, _ models: [Model], isOverdue: Bool) {
        json.field("number", number.text)
        json.field("state", state.rawValue)
        json.field("overdue", isOverdue)
        details.writeMembers(to: &json, models)
        json.field("openedAt", TimeText.text(openedAt))
        json.field("endedAt", endedAt.map { TimeText.text($0) })
    }
}

extension ProblemDetails {
    /// What is said with a step as well as of a problem.
    static let stages: [ObjectSchema.Property] = [
        .optional("containment", .text(most: longestText), "what keeps units that have it from doing harm"),
        .optional("containedOn", .date, "since which day"),
        .optional("cause", .text(most: longestText), "why it is so"),
        .optional(
            "causeCategory", .word(CauseCategory.allCases.map(\.rawValue)),
            "where the cause lies; unknown without it"),
        .optional("correction", .text(most: longestText), "what is made otherwise"),
        .optional("changeNote", .text(most: longestChangeNote), "the number of the note that changed it"),
        .optional(
            "effectivity", .text(most: Population.Limit.characters),
            "the units that are made with the correction, in the language of populations"),
    ]
    static let properties: [ObjectSchema.Property] =
        [
            .required("title", .text(most: longestTitle), "what is wrong"),
            .required("models", .texts(most: mostModels, each: 400), "the numbers of the models that have it"),
            .optional(
                "population", .text(most: Population.Limit.characters),
                "which of their units, in the language of populations; all without it"),
            .required("faultCodes", .texts(most: mostFaultCodes, each: FaultCode.longestCode), "by which it shows"),
            .optional("severity", .integer(1...10), "1, hardly noticed, to 10, dangerous without warning"),
            .optional("owner", .text(), "the account of whoever sees to it"),
            .optional("dueOn", .date, "by when it is to be at an end"),
        ] + stages

    func writeMembers(to json: inout JSONWriter, _ models: [Model]) {
        json.field("title", title)
        json.field("models", models.map(\.number.text))
        json.field("population", population)
        json.field("faultCodes", faultCodes)
        json.field("severity", severity)
        json.field("owner", owner)
        json.field("dueOn", dueOn?.isoText)
        json.field("containment", containment?.text)
        json.field("containedOn", containment?.on?.isoText)
        json.field("cause", cause?.text)
        json.field("causeCategory", cause?.category.rawValue)
        json.field("correction", correction?.text)
        json.field("changeNote", correction?.changeNote)
        json.field("effectivity", correction?.effectivity)
    }
}

extension ProblemAnswer {
    private static let step = ObjectSchema(
        "ProblemStepEntry",
        [
            .required("step", .word(ProblemStep.allCases.map(\.rawValue)), "what was done"),
            .required("state", .word(ProblemState.allCases.map(\.rawValue)), "the state that it led to"),
            .required("at", .time, "when"), .optional("by", .text(), "by whom"),
            .optional("note", .text(most: ProblemMove.longestNote), "what was said"),
        ])
    static let schema = ObjectSchema(
        "QualityProblem",
        QualityProblem.properties + [
            .required("openedBy", .text(), "by whom"),
            .required("complaints", .count, "how many complaints belong to it"),
            .required("steps", .list(.object(step), most: ProblemSteps.most), "what was done, in order"),
            .required("possible", .list(.word(ProblemStep.allCases.map(\.rawValue)), most: 6), "what you may do next"),
            .required("mayChange", .boolean, "whether you may say other things of it"),
            .required("rowVersion", .count, "for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            problem.writeMembers(to: &json, models, isOverdue: isOverdue)
            json.field("openedBy", problem.openedBy)
            json.field("complaints", complaints)
            json.listField("steps", steps) { $1.write(to: &$0) }
            json.field("possible", possible.map(\.rawValue))
            json.field("mayChange", mayChange)
            json.field("rowVersion", problem.rowVersion)
        }
    }
}
