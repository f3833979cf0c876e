import Foundation
import TestSupport
import Testing

/// What keeps people from using a page, as far as a program can find it: axe-core's rules for WCAG 2.2 AA and its best
/// practices.
@Suite(
    "Accessibility", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: Browser.program != nil || Browser.isRequired, "there is no Chromium"))
struct AccessibilityTests {
    let browser: Browser
    let site: SampleSite

    init() async throws {
        (browser, site) = try await WebsiteTests.shared.value
    }

    private struct Look: CustomTestStringConvertible, Sendable {
        var path: String
        var width = 1280
        var isDark = false
        var testDescription: String { "\(path), \(width) wide\(isDark ? ", dark" : "")" }
    }

    private static let looks: [Look] = SamplePaths.all.flatMap { path in
        [Look(path: path), Look(path: path, width: 360, isDark: true)]
    }

    @Test("axe-core finds nothing on any page, on a desk in the light and on a phone in the dark", arguments: looks)
    private func axe(_ look: Look) async throws {
        let script = try Self.script.get()
        let tab = try await site.tab(
            in: browser, as: SamplePaths.account(for: look.path), width: look.width, isDark: look.isDark)
        try await tab.open(site.address + look.path)
        let found = try await tab.violations(script)
        #expect(found == [], "\(look.testDescription)")
    }

    @Test("axe-core finds what is wrong where something is")
    func findsFaults() async throws {
        let script = try Self.script.get()
        let tab = try await site.tab(in: browser)
        try await tab.open(site.address + "/")
        _ = try await tab.evaluate(
            """
            (() => { document.querySelector('label').remove(); document.querySelector('h1').style.color = '#eee';
            document.documentElement.lang = ''; return '' })()
            """)
        let rules = try await tab.violations(script).map { $0.prefix { $0 != ":" } }
        #expect(Set(["color-contrast", "html-has-lang"]).isSubset(of: rules), "\(rules)")
    }

    /// axe-core, of PyPI's axe-playwright-python.
    private static let script = Result {
        let folder = URL(filePath: #filePath).appending(path: "../../../.build/test-tools/lib").standardized
        let versions = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard let version = versions.first(where: { $0.hasPrefix("python") }) else {
            throw BrowserError("axe-core is missing: 'scripts/prepare tests' installs it.")
        }
        let file = folder.appending(path: version + "/site-packages/axe_playwright_python/axe.min.js")
        return try String(contentsOf: file, encoding: .utf8)
    }
}

extension Tab {
    /// What axe-core finds on the page: each rule with the elements that break it.
    fileprivate func violations(_ script: String) async throws -> [String] {
        try await send("Runtime.evaluate", ["expression": .text(script)])
        let run = """
            axe.run(document, { resultTypes: ["violations"] }).then(result => result.violations.map(rule =>
                rule.id + ": " + rule.nodes.slice(0, 5).map(node => node.target.join(" ") + " " +
                    (node.any[0] || node.all[0] || node.none[0] || { message: "" }).message).join(" | ")).join("\\n"))
            """
        let answer = try await send("Runtime.evaluate", ["expression": .text(run), "awaitPromise": .boolean(true)])
        guard let text = answer["result"]["value"].text else {
            throw BrowserError("axe-core failed: \(answer["exceptionDetails"]["text"].text ?? "no text")")
        }
        return text.split(separator: "\n").map(String.init)
    }
}
