import Testing

@testable import Server

@Suite("Pages")
struct PageTests {
    private func html(_ page: some WebPage, in frame: Frame = SamplePages.frame) throws -> String {
        String(decoding: try Website().render(page, in: frame), as: UTF8.self)
    }

    @Test("Every page is a whole document with one main heading, a search box and a way past the header")
    func everyPageIsWhole() throws {
        for page in SamplePages.all() {
            let html = try html(page)
            #expect(html.hasPrefix("<!doctype html>"), "\(page.title)")
            #expect(html.count(of: "<h1>") == 1, "\(page.title)")
            #expect(html.count(of: "id=\"q\"") == 1, "\(page.title)")
            #expect(html.contains("href=\"#main\"") && html.contains("id=\"main\""), "\(page.title)")
            #expect(html.hasSuffix("</html>\n"), "\(page.title)")
        }
    }

    @Test("Elements are closed in the order in which they were opened")
    func elementsNest() throws {
        for page in SamplePages.all() {
            #expect(try html(page).unbalancedElement() == nil, "\(page.title)")
        }
    }

    @Test("An id stands once on a page")
    func idsAreUnique() throws {
        for page in SamplePages.all() {
            let ids = try html(page).values(ofAttribute: "id")
            #expect(Set(ids).count == ids.count, "\(page.title): \(ids)")
        }
    }

    @Test("Hostile text is shown, never run")
    func hostileTextIsEscaped() throws {
        let pages: [any WebPage] = [
            SamplePages.hostileUnit, SamplePages.hostileModel, SamplePages.hostileSearch, SamplePages.hostileIssue,
            SamplePages.hostileCompare,
        ]
        for page in pages {
            let html = try html(page, in: Frame(query: SamplePages.hostile, sources: [SamplePages.hostile]))
            #expect(!html.contains("<script>"))
            #expect(!html.contains("alert('"))
            #expect(!html.contains("\" onload"))
            #expect(html.contains("&lt;script&gt;alert("))
            #expect(html.contains("{{frame.title}}"), "a tag in a text is text")
        }
    }

    @Test("Direction marks and control characters are written out")
    func invisibleCharactersAreShown() throws {
        let html = try html(SamplePages.hostileSearch)
        #expect(html.contains("⟨U+202E⟩Z302␀SWQW"))
        #expect(!html.unicodeScalars.contains("\u{202E}"))
        #expect(!html.unicodeScalars.contains("\u{0000}"))
    }

    @Test("The plate shows both numbers in their places and marks what is easily misread")
    func plateMarksDoubt() throws {
        let html = try html(SamplePages.unit)
        #expect(html.contains(">FL24K<mark class=\"doubt\">0</mark>004<mark class=\"doubt\">1</mark>7T</span>"))
        #expect(html.contains("<dt>Model No.</dt>"))
        #expect(html.contains("one, not the letter I"))
        #expect(html.count(of: "plate-slot is-asked") == 1)
    }

    @Test("A plate without a serial number says what would stand there")
    func plateWithoutSerial() throws {
        #expect(try html(SamplePages.model).contains("different on every one"))
    }

    @Test("A corrected event is struck out with its reason and a link to what corrects it")
    func correctedEventIsStruck() throws {
        let html = try html(SamplePages.unit)
        #expect(html.contains("<del>Destroyed</del>"))
        #expect(html.contains("Another serial number was meant."))
        #expect(html.contains("href=\"#event-13\""))
        #expect(html.count(of: "<del>") == 1)
    }

    @Test("A late event says what had been heard before it")
    func lateEventSaysSo() throws {
        #expect(try html(SamplePages.unit).count(of: "reported after the entry of") == 2)
    }

    @Test("The time line groups what follows each other by year")
    func timeLineHasYears() throws {
        let html = try html(SamplePages.unit)
        let years = ["<h3>2026</h3>", "<h3>2025</h3>", "<h3>2024</h3>"].map { html.count(of: $0) }
        #expect(years == [1, 1, 1])
        #expect(html.contains("<time datetime=\"2024-03-12\">12 March</time>"), "an event with no time of day")
    }

    @Test("Looking at the past says so, keeps what was asked, and leads back")
    func pastIsMarked() throws {
        let html = try html(SamplePages.unitInThePast)
        #expect(html.contains("You see it as it was on 3 April 2024."))
        #expect(html.contains("value=\"2024-04-03\""))
        #expect(html.contains("<details class=\"asof-known\" open>"))
        #expect(html.contains("Back to today"))
        #expect(html.contains("aria-invalid=\"true\" aria-describedby=\"as-of-problem\""))
    }

    @Test("The demo's switch of eyes shows whose eyes they are, and is absent elsewhere")
    func eyesAreShown() throws {
        let demo = try html(SamplePages.front)
        #expect(demo.contains("value=\"public\" aria-pressed=\"true\">Anyone"))
        #expect(demo.contains("value=\"maker\" aria-pressed=\"false\">The maker"))
        #expect(try !html(SamplePages.front, in: Frame()).contains("action=\"/eyes\""))
    }

    @Test("The search box keeps what was typed; on the front page it has the focus")
    func searchBox() throws {
        let frame = Frame(query: "S/N \"4711\"")
        #expect(try html(SamplePages.unit, in: frame).contains("value=\"S/N &quot;4711&quot;\""))
        #expect(try html(SamplePages.front).contains("autofocus"))
        #expect(try !html(SamplePages.unit).contains("autofocus"))
    }

    @Test("A batch that was numbered elsewhere has no list of serial numbers")
    func batchOfForeignUnits() throws {
        #expect(try html(SamplePages.batch).contains("50 000 serial numbers"))
        let bare = try html(SamplePages.bareBatch)
        #expect(!bare.contains("serials"))
        #expect(!bare.contains("What happened to them together"))
    }

    @Test("A text that led nowhere gets what it looks like, what was meant and what to try")
    func notRecognisedExplains() throws {
        let html = try html(SamplePages.unknownSerial)
        for part in ["What it looks like", "Did you mean", "What to try", "You typed"] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test("Cells carry their column's title, for a phone")
    func cellsCarryLabels() throws {
        let html = try html(SamplePages.manufacturer)
        #expect(html.contains("<td role=\"cell\" data-label=\"Fail in a year\" class=\"is-number\">"))
    }

    @Test("Static files are addressed by their content")
    func assetsAreAddressedByContent() throws {
        let site = try Website()
        let style = try #require(site.asset(named: "nameplate.css"))
        #expect(try html(SamplePages.front).contains("href=\"/assets/nameplate.css?v=\(style.digest)\""))
        #expect(style.contentType == "text/css; charset=utf-8")
        #expect(site.asset(named: "../nameplate.css") == nil)
    }

    @Test("A page weighs less than 100 kB with its style sheet, and a script less than 5 kB")
    func pagesAreLight() throws {
        let site = try Website()
        let style = try #require(site.asset(named: "nameplate.css"))
        let script = try #require(site.asset(named: "nameplate.js"))
        let live = try #require(site.asset(named: "live.js"))
        #expect(script.bytes.count < 5_000)
        let search = try #require(site.asset(named: "search.js"))
        #expect(live.bytes.count < 5_000)
        #expect(search.bytes.count < 5_000)
        for page in SamplePages.all() {
            let size = try site.render(page, in: SamplePages.frame).count
            #expect(
                size + style.bytes.count + script.bytes.count + live.bytes.count + search.bytes.count < 100_000,
                "\(page.title)")
        }
    }
}
