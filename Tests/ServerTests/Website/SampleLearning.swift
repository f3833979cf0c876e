import Identifiers
import TestSupport

@testable import Server

extension SamplePages {
    static var learnForm: LearnPage { LearnPage() }

    /// Two plants, three years, and a line that is none.
    static var learnt: LearnPage {
        let numbers: [String] = (0..<240).map { index in
            let week = 2_401 + index / 80 * 100 + index % 50
            return "\(["TR", "ES"][index * 7 % 5 / 3])\(week)\(String(1_000_001 + index).dropFirst())"
        }
        return page(of: numbers + ["TR24X9000001"])
    }

    static var learntNothing: LearnPage {
        var random = SplitMix64(seed: 1)
        return page(
            of: (0..<300).map { _ in String(Int64.random(in: 0..<1_000_000_000_000, using: &random) + 1_000_000_000_000)
            })
    }

    static var hostileList: LearnPage {
        var page = page(of: (100..<200).map { "<script>alert('x')</script>\($0)" })
        page.notice = .init(.attention, hostile, text: hostile)
        return page
    }

    private static func page(of numbers: [String]) -> LearnPage {
        let text = numbers.joined(separator: "\n")
        var page = LearnPage()
        page.model = LearnPage.OfModel(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Learn the format"), number: "WX 700",
            action: .learnFormat("acme", "WX 700"), token: "dG9rZW4")
        page.serials = text
        guard let learnt = try? SerialList(lines: Array(text.utf8)).learnFormats(),
            let day = try? CivilDate(year: 2026, month: 11, day: 26)
        else { return page }
        page.show(learnt, asOf: day)
        return page
    }
}
