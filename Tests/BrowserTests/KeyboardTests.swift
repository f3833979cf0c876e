import Nameplate
import Testing

/// What people do without a mouse: no click, nothing that a script does for them.
@Suite(
    "By keyboard alone", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct KeyboardTests {
    let browser: Browser
    let site: SampleSite

    init() async throws {
        (browser, site) = try await WebsiteTests.shared.value
    }

    @Test("A slash on any page leads to the search box, and a serial number to the unit and its labels")
    func fromAnyPageToTheLabelsOfAUnit() async throws {
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/home")
        try await tab.press(.slash)
        #expect(try await tab.evaluate("document.activeElement.id") == "q")
        #expect(try await tab.evaluate("document.activeElement.value") == "")
        try await tab.type("TR2410001207Y")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator)
        try await tab.tab(to: ".hero-action a")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname") == SampleSite.refrigerator + "/labels")
        try await tab.tab(to: "#layout")
        try await tab.press(.down)
        try await tab.tab(to: ".labels-form button")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("new URLSearchParams(location.search).get('layout')") == "box-label")
        #expect(try await tab.evaluate("document.querySelector('img.label').naturalWidth > 100") == "true")
        #expect(tab.faults == [])
    }

    @Test("A table is exported and fetched, and the work forgotten", arguments: [true, false])
    func export(withScripts: Bool) async throws {
        let tab = try await site.tab(in: browser)
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(!withScripts)])
        try await tab.open(site.address + "/export")
        try await tab.send("Emulation.setScriptExecutionDisabled", ["value": .boolean(false)])
        try await tab.tab(to: "main form button")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname").hasPrefix("/jobs/"))
        try await tab.tab(to: ".job-actions a")
        let file = try await tab.download { try await tab.press(.enter) }
        #expect(file.name == "models.csv")
        #expect(String(decoding: file.content, as: UTF8.self).contains("fjordlys,FJ-320,"))
        try await tab.tab(to: ".job-actions button")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("location.pathname") == "/jobs")
        #expect(tab.faults == [])
    }

    @Test("A list is checked, and the language changed, without leaving the keyboard")
    func listAndLanguage() async throws {
        let tab = try await site.tab(in: browser, as: nil)
        try await tab.open(site.address + "/lookup/list")
        try await tab.tab(to: "#list")
        try await tab.type("TR2410001207Y\nX-1")
        try await tab.tab(to: ".checklist-row button")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("document.querySelectorAll('.data tbody tr').length") == "2")
        try await tab.tab(to: ".languages button[value=de]")
        try await tab.load { try await tab.press(.enter) }
        #expect(try await tab.evaluate("document.documentElement.lang") == "de")
        #expect(tab.faults == [])
    }
}
