import Hummingbird
import Nameplate
import Registry

// The server itself: how it is, and whether its data is whole.

extension Routes {
    static let status: [Route] = [
        Route(
            method: .get, path: "\(prefix)/status", permission: .look, summary: "Say that the server answers",
            answer: .json(statusSchema, "the state of the server")
        ) { call in
            // How long the ledger is tells how much happens here: strangers do not learn it.
            let seesLedger = Access.allows(call.principal, .audit)
            let position = seesLedger ? try await call.registry.ledgerHead() : nil
            return .json { json in
                json.object { json in
                    json.field("version", Release.version)
                    if let position { json.field("position", position) }
                }
            }
        },
        Route(
            method: .post, path: "\(prefix)/audit", permission: .audit,
            summary: "Re-read all data and compare it with what it was made from",
            answer: .stream(
                ["application/x-ndjson"], schema: .any([.object(progressLine), .object(reportLine)]),
                "progress lines, then one with the report")
        ) { call in
            try Access.require(call.principal, .audit)
            return ProgressStream.response { progress in
                let report = try await call.registry.audit(as: call.principal) { step in
                    progress { json in
                        json.field("part", step.part.rawValue)
                        json.field("done", step.done)
                        json.field("total", step.total)
                    }
                }
                return { json in
                    json.field("events", report.events)
                    json.field("units", report.units)
                    json.field("entries", report.entries)
                    json.field("findings", report.findings)
                }
            }
        },
    ]

    private static let statusSchema = ObjectSchema(
        "Status",
        [
            .required("version", .text(), "the program's version"),
            .optional("position", .count, "the position of the last event, for whoever may audit"),
        ])
    private static let progressLine = ObjectSchema(
        "AuditProgressLine",
        [
            .required(
                "progress",
                .object(
                    ObjectSchema(
                        "AuditProgress",
                        [
                            .required("part", .text(), "file, ledger, units, projections, trail or documents"),
                            .required("done", .count, "how much of it"),
                            .required("total", .count, "of how much"),
                        ])), "how far it has come")
        ])
    private static let reportLine = ObjectSchema(
        "AuditReportLine",
        [
            .required(
                "report",
                .object(
                    ObjectSchema(
                        "AuditReport",
                        [
                            .required("events", .count, "events read"),
                            .required("units", .count, "units read"),
                            .required("entries", .count, "entries of the audit trail read"),
                            .required("findings", .texts(most: 1_000, each: 4_000), "empty where all agrees"),
                        ])), "what it found")
        ])
}
