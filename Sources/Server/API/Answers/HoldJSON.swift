import Nameplate
import Registry
import SupplyChain

extension Hold {
    private static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number"),
        .required("reason", .word(Reason.allCases.map(\.rawValue)), "why"),
        .required("note", .text(most: longestNote), "what is the matter"),
        .required("placedAt", .time, "since when"),
        .required("placedBy", .text(), "by whom"),
        .required("units", .count, "how many units it holds"),
        .optional("decision", .word(Decision.allCases.map(\.rawValue)), "what was decided"),
        .optional("decisionNote", .text(most: longestNote), "what that rests on"),
        .optional("decidedAt", .time, "when"),
        .optional("decidedBy", .text(), "by whom"),
        .required("event", .id, "the event that said so"),
        .required("rowVersion", .count, "for If-Match"),
    ]
    static let schema = ObjectSchema("Hold", properties)
    static let answerProperties = properties
    static let decisionSchema = ObjectSchema(
        "HoldDecision",
        [
            .required("decision", .word(Decision.allCases.map(\.rawValue)), "what is decided"),
            .required("note", .text(most: longestNote), "what that rests on"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("number", number.text)
        json.field("reason", reason.rawValue)
        json.field("note", note)
        json.field("placedAt", TimeText.text(placedAt))
        json.field("placedBy", placedBy)
        json.field("units", unitCount)
        if let outcome {
            json.field("decision", outcome.decision.rawValue)
            json.field("decisionNote", outcome.note)
            json.field("decidedAt", TimeText.text(outcome.at))
            json.field("decidedBy", outcome.by)
        }
        json.field("event", event.description)
        json.field("rowVersion", rowVersion)
    }
}

extension HoldAnswer {
    static let schema = ObjectSchema(
        "HoldWithItems",
        Hold.answerProperties + [
            .required(
                "items", .list(.object(PartReference.schema), most: Holds.mostUnits + Holds.mostRanges),
                "what it holds"),
            .required("mayDecide", .boolean, "whether you may decide about it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            hold.writeMembers(to: &json)
            json.listField("items", items) { json, item in json.object { item.writeMembers(to: &$0) } }
            json.field("mayDecide", mayDecide)
        }
    }
}

extension RequiredTest {
    private static let properties: [ObjectSchema.Property] = [
        .required("title", .text(most: 120), "what people call it"),
        .optional("unit", .text(most: 20), "in which unit it is measured (UN/CEFACT Recommendation 20)"),
        .optional("minimum", .text(most: 40), "the least that passes, a decimal"),
        .optional("maximum", .text(most: 40), "the most that passes, a decimal"),
    ]
    static let requestSchema = ObjectSchema("RequiredTestDraft", properties)
    static let schema = ObjectSchema(
        "RequiredTest", [.required("code", .text(most: 80), "the type of its readings")] + properties)
    static let removedSchema = ObjectSchema(
        "RemovedRequiredTest", [.required("code", .text(most: 80), "its code")])

    init(_ code: String, _ json: JSONValue) {
        self.init(
            code, title: json["title"]?.text ?? "", unit: json["unit"]?.text, minimum: json["minimum"]?.text,
            maximum: json["maximum"]?.text)
    }

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        json.field("code", code)
        json.field("title", title)
        json.field("unit", unit)
        json.field("minimum", minimum)
        json.field("maximum", maximum)
    }
}

extension ClearanceAnswer {
    private static let test = ObjectSchema(
        "TestOutcome",
        [
            .required("code", .text(most: 80), "the type of its readings"),
            .required("title", .text(most: 120), "what people call it"),
            .required("outcome", .word(["passed", "failed", "missing"]), "what became of it"),
            .optional("value", .text(most: 40), "what was measured last"),
            .optional("unit", .text(most: 20), "in which unit"),
        ])
    static let schema = ObjectSchema(
        "Clearance",
        [
            .required("unit", .object(UnitReference.schema), "the unit"),
            .required("mayLeave", .boolean, "whether it may be shipped or sold"),
            .optional("obstacle", .word(["state", "testMissing", "testFailed"]), "the first that keeps it"),
            .optional("disposition", .text(), "its disposition, where that keeps it (CBV 2.0)"),
            .optional("test", .text(most: 80), "the test, where one keeps it"),
            .optional("within", .object(UnitReference.schema), "what is in it and keeps it"),
            .required("holds", .list(.object(Hold.schema), most: 1_000), "the holds of the unit"),
            .required("tests", .list(.object(test), most: RequiredTests.most), "the tests that its model needs"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("unit") { unit.writeMembers(to: &$0) }
            json.field("mayLeave", obstacle == nil)
            switch obstacle {
            case nil: break
            case .state(let disposition):
                json.field("obstacle", "state")
                json.field("disposition", disposition.rawValue)
            case .testMissing(let test):
                json.field("obstacle", "testMissing")
                json.field("test", test.code)
            case .testFailed(let test, _):
                json.field("obstacle", "testFailed")
                json.field("test", test.code)
            }
            if let within { json.objectField("within") { within.writeMembers(to: &$0) } }
            json.listField("holds", holds) { json, hold in json.object { hold.writeMembers(to: &$0) } }
            json.listField("tests", tests) { $1.write(to: &$0) }
        }
    }
}

extension ClearanceAnswer.Test {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", test.code)
            json.field("title", test.title)
            let (word, reading): (String, EventDetails.Reading?) =
                switch outcome {
                case .passed(let reading): ("passed", reading)
                case .failed(let reading): ("failed", reading)
                case .missing: ("missing", nil)
                }
            json.field("outcome", word)
            json.field("value", reading?.value)
            json.field("unit", reading?.unit ?? test.unit)
        }
    }
}
