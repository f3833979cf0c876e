import TestSupport
import Testing

/// The signature on a label, checked by the browser alone.
@Suite(
    "Signatures in a browser", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct SignatureTests {
    let browser: Browser

    init() async throws { browser = try await WebsiteTests.shared.value.browser }

    private static let place = "document.getElementById('signature-check')"

    /// What the browser says of a link: the page is shown anew, and nothing of the link is sent.
    private func check(_ link: String, on site: SampleSite, key: String? = nil) async throws -> (String, Tab) {
        let tab = try await site.tab(in: browser, as: nil)
        try await tab.open(site.address + "/verify/signature")
        if let key { _ = try await tab.evaluate("\(Self.place).dataset.keys = '\(key)'") }
        let link = link.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        _ = try await tab.evaluate(
            "(f => { f.elements.link.value = '\(link)'; f.requestSubmit(); })("
                + "document.querySelector('form[action=\"/verify/signature\"]'))")
        try await tab.wait(until: "\(Self.place).hidden === false")
        return (try await tab.evaluate("\(Self.place).dataset.valid"), tab)
    }

    @Test("The maker's key says yes; another key and another serial number say no; nothing is sent")
    func signatures() async throws {
        let site = try await SampleSite.open()
        let link = try await site.signedLink()
        let (right, tab) = try await check(link, on: site)
        #expect(right == "true")
        try await tab.keepPicture("signature")
        let other = link.replacing("/21/", with: "/21/X")
        #expect(other != link)
        #expect(try await check(other, on: site).0 == "false")
        let page = try await site.signedPage()
        #expect(try await check(page, on: site).0 == "true")
        #expect(try await check(page.replacing("/units/", with: "/units/X"), on: site).0 == "false")
        // The public key of RFC 8032, section 7.1, test 1.
        let key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        #expect(try await check(link, on: site, key: key).0 == "false")
        #expect(!tab.requests.contains { $0.contains("sig=") } && tab.faults == [])
    }
}
