import Nameplate
import Registry

extension AuditTrailLine {
    static let schema = ObjectSchema(
        "AuditTrailEntry",
        [
            .required("id", .id, "the entry's id"),
            .required("at", .time, "when"),
            .required("who", .text(), "who, by the name in the trail"),
            .optional("account", .text(), "the name of the account behind it"),
            .required("action", .text(), "what was done, such as owner.read"),
            .required("subject", .text(most: 1_000), "what it was done to"),
            .optional("manufacturer", .text(), "the short name of whose data it is about"),
            .optional("detail", .text(most: 10_000), "what else is told of it"),
            .optional("party", .id, "whose personal data it is about, by a number that names nobody"),
            .optional("reason", .text(most: Reason.most), "why, in their own words"),
            .optional("reasonErased", .boolean, "true where the reason has been erased since"),
            .optional("network", .text(), "the network address that the request came from, for whoever may audit"),
            .optional("request", .text(), "the request's id in the server's log"),
            .optional("leaf", .text(), "what the entry commits to: SHA-256 in hexadecimal; absent for old entries"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", entry.id.description)
            json.field("at", TimeText.text(entry.at))
            json.field("who", entry.principal)
            json.field("account", accountName)
            json.field("action", entry.action)
            json.field("subject", entry.subject)
            json.field("manufacturer", manufacturer?.slug)
            json.field("detail", entry.detail)
            json.field("party", entry.party?.description)
            json.field("reason", entry.reason?.text)
            if let reason = entry.reason, reason.text == nil { json.field("reasonErased", true) }
            json.field("network", entry.network?.text)
            json.field("request", entry.requestID)
            json.field("leaf", leaf)
        }
    }

    static let csvHeader = [
        "at", "who", "action", "subject", "manufacturer", "detail", "party", "reason", "network", "request", "id",
        "leaf",
    ]

    var csvCells: [String] {
        [
            TimeText.text(entry.at), entry.principal, entry.action, entry.subject, manufacturer?.slug ?? "",
            entry.detail ?? "", entry.party?.description ?? "", entry.reason?.text ?? "", entry.network?.text ?? "",
            entry.requestID ?? "", entry.id.description, leaf ?? "",
        ]
    }

    private var leaf: String? {
        entry.leaf.map { bytes in
            let digits = Array("0123456789abcdef".utf8)
            let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
