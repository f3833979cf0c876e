import Nameplate
import Registry

/// The body of a message to a webhook: the envelope of Standard Webhooks, `type`, `timestamp` and `data`. Steps and states
/// are words of CBV 2.0; docs/notices.md describes it.
enum WebhookBody {
    static func bytes(of content: NoticeContent) -> [UInt8] {
        JSONWriter.bytes { json in
            json.object { json in
                json.field("type", content.notice.topic.rawValue)
                json.field("timestamp", TimeText.text(content.notice.postedAt))
                json.objectField("data") { content.writeData(to: &$0) }
            }
        }
    }
}

extension NoticeContent {
    /// The members of `data`.
    func writeData(to json: inout JSONWriter) {
        manufacturer.writeReference(to: &json)
        if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
        for (name, fact) in notice.facts.sorted(by: { $0.key < $1.key }) { json.field(name, fact) }
        if let event { json.objectField("event") { event.writeMembers(to: &$0) } }
    }
}

extension NoticeEvent {
    func writeMembers(to json: inout JSONWriter) {
        json.field("id", header.id.description)
        json.field("position", position)
        header.writeFacts(to: &json)
        json.listField("units", units) { json, unit in json.object { unit.writeMembers(to: &$0) } }
        json.field("unitCount", unitCount)
        json.listField("ranges", ranges) { $1.write(to: &$0) }
        if let parent { json.objectField("parent") { parent.writeMembers(to: &$0) } }
        header.writeCorrection(to: &json)
    }
}
