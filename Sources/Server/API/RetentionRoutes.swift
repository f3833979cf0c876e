import Nameplate
import Registry

// How long what is kept for a time is kept.

extension Routes {
    static let retention: [Route] = [
        Route(
            method: .get, path: "\(prefix)/retention", permission: .erase,
            summary: "List the rules of retention, and what each would forget now",
            answer: .json(
                ObjectSchema(
                    "RetentionRules",
                    [.required("items", .list(.object(Retention.Due.schema), most: 100), "the rules")]), "all of them")
        ) { call in
            let rules = try await call.registry.retention(as: call.principal)
            return .json { json in json.object { $0.listField("items", rules) { $1.write(to: &$0) } } }
        },
        Route(
            method: .put, path: "\(prefix)/retention/{rule}", permission: .erase,
            summary: "Say how long a rule has its subject kept, and whether it is obeyed",
            request: .json(
                ObjectSchema(
                    "RetentionTerm",
                    [
                        .optional(
                            "days", .integer(1...RetentionTerm.mostDays), "how long it is kept; as it is without it"),
                        .optional("isOn", .boolean, "whether it is obeyed each night; as it is without it"),
                    ])),
            answer: .json(Retention.Due.schema, "the rule, and what it would forget now")
        ) { call in
            let rule = try await call.registry.setRetention(
                call.segment("rule"), days: call.json["days"]?.integer, isOn: call.json["isOn"]?.boolean,
                as: call.principal, from: call.source)
            return .json { rule.write(to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/retention/run", permission: .erase,
            summary: "Forget now what rules say",
            request: .json(
                ObjectSchema(
                    "RetentionOrder",
                    [
                        .optional("rules", .texts(most: 20), "which; all that are on without them"),
                        .optional("confirm", .boolean, "true: what is forgotten does not come back"),
                    ])),
            answer: .json(
                ObjectSchema(
                    "RetentionRuns", [.required("items", .list(.object(RetentionRun.schema), most: 100), "by rule")]),
                "how many were forgotten")
        ) { call in
            let runs = try await call.registry.runRetention(
                call.json.texts("rules"), isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal,
                from: call.source)
            return .json { json in json.object { $0.listField("items", runs) { $1.write(to: &$0) } } }
        },
    ]
}

extension Retention.Due {
    static let schema = ObjectSchema(
        "RetentionRule",
        [
            .required("rule", .word(RetentionRule.allCases.map(\.rawValue)), "its name"),
            .required("summary", .text(), "what is forgotten"),
            .required("days", .count, "how long it is kept"),
            .required("isOn", .boolean, "whether it is obeyed each night"),
            .required("isFixed", .boolean, "whether it is always obeyed as it is"),
            .required("before", .time, "what is older is forgotten"),
            .required("count", .count, "how many it would forget now, \(Retention.mostCounted) at most"),
            .required("first", .texts(most: 10, each: 1_000), "the first of them"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("rule", term.rule.rawValue)
            json.field("summary", term.rule.summary)
            json.field("days", term.days)
            json.field("isOn", term.isOn)
            json.field("isFixed", term.rule.isFixed)
            json.field("before", TimeText.text(before))
            json.field("count", count)
            json.field("first", first)
        }
    }
}

extension RetentionRun {
    static let schema = ObjectSchema(
        "RetentionRun",
        [
            .required("rule", .word(RetentionRule.allCases.map(\.rawValue)), "its name"),
            .required("count", .count, "how many were forgotten"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("rule", rule.rawValue)
            json.field("count", count)
        }
    }
}
