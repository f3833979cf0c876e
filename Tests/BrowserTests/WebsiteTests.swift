import Nameplate
import Testing

/// The pages in a real browser, with the server that everybody runs.
@Suite(
    "The website in a browser", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct WebsiteTests {
    /// One browser and one server for all tests.
    static let shared = Task { (browser: try Browser(), site: try await SampleSite.open()) }

    let browser: Browser
    let site: SampleSite

    init() async throws {
        (browser, site) = try await Self.shared.value
    }

    @Test("The search box has the cursor; a serial number and Enter lead to the unit", arguments: [true, false])
    func searching(withScripts: Bool) async throws {
        let tab = try await site.tab(in: browser)
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(!withScripts)])
        try await tab.open(site.address + "/")
        #expect(try await tab.evaluate("document.activeElement.id") == "q")
        try await tab.type("TR2410001207Y")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator)
        #expect(try await tab.evaluate("document.querySelector('h1').textContent").contains("Fjordlys 320"))
    }

    @Test("A population is typed over several lines, counted and listed; a mistake is marked in it")
    func population() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/manufacturers/fjordlys")
        try await tab.load {
            _ = try await tab.evaluate("document.querySelector('.population-link a').click() || ''")
        }
        #expect(try await tab.evaluate("location.pathname") == SamplePaths.population)
        for (text, count) in [("model = FJ-320\\nand batch = 2024-W10", "2 400 units"), ("serial = nobody", "0 units")]
        {
            try await tab.load {
                _ = try await tab.evaluate(
                    """
                    (() => { document.querySelector('#population-q').value = '\(text)';
                    document.querySelector('.population button').click(); return '' })()
                    """)
            }
            let shown = "document.querySelector('#count').textContent.replace(/\\s/g, ' ')"
            #expect(try await tab.evaluate(shown) == count)
        }
        try await tab.open(site.address + SamplePaths.population + "?q=plant+%3D+TR%0D%0Aor+colour+%3D+red")
        #expect(try await tab.evaluate("document.querySelector('.population-place mark').textContent") == "colour")
        #expect(try await tab.evaluate("document.querySelector('textarea').value") == "plant = TR\nor colour = red")
    }

    @Test("The tab key goes from the search box through links to the form for another day")
    func tabOrder() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + SampleSite.refrigerator)
        var reached: [String] = []
        for _ in 0..<60 where reached.last != "as-of" {
            try await tab.press(.tab)
            let element = try await tab.evaluate(
                "(e => e.id || e.getAttribute('href') || e.name)(document.activeElement)")
            if element != reached.last { reached.append(element) }
        }
        let wanted = ["#main", "q", "/manufacturers", "/manufacturers/fjordlys/models/FJ-320", "as-of"]
        let order = wanted.map { reached.firstIndex(of: $0) ?? -1 }
        #expect(!order.contains(-1) && order == order.sorted(), "reached: \(reached)")
    }

    @Test("No page scrolls sideways on a small phone, and none misbehaves", arguments: SamplePaths.all)
    func smallPhone(path: String) async throws {
        let tab = try await site.tab(in: browser, as: SamplePaths.account(for: path), width: 320, height: 600)
        try await tab.open(site.address + path)
        #expect(try await tab.evaluate("document.documentElement.scrollWidth") == "320")
        #expect(try await tab.evaluate("document.querySelectorAll('h1').length") == "1")
        #expect(tab.faults == [])
        #expect(tab.requests.allSatisfy { $0.hasPrefix(site.address + "/") })
        #expect(!tab.requests.isEmpty)
        let weight =
            "performance.getEntries().filter(e => e.initiatorType !== 'img').reduce((n, e) => n + (e.decodedBodySize || 0), 0)"
        #expect(try await Int(tab.evaluate(weight)) ?? .max < 100_000, "heavier than 100 kB without pictures")
    }

    @Test("Pages are dark for who likes it dark")
    func darkMode() async throws {
        func background(isDark: Bool) async throws -> String {
            let tab = try await site.tab(in: browser, isDark: isDark)
            try await tab.open(site.address + SampleSite.refrigerator)
            try await tab.keepPicture("unit-" + (isDark ? "dark" : "light"))
            return try await tab.evaluate("getComputedStyle(document.body).backgroundColor")
        }
        let (light, dark) = (try await background(isDark: false), try await background(isDark: true))
        #expect(Self.brightness(light) > 200)
        #expect(Self.brightness(dark) < 60)
    }

    /// The mean of red, green and blue in `rgb(1, 2, 3)`.
    private static func brightness(_ colour: String) -> Int {
        let parts = colour.split { !$0.isNumber }.compactMap { Int($0) }
        return parts.prefix(3).reduce(0, +) / 3
    }

    @Test("The time line strikes out what was corrected, and says by which entry")
    func correction() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + SampleSite.refrigerator)
        #expect(try await tab.evaluate("document.querySelectorAll('.event').length") == "20")
        #expect(try await tab.evaluate("document.querySelectorAll('.event del').length") == "1")
        let struck = "document.querySelector('.event-struck')"
        #expect(try await tab.evaluate("\(struck).querySelector('del').textContent") == "Sold")
        #expect(
            try await tab.evaluate("getComputedStyle(\(struck).querySelector('del')).textDecorationLine")
                == "line-through")
        #expect(
            try await tab.evaluate(
                "document.querySelector(\(struck).querySelector('.event-correction a').getAttribute('href'))"
                    + ".querySelector('h4').firstChild.textContent") == "Sold")
        #expect(tab.faults == [])
    }

    @Test("Another day gives another answer")
    func asOf() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + SampleSite.refrigerator)
        let today = try await tab.evaluate("document.querySelector('.state').textContent")
        _ = try await tab.evaluate("document.getElementById('as-of').value = '2024-03-20'")
        try await tab.load {
            _ = try await tab.evaluate("document.querySelector('.asof button').click()")
        }
        #expect(try await tab.evaluate("location.search").contains("asOf=2024-03-20"))
        let then = try await tab.evaluate("document.querySelector('.state').textContent")
        #expect(then != today)
        #expect(then.contains("shelf"))
        #expect(try await tab.evaluate("document.body.textContent").contains("You look at the past"))
    }

    @Test("Components are shown as they are and as they were built, and lead to their own pages and back")
    func components() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + SampleSite.refrigerator)
        let parts = "[...document.querySelectorAll('.part-what a')].map(e => e.textContent).join(' / ')"
        #expect(try await tab.evaluate(parts) == "CB-21 CB2408013014 / CX-95 CX95-204406 / CX-90 CX90-118842")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.parts-views a').click()") }
        #expect(try await tab.evaluate("location.search") == "?view=built")
        #expect(try await tab.evaluate(parts) == "CX-90 CX90-118842 / CB-21 CB2408013014")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.part-how a').click()") }
        #expect(try await tab.evaluate("location.pathname").hasSuffix("/models/CX-95/units/CX95-204406"))
        #expect(try await tab.evaluate("document.querySelector('.facts').textContent").contains("Part of"))
        try await tab.load {
            _ = try await tab.evaluate("document.querySelector('.facts a[href*=\"/models/FJ-320/units/\"]').click()")
        }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator)
        #expect(tab.faults == [])
    }

    @Test("Other eyes see less, and the switch comes back to the page")
    func eyes() async throws {
        let tab = try await site.tab(in: browser, as: .support)
        try await tab.open(site.address + SampleSite.refrigerator)
        let body = try await tab.evaluate("document.body.textContent")
        #expect(
            body.contains("sample-home") && body.contains("Show the owner") && !body.contains("Second Sample Owner"))
        try await tab.load { _ = try await tab.evaluate("document.querySelector('button[value=public]').click()") }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator)
        let text = try await tab.evaluate("document.querySelector('main').textContent")
        for secret in ["Second Sample Owner", "sample-home", "2024-W10", "5 March"] { #expect(!text.contains(secret)) }
        #expect(text.contains("issued this number"))
        #expect(text.contains("March 2024"))
        #expect(tab.faults == [])
    }

    @Test("A pasted list gets its verdicts, with and without scripts", arguments: [true, false])
    func checkList(withScripts: Bool) async throws {
        let tab = try await site.tab(in: browser)
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(!withScripts)])
        try await tab.open(site.address + "/lookup/list")
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(false)])
        _ = try await tab.evaluate(
            "document.getElementById('list').value = 'TR2410001207Y\\n<b>x1</b>\\nTR24-10001207-Y\\n'")
        #expect(try await tab.evaluate("document.querySelector('[data-file]').hidden") == "\(!withScripts)")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.checklist-row button').click()") }
        try await tab.keepPicture("checklist")
        let verdicts = "Array.from(document.querySelectorAll('.data .badge'), b => b.textContent).join()"
        #expect(try await tab.evaluate(verdicts) == "Found,Not known,Twice")
        try await tab.load {
            _ = try await tab.evaluate("document.querySelector('.checklist-verdicts button[value=unknown]').click()")
        }
        #expect(try await tab.evaluate(verdicts) == "Not known")
        #expect(try await tab.evaluate("document.getElementById('list').value").contains("TR24-10001207-Y"))
        #expect(tab.faults == [])
    }

    @Test("Numbers are explained one a line, with and without scripts", arguments: [true, false])
    func explain(withScripts: Bool) async throws {
        let tab = try await site.tab(in: browser)
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(!withScripts)])
        try await tab.open(site.address + "/explain")
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(false)])
        #expect(try await tab.evaluate("document.querySelectorAll('.examples a').length") == "6")
        _ = try await tab.evaluate(
            "document.getElementById('text').value = '1C4PJMBXXJD592546\\nCSQU3045383\\n<b>x1</b>\\n'")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.checklist button').click()") }
        try await tab.keepPicture("explain")
        let badges = "document.querySelectorAll('.explained .badge:first-child')"
        let schemes = "Array.from(\(badges), b => b.textContent).join()"
        #expect(try await tab.evaluate(schemes) == "VIN,Container number,Not recognised")
        #expect(try await tab.evaluate("document.querySelector('.explained').textContent").contains("Cherokee"))
        // What may be meant leads to its own explanation.
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.explained .advice a').click()") }
        #expect(try await tab.evaluate("location.pathname") == "/explain")
        #expect(tab.faults == [])
    }

    @Test("What was probably meant is a link for who may see it, and nothing for anybody else")
    func didYouMean() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/lookup?q=TR2410001Z07Y")
        #expect(try await tab.evaluate("document.querySelector('.examples .doubt').textContent") == "2")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('.examples a').click()") }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator)
        try await tab.open(site.address + "/lookup?q=TR2410001Z07Y")
        try await tab.load { _ = try await tab.evaluate("document.querySelector('button[value=public]').click()") }
        #expect(try await tab.evaluate("document.body.textContent.includes('Did you mean')") == "false")
        #expect(try await tab.evaluate("document.querySelector('.finding .doubt').textContent") == "Z")
        #expect(tab.faults == [])
    }

    @Test(
        "Texts of strangers stay texts",
        arguments: SamplePaths.all.filter { $0.contains("hostile") || $0.contains("script") })
    func hostileTexts(path: String) async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + path)
        #expect(try await tab.evaluate("document.title") != "harmed")
        #expect(try await tab.evaluate("document.querySelectorAll('main script, main img, main b').length") == "0")
        #expect(try await tab.evaluate("document.body.textContent.includes('\\u202E')") == "false")
        #expect(tab.faults == [])
    }
}
