import Identifiers
import Nameplate
import Quality
import Registry

extension EmergingFigures {
    static let properties: [ObjectSchema.Property] = [
        .required("claims", .count, "units of the cohort that had such a claim"),
        .required("expected", .number, "how many would have had one, had they failed at each age as all others did"),
        .optional("ratio", .number, "claims over those expected; absent where nothing was expected"),
        .optional("lower", .number, "its exact lower limit at 95 %"),
        .optional("upper", .number, "its exact upper limit"),
        .required("pValue", .number, "how often a search of a fleet in which age alone matters shows as much anywhere"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.field("claims", claims)
        json.field("expected", expected)
        json.field("ratio", ratio)
        json.field("lower", lower)
        json.field("upper", upper)
        json.field("pValue", pValue)
    }
}

extension EmergingExplanation {
    static let schema = ObjectSchema(
        "EmergingExplanation",
        [
            .required("faultCode", .text(most: FaultCode.longestCode), "the fault"),
            .required("order", .text(most: 140), "by what its units stand together"),
            .required("claims", .count, "its claims"),
            .optional("ratio", .number, "over those expected"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("faultCode", code)
            json.field("order", cohort.order.text)
            json.field("claims", claims)
            json.field("ratio", ratio)
        }
    }
}

extension EmergingIssue {
    static let listedProperties: [ObjectSchema.Property] =
        [
            .required("number", .text(most: 11), "its number, such as F-7K3M-9TQ1"),
            .required("state", .word(EmergingIssueState.allCases.map(\.rawValue)), "what was made of it"),
            .required("model", .text(most: 400), "the number of the model"),
            .required("faultCode", .text(most: FaultCode.longestCode), "the fault, or the widest that the units have"),
            .required(
                "order", .text(most: 140), "by what its units stand together: production, plant, line, component:…"),
            .required(
                "population", .text(most: Population.Limit.characters), "its units, in the language of populations"),
        ] + EmergingFigures.properties + [
            .required("openedAt", .time, "when a search found it first"),
            .required("foundOn", .date, "the last day that counted when a search found it last"),
            .optional("problem", .text(most: 11), "the problem that was opened for it"),
        ]
    static let listedSchema = ObjectSchema("ListedEmergingIssue", listedProperties)

    func writeMembers(to json: inout JSONWriter, _ model: Model) {
        json.field("number", number.text)
        json.field("state", state.rawValue)
        json.field("model", model.number.text)
        json.field("faultCode", code)
        json.field("order", cohort.order.text)
        json.field("population", population)
        figures.writeMembers(to: &json)
        json.field("openedAt", TimeText.text(openedAt))
        json.field("foundOn", foundOn.isoText)
        json.field("problem", problem?.text)
    }
}

extension EmergingIssueAnswer {
    private static let step = ObjectSchema(
        "EmergingIssueStepEntry",
        [
            .required("step", .word(EmergingIssueStep.allCases.map(\.rawValue)), "what was done"),
            .required("state", .word(EmergingIssueState.allCases.map(\.rawValue)), "the state that it led to"),
            .required("at", .time, "when"), .optional("by", .text(), "by whom; 'search' for a search"),
            .optional("note", .text(most: EmergingIssueMove.longestNote), "what was said"),
        ])
    static let schema = ObjectSchema(
        "EmergingIssue",
        EmergingIssue.listedProperties + [
            .optional("fault", .text(most: 200), "what the fault means"),
            .required(
                "also", .list(.object(EmergingExplanation.schema), most: 1_000),
                "what most of the same units tell again"),
            .required("steps", .list(.object(step), most: EmergingIssueSteps.most), "what was done, in order"),
            .required(
                "possible", .list(.word(EmergingIssueStep.allCases.map(\.rawValue)), most: 4), "what you may do next"),
            .required("rowVersion", .count, "for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            issue.writeMembers(to: &json, model)
            json.field("fault", fault?.title(in: "en"))
            json.listField("also", issue.also) { $1.write(to: &$0) }
            json.listField("steps", steps) { $1.write(to: &$0) }
            json.field("possible", possible.map(\.rawValue))
            json.field("rowVersion", issue.rowVersion)
        }
    }
}

extension EmergingIssueMove {
    static let schema = ObjectSchema(
        "EmergingIssueMove",
        [
            .required(
                "step", .word(EmergingIssueStep.allCases.filter(\.isForPeople).map(\.rawValue)), "what is done"),
            .optional("note", .text(most: longestNote), "why; dismissing and reopening need it"),
            .optional("title", .text(most: ProblemDetails.longestTitle), "of the problem that takeUp opens"),
        ])

    init(_ json: JSONValue) {
        self.init(
            json["step"]?.text.flatMap(EmergingIssueStep.init) ?? .dismiss, note: json["note"]?.text,
            title: json["title"]?.text)
    }
}

extension EmergingSearchAnswer {
    private static let finding = ObjectSchema(
        "EmergingFinding",
        [
            .required("model", .text(most: 400), "the number of the model"),
            .required("faultCode", .text(most: FaultCode.longestCode), "the fault"),
            .required("order", .text(most: 140), "by what its units stand together"),
            .required("population", .text(most: Population.Limit.characters), "its units"),
        ] + EmergingFigures.properties + [
            .required(
                "also", .list(.object(EmergingExplanation.schema), most: 1_000),
                "what most of the same units tell again")
        ])
    static let schema = ObjectSchema(
        "EmergingSearch",
        [
            .required("dryRun", .boolean, "whether nothing is kept"),
            .required("lastDay", .date, "the last day that counts"),
            .required("models", .count, "models of which units have failed"),
            .required("units", .count, "their units in service"),
            .required("claims", .count, "units that had a claim"),
            .required("windows", .count, "cohorts that were looked at, of all faults"),
            .required("milliseconds", .count, "how long it took"),
            .required("findings", .list(.object(finding), most: 10_000), "what stands out, most first"),
            .required(
                "raised", .list(.text(most: 11), most: 10_000), "the numbers of issues that are new, or open again"),
            .required("behind", .count, "events that are not counted yet"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("dryRun", isDryRun)
            json.field("lastDay", scope.lastDay.isoText)
            json.field("models", scope.models)
            json.field("units", scope.units)
            json.field("claims", scope.claims)
            json.field("windows", scope.windows)
            json.field("milliseconds", milliseconds)
            json.listField("findings", findings) { json, finding in
                json.object { json in
                    json.field("model", finding.model.number.text)
                    json.field("faultCode", finding.code)
                    json.field("order", finding.cohort.order.text)
                    json.field("population", finding.population.text)
                    finding.figures.writeMembers(to: &json)
                    json.listField("also", finding.also) { $1.write(to: &$0) }
                }
            }
            json.field("raised", raised.map(\.number.text))
            json.field("behind", behind)
        }
    }
}
