import Foundation
import TestSupport
import Testing

/// Pictures of every page for a person to look at, in the folder that NAMEPLATE_TEST_PICTURES names.
@Suite(
    "Pictures of every page", .serialized, .timeLimit(.minutes(15)),
    .enabled(
        if: ProcessInfo.processInfo.environment["NAMEPLATE_TEST_PICTURES"] != nil,
        "NAMEPLATE_TEST_PICTURES names no folder"))
struct PictureTests {
    @Test("On a phone, a tablet and a desk, in the light and in the dark", arguments: SamplePaths.all)
    func everyPage(_ path: String) async throws {
        let (browser, site) = try await WebsiteTests.shared.value
        for (size, width) in [("phone", 360), ("tablet", 768), ("desk", 1280)] {
            for isDark in [false, true] {
                let tab = try await site.tab(
                    in: browser, as: SamplePaths.account(for: path), width: width, isDark: isDark)
                try await tab.open(site.address + path)
                let isWithin = "String(document.documentElement.scrollWidth <= innerWidth)"
                #expect(try await tab.evaluate(isWithin) == "true", "\(size)")
                let words = path.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
                try await tab.keepPicture("\(size)-\(isDark ? "dark" : "light")\(String(words.prefix(80)))")
            }
        }
    }
}
