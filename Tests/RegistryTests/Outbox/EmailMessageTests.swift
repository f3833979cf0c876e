import Foundation
import Registry
import Testing

@Suite struct EmailMessageTests {
    private static func message(
        subject: String = "Hello", body: String = "Line 1\nLine 2", name: String = "Fjordlys",
        unsubscribe: String? = nil
    ) -> String {
        let message = EmailMessage(
            from: "service@example.com", fromName: name, to: "owner17@example.net",
            text: NoticeText(subject: subject, body: body), messageID: "nameplate.17@example.com",
            timestamp: 1_767_323_045, unsubscribe: unsubscribe)
        return String(decoding: message.bytes, as: UTF8.self)
    }

    @Test func aMessageHasItsHeadersAndItsText() throws {
        let parts = Self.message().components(separatedBy: "\n\n")
        #expect(
            parts[0].components(separatedBy: "\n") == [
                "From: Fjordlys <service@example.com>", "To: <owner17@example.net>", "Subject: Hello",
                "Date: Fri, 02 Jan 2026 03:04:05 +0000", "Message-ID: <nameplate.17@example.com>", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
                "Auto-Submitted: auto-generated",
            ])
        let body = try #require(Data(base64Encoded: parts[1].replacingOccurrences(of: "\n", with: "")))
        #expect(String(decoding: body, as: UTF8.self) == "Line 1\r\nLine 2")
    }

    @Test func whoeverMayRefuseIsToldHow() {
        let text = Self.message(unsubscribe: "https://id.example.com/api/v1/unsubscribe/X")
        #expect(text.contains("\nList-Unsubscribe: <https://id.example.com/api/v1/unsubscribe/X>\n"))
        #expect(text.contains("\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"))
        #expect(!Self.message().contains("List-Unsubscribe"))
    }

    @Test(arguments: [
        "x\r\nBcc: thief@example.org", "x\nBcc: thief@example.org", "x\u{2028}Bcc: a", "Grüße aus Tromsø",
        "=?UTF-8?B?QQ==?=", String(repeating: "長い件名", count: 40), "a <b@example.org>", "\u{0}", "",
    ])
    func nothingThatIsFilledInBeginsAHeader(_ text: String) throws {
        let message = Self.message(subject: text, body: text, name: text)
        let head = message.components(separatedBy: "\n\n")[0]
        let lines = head.components(separatedBy: "\n")
        #expect(lines.filter { !$0.hasPrefix(" ") }.count == 9)
        #expect(head.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(!head.lowercased().contains("bcc"))
        let subject = try #require(head.firstMatch(of: /Subject: ([^\n]*(?:\n [^\n]*)*)/)).1
        let decoded = subject.matches(of: /=\?UTF-8\?B\?([^?]*)\?=/).map { match in
            String(decoding: Data(base64Encoded: String(match.1)) ?? Data(), as: UTF8.self)
        }
        #expect(decoded.joined() == text)
        #expect(!decoded.contains { $0.contains("\u{FFFD}") })
    }

    @Test(arguments: ["a@b", "owner.17+x@example.net", "-oQ/tmp@example.net"])
    func anAddressIsTaken(_ text: String) { #expect(EmailMessage.isAddress(text)) }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a,b@c", "ö@b", "a@b\u{0}",
        String(repeating: "a", count: 254) + "@b",
    ])
    func whatIsNoAddressIsNot(_ text: String) { #expect(!EmailMessage.isAddress(text)) }
}

@Suite struct BounceReportTests {
    private static func report(
        action: String = "failed", status: String = "5.1.1", id: String = "nameplate.4711@example.com"
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        Message-ID: <20260102.daemon@mx.example.net>
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I could not deliver it. Action: failed, they say.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; owner17@example.net
        Action: \(action)
        Status: \(status) (no such user)

        --b
        Content-Type: text/rfc822-headers

        Subject: Hello
        Message-ID:
         <\(id)>

        --b--
        """
    }

    @Test func aFinalReportNamesItsDelivery() {
        let report = BounceReport(parsing: Self.report())
        #expect(report?.delivery == ID(4_711) && report?.status == "5.1.1")
        #expect(BounceReport(parsing: Self.report().replacing("\n", with: "\r\n")) == report)
    }

    @Test func aFieldMayGoOnForAsLongAsAReportMayBe() {
        let head = "Action: failed\nMessage-ID:\n"
        let last = " <nameplate.4711@example.com>"
        let folds = (BounceReport.longest - head.utf8.count - last.utf8.count) / 2
        #expect(
            BounceReport(parsing: head + String(repeating: " \n", count: folds) + last)?.delivery == ID(4_711))
    }

    @Test func whatIsNotFinalOrNotOursIsNone() {
        for text in [
            Self.report(action: "delayed"), Self.report(action: "delivered"), Self.report(status: "4.2.2"),
            Self.report(id: "somebody@example.org"), Self.report(id: "nameplate.@example.com"),
            Self.report(id: "nameplate.99999999999999999999@example.com"), Self.report(id: "nameplate.-1@example.com"),
            Self.report(id: "nameplate.17"), "", "Action: failed", String(repeating: ":", count: 10_000), "\u{0}\n \n",
        ] { #expect(BounceReport(parsing: text) == nil) }
    }
}
