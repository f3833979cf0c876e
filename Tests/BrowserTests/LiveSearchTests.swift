import Nameplate
import Testing

/// What is found while somebody types, and rows that are chosen.
@Suite(
    "While one types", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct LiveSearchTests {
    let browser: Browser
    let site: SampleSite

    init() async throws {
        (browser, site) = try await WebsiteTests.shared.value
    }

    @Test("The search box proposes models, and the arrows go through them")
    func proposals() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/home")
        try await tab.press(.slash)
        try await tab.type("FJ-320")
        try await tab.wait(until: "document.querySelector('.proposals a') !== null")
        #expect(try await tab.evaluate("document.activeElement.id") == "q")
        #expect(try await tab.evaluate("document.querySelector('p.unseen[role=status]').textContent") != "")
        try await tab.press(.down)
        #expect(try await tab.evaluate("document.activeElement.tagName") == "A")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname") == "/manufacturers/fjordlys/models/FJ-320")
        #expect(tab.faults == [])
    }

    @Test("A filter shows what it finds, the box keeps the keyboard, and the address tells it")
    func filter() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/models?last=none")
        try await tab.tab(to: "#words")
        try await tab.type("FJ-450C")
        try await tab.wait(until: "document.querySelectorAll('#found tbody tr').length === 1")
        #expect(try await tab.evaluate("document.activeElement.id") == "words")
        #expect(try await tab.evaluate("new URLSearchParams(location.search).get('q')") == "FJ-450C")
        #expect(tab.faults == [])
    }

    @Test("Strangers get no script that asks while they type")
    func strangers() async throws {
        let tab = try await site.tab(in: browser, as: nil)
        try await tab.open(site.address + "/models")
        #expect(try await tab.evaluate("document.querySelector('script[src*=\"search.js\"]') === null") == "true")
    }

    @Test("One box ticks all rows of a page, and says so when some are left out")
    func allRows() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/manufacturers/fjordlys?last=none")
        let ticked = "document.querySelectorAll('tbody input:checked').length"
        _ = try await tab.evaluate("document.querySelector('[data-all] input').click()")
        let all = try await tab.evaluate("document.querySelectorAll('tbody input').length")
        #expect(try await tab.evaluate(ticked) == all && all != "0")
        _ = try await tab.evaluate("document.querySelector('tbody input').click()")
        #expect(try await tab.evaluate("document.querySelector('[data-all] input').indeterminate") == "true")
        #expect(tab.faults == [])
    }
}
