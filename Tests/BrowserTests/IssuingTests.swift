import Foundation
import TestSupport
import Testing

/// Issuing, downloading and printing in a real browser, on a registry of its own.
@Suite(
    "Issuing in a browser", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct IssuingTests {
    private static let site = Task { try await SampleSite.open() }
    private static let path = "/manufacturers/fjordlys/models/FJ-320/issue"

    let browser: Browser
    let site: SampleSite

    init() async throws {
        browser = try await WebsiteTests.shared.value.browser
        site = try await Self.site.value
    }

    private func text(_ tab: Tab, _ id: String) async throws -> String {
        try await tab.evaluate("document.getElementById('\(id)').textContent").trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    private func isShown(_ tab: Tab, _ field: String) async throws -> Bool {
        try await tab.evaluate("document.getElementById('\(field)').offsetParent !== null") == "true"
    }

    @Test("While a pattern is typed its serial numbers follow, and a mistake is shown at its place")
    func livePreview() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + Self.path)
        #expect(try await isShown(tab, "plant"))
        #expect(try await isShown(tab, "date"))
        #expect(try await !isShown(tab, "line"))
        try await tab.keepPicture("issue")
        let dark = try await site.tab(in: browser, width: 900, isDark: true)
        try await dark.open(site.address + Self.path)
        try await dark.keepPicture("issue-dark")
        for page in ["", "/units/TR2410001207Y"] {
            try await dark.open(site.address + "/manufacturers/fjordlys/models/FJ-320" + page)
            try await dark.keepPicture("dark" + page.replacing("/", with: "-"))
        }

        try await tab.select("pattern")
        try await tab.type("N{line:1}{yy}{seq:4}")
        try await tab.wait(until: "document.getElementById('preview').textContent.includes('NA')")
        #expect(try await isShown(tab, "line"))
        #expect(try await !isShown(tab, "plant"))
        #expect(try await text(tab, "pattern-note").contains("does not have this format yet"))
        #expect(try await tab.evaluate("document.activeElement.id") == "pattern")
        #expect(try await text(tab, "summary").contains("serial numbers, from NA"))

        try await tab.select("line")
        try await tab.type("4")
        try await tab.select("count")
        try await tab.type("25")
        try await tab.wait(until: "document.getElementById('submit').textContent === 'Issue 25 serial numbers'")
        try await tab.wait(until: "document.getElementById('preview').textContent.includes('N4')")

        try await tab.select("pattern")
        try await tab.type("N{lime:1}{yy}{seq:4}")
        try await tab.wait(until: "document.getElementById('pattern').hasAttribute('aria-invalid')")
        let note = "document.getElementById('pattern-note').querySelector('.field-mark')"
        #expect(try await tab.evaluate("\(note).firstChild.textContent") == "N")
        #expect(try await tab.evaluate("\(note).querySelector('mark').textContent") == "{")
        #expect(try await text(tab, "summary").contains("at character 2: there is no field {lime}"))
        #expect(try await tab.evaluate("document.getElementById('line').value") == "4", "what was typed stays")
        #expect(try await isShown(tab, "line"))
        try await tab.keepPicture("issue-mistake")
        #expect(tab.faults == [])
    }

    @Test("One click issues, a double click no more; the lists download; the plate's code reads", arguments: [1, 2])
    func issueDownloadAndPrint(clicks: Int) async throws {
        let tab = try await site.tab(in: browser, scale: 3)
        try await tab.open(site.address + Self.path)
        for (field, text) in [("plant", "TR"), ("count", "1 200"), ("batch", "Browser \(clicks)")] {
            try await tab.select(field)
            try await tab.type(text)
        }
        _ = try await tab.evaluate("document.getElementById('date').value = '2026-0\(clicks)-02'")
        try await tab.wait(until: "document.getElementById('submit').textContent.startsWith('Issue 1')")
        let before = try await batchCount(tab)
        try await tab.load {
            _ = try await tab.evaluate(
                "[...Array(\(clicks))].forEach(() => document.getElementById('submit').click())")
        }
        #expect(try await tab.evaluate("location.pathname").hasSuffix("/batches/Browser%20\(clicks)"))
        #expect(try await tab.evaluate("document.querySelector('main').textContent").contains("are issued."))
        #expect(try await batchCount(tab) == before + 1)
        try await tab.keepPicture("issued")

        let first = try await tab.evaluate("document.querySelector('.serials-number').textContent")
        let list = try await tab.download {
            _ = try await tab.evaluate("document.querySelector('.downloads a').click()")
        }
        let lines = String(decoding: list.content, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 1_200)
        #expect(lines.first.map(String.init) == first)
        let table = try await tab.download {
            _ = try await tab.evaluate("document.querySelectorAll('.downloads a')[1].click()")
        }
        #expect(table.name.hasSuffix(".csv"))
        #expect(String(decoding: table.content, as: UTF8.self).hasPrefix("sequence,serial\n1,\(first)\n2,"))

        try await tab.load { _ = try await tab.evaluate("document.querySelectorAll('.downloads a')[2].click()") }
        #expect(try await tab.evaluate("location.pathname").hasSuffix("/labels"))
        try await tab.open(
            site.address + tab.evaluate("document.querySelector('img.label').getAttribute('src')"))
        #expect(try await tab.evaluate("document.documentElement.nodeName") == "svg")
        if BarcodeTools.isExpected {
            #expect(try BarcodeTools.read(await tab.picture()) == "M/N FJ-320 S/N \(first)")
        }
        #expect(tab.faults == [])
    }

    /// Batches of the model, as the model's page counts them.
    private func batchCount(_ tab: Tab) async throws -> Int {
        let page = try await site.tab(in: browser)
        try await page.open(site.address + "/manufacturers/fjordlys/models/FJ-320")
        return Int(try await page.evaluate("document.querySelectorAll('.data a[href*=\"/batches/\"]').length")) ?? 0
    }

    @Test("Without scripts the button shows what would be issued, and issues")
    func withoutScripts() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(true)])
        try await tab.open(site.address + Self.path)
        try await tab.select("pattern")
        try await tab.type("P{seq:3")
        // Enter shows and never issues.
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("document.querySelector('.field-mark mark').textContent") == "{")
        try await tab.select("pattern")
        try await tab.type("P{seq:3}")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await text(tab, "preview").contains("P001"))
        try await tab.select("count")
        try await tab.type("3")
        try await tab.load { _ = try await tab.evaluate("document.getElementById('submit').click()") }
        #expect(try await tab.evaluate("location.pathname").hasSuffix("/batches/P-1"))
        #expect(tab.faults == [])
    }

    @Test("By keyboard alone one comes from the pattern through the fields to the button")
    func keyboard() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + Self.path)
        try await tab.select("pattern")
        try await tab.type("K{plant:1}{yy}{seq:5}")
        try await tab.wait(until: "document.getElementById('preview').textContent.includes('KA')")
        var reached: [String] = []
        for _ in 0..<30 where reached.last != "submit" {
            try await tab.press(.tab)
            reached.append(try await tab.evaluate("document.activeElement.id || document.activeElement.nodeName"))
        }
        let wanted = ["BUTTON", "SUMMARY", "plant", "date", "count", "batch", "submit"]
        let order = wanted.map { reached.firstIndex(of: $0) ?? -1 }
        #expect(!order.contains(-1) && order == order.sorted(), "reached: \(reached)")
        #expect(!reached.contains("line"), "what is not needed is passed over")
    }

    @Test(
        "The longest numbers stay on their plate, whatever font stands for the generic one",
        arguments: ["", "?size=60x40"])
    func plateFits(query: String) async throws {
        let tab = try await site.tab(in: browser)
        let unit = "/api/v1/manufacturers/hostile/models/%3Cb%3EM1%3C%2Fb%3E/units/" + SampleSite.longSerial
        try await tab.open(site.address + unit + "/plate.svg" + query)
        try await tab.keepPicture("plate-long" + (query.isEmpty ? "" : "-small"))
        let overlaps = try await tab.evaluate(
            """
            (() => {
                const code = document.querySelector('path').getBBox();
                const plate = document.documentElement.viewBox.baseVal;
                return [...document.querySelectorAll('text')].filter(text => {
                    const box = text.getBBox();
                    return box.x < 8 || box.x + box.width > code.x || box.y < 0 || box.y + box.height > plate.height;
                }).map(text => text.textContent).join('|');
            })()
            """)
        #expect(overlaps == "")
        #expect(try await tab.evaluate("document.querySelectorAll('text').length > 5") == "true")
        #expect(try await tab.evaluate("document.title").contains(SampleSite.longSerial))
        #expect(tab.faults == [])
    }
}
