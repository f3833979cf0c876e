private import Crypto
private import Foundation
import Identifiers

/// A message in the form of RFC 5322, of plain text.
///
/// Nothing that is filled in can begin a header: addresses are checked, and whatever else is not plain ASCII, or holds a line
/// end, goes into encoded words (RFC 2047) or into base64.
package struct EmailMessage: Hashable, Sendable {
    /// Whom it is from: an address, and the name that is shown.
    package var from: String
    package var fromName: String
    package var to: String
    package var text: NoticeText
    /// Without the angle brackets.
    package var messageID: String
    /// In seconds since 1970 UTC.
    package var timestamp: Int64
    /// Where it is said with one click that no more of the kind is wanted (RFC 8058); nil for what must be told.
    package var unsubscribe: String?

    package init(
        from: String, fromName: String, to: String, text: NoticeText, messageID: String, timestamp: Int64,
        unsubscribe: String? = nil
    ) {
        (self.from, self.fromName, self.to, self.text) = (from, fromName, to, text)
        (self.messageID, self.timestamp, self.unsubscribe) = (messageID, timestamp, unsubscribe)
    }

    /// Whether a text is an address that can stand in a header and be a program's argument: ASCII without spaces, controls
    /// and what has a meaning in headers. Others would need SMTPUTF8 (RFC 6531), which not every way to the reader has.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !Array("<>()[]\\,;:\"".utf8).contains($0) }
    }

    /// The message as it is handed over, with line feeds.
    package var bytes: [UInt8] {
        var lines = [
            "From: \(Self.encoded(fromName)) <\(from)>", "To: <\(to)>", "Subject: \(Self.encoded(text.subject))",
            "Date: \(Self.date(timestamp))", "Message-ID: <\(messageID)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe {
            lines.append("List-Unsubscribe: <\(unsubscribe)>")
            lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        let body = Data(text.body.replacing("\n", with: "\r\n").utf8).base64EncodedString()
        return Array((lines + [""] + Self.wrapped(body)).joined(separator: "\n").utf8 + [0x0A])
    }

    /// SHA-256 of a message, hexadecimal: what was handed over.
    package static func digest(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Lines of 76 characters (RFC 2045, section 6.8).
    private static func wrapped(_ text: String) -> [String] {
        var (lines, rest) = ([String](), text[...])
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return lines
    }

    /// A text as encoded words of UTF-8 and base64, 39 bytes each, so that a line stays below 76 characters; no character is
    /// torn apart (RFC 2047, section 5). Letters, digits and spaces stay as they are where there is nothing else.
    private static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard !isPlain || text.utf8.count > 60 else { return text }
        var (words, word) = ([[UInt8]](), [UInt8]())
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if word.count + bytes.count > 39 {
                words.append(word)
                word = []
            }
            word += bytes
        }
        words.append(word)
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    /// A time as RFC 5322 has it, in UTC.
    private static func date(_ seconds: Int64) -> String {
        let day = CivilDate(microseconds: seconds.multipliedSaturated(by: 1_000_000))
        let parts = day.isoText.split(separator: "-").map(String.init)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        // 1970-01-01 was a Thursday.
        let weekday = weekdays[((day.dayNumber % 7) + 7) % 7]
        let second = ((seconds % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        guard parts.count == 3, let month = Int(parts[1]), months.indices.contains(month - 1) else { return "" }
        return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) "
            + "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }
}
