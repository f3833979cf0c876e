import Identifiers
import Nameplate
import Registry

/// What a manufacturer publishes of thefts and losses, as feed readers take it: JSON Feed 1.1 and Atom (RFC 4287). Of each
/// product the model, the serial number and the month, of several reported at once how many; nothing finer stands in its times either.
enum TheftFeedText {
    /// - Parameter base: the registry's public address; nil where it has none.
    static func json(_ feed: TheftFeed, at base: String?) -> [UInt8] {
        JSONWriter.bytes { json in
            json.object { json in
                json.field("version", "https://jsonfeed.org/version/1.1")
                json.field("title", title(feed))
                json.field("home_page_url", base.map { $0 + Href.manufacturer(feed.manufacturer.slug).text })
                json.listField("items", feed.items) { json, item in
                    json.object { json in
                        json.field("id", id(item, feed, base))
                        json.field("url", base.map { $0 + address(item, feed) })
                        json.field("title", title(item))
                        json.field("content_text", content(item))
                        json.field("date_published", time(item))
                    }
                }
            }
        }
    }

    static func atom(_ feed: TheftFeed, at base: String?) -> [UInt8] {
        let home = Href.manufacturer(feed.manufacturer.slug).text
        let updated = feed.items.map { time($0) }.max() ?? "1970-01-01T00:00:00Z"
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <title>\(escaped(title(feed)))</title>
            <id>\(escaped(base.map { $0 + home } ?? "urn:nameplate:thefts:\(feed.manufacturer.slug)"))</id>
            <updated>\(updated)</updated>
            <author><name>\(escaped(feed.manufacturer.name))</name></author>

            """
        for item in feed.items {
            text += "<entry><title>\(escaped(title(item)))</title><id>\(escaped(id(item, feed, base)))</id>"
            if let base { text += "<link href=\"\(escaped(base + address(item, feed)))\"/>" }
            text += "<updated>\(time(item))</updated><summary>\(escaped(content(item)))</summary></entry>\n"
        }
        return Array((text + "</feed>\n").utf8)
    }

    private static func title(_ feed: TheftFeed) -> String { "\(feed.manufacturer.name): stolen or lost" }
    private static func title(_ item: PublishedTheft) -> String {
        if let serial = item.serial { return "\(item.model) \(serial.text)" }
        return item.isContainer ? "Cases and pallets: \(item.count) units" : "\(item.model): \(item.count) units"
    }
    private static func content(_ item: PublishedTheft) -> String {
        let what: String
        if let serial = item.serial {
            what = "\(item.model), serial number \(serial.text)"
        } else if item.isContainer {
            what = "Cases and pallets with what is in them, \(item.count) units"
        } else {
            what = "\(item.count) units of \(item.model)"
        }
        return "\(what): reported stolen or lost in \(item.month.isoText)."
    }
    private static func address(_ item: PublishedTheft, _ feed: TheftFeed) -> String {
        let slug = feed.manufacturer.slug
        return item.serial.map { Href.unit(slug, item.model, $0.text).text } ?? Href.model(slug, item.model).text
    }
    private static func id(_ item: PublishedTheft, _ feed: TheftFeed, _ base: String?) -> String {
        (base ?? "urn:nameplate:theft:") + address(item, feed) + "#" + item.month.isoText
    }
    private static func time(_ item: PublishedTheft) -> String { "\(item.month.firstDay.isoText)T00:00:00Z" }

    /// What XML takes as text and in quotes.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
