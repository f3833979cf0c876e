import TestSupport
import Testing

@testable import Registry

struct ModelConditionTests {
    @Test(arguments: [
        "category = Refrigerator and capacity >= 300 L and width <= 60 cm",
        "sales end < 2027 or not has successor",
        "colour in (White, 'Off white', \"it's\") and missing noise",
        "not (energy class = A or energy per year <= 150 kWh) and manufacturer not in (acme, other)",
        "width ≤ 24 in and depth ≠ 60 cm and height<>3 m and capacity==1 L",
        "'has' = yes and has = no and has has",
    ])
    func whatTheReferenceShowsIsRead(_ text: String) throws {
        _ = try ModelCondition(parsing: text)
    }

    @Test func namesAndValuesAreWordsUpToWhatCannotBelongToThem() throws {
        let condition = try ModelCondition(parsing: "energy per year < 150 kWh and LINE = Fjord Lys or has Frost free")
        guard case .any(let parts) = condition, case .all(let both) = parts[0], case .test(let first) = both[0],
            case .test(let second) = both[1], case .test(let third) = parts[1]
        else {
            Issue.record("\(condition)")
            return
        }
        #expect(first.field == .specification("energy per year"))
        #expect(first.values == [.value(.number("150", unit: "KWH"))])
        #expect(second.field == .line)
        #expect(second.values == [.text("Fjord Lys")])
        #expect(third.field == .specification("frost free") && third.comparison == .has)
        #expect(third.place == 50..<64)
    }

    @Test(arguments: [
        ("", "condition.syntax", 0), ("capacity", "condition.syntax", 8), ("capacity >=", "condition.syntax", 11),
        ("capacity >= 300 L width <= 60 cm", "condition.value", 12), ("(a = 1", "condition.syntax", 6),
        ("a = 'b", "condition.syntax", 4), ("a in b", "condition.syntax", 5), ("a ! b", "condition.syntax", 2),
        ("a = 1 and", "condition.syntax", 9), ("released >= yesterday", "condition.value", 12),
        ("category > A", "condition.value", 11), ("capacity > big", "condition.value", 11),
        ("successor = B", "condition.value", 10), ("a = 1\u{0}", "condition.syntax", 5),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ code: String, _ position: Int) {
        #expect {
            try ModelCondition(parsing: text)
        } throws: { error in
            let error = error as? RegistryError
            return error?.code.rawValue == code && error?.position == position && error?.field == "where"
        }
    }

    @Test func sizeAndDepthHaveBounds() {
        for text in [
            String(repeating: "(", count: 13) + "a = 1" + String(repeating: ")", count: 13),
            (0..<31).map { "a = \($0)" }.joined(separator: " or "), String(repeating: "a", count: 2_001),
            "a in (" + (0..<201).map { String($0) }.joined(separator: ", ") + ")",
            String(repeating: "not ", count: 400) + "a = 1",
        ] {
            #expect {
                try ModelCondition(parsing: text)
            } throws: {
                ($0 as? RegistryError)?.code == .conditionTooLarge
            }
        }
    }

    /// Whatever strangers send is read or refused.
    @Test(arguments: 0..<300)
    func whateverStrangersSendIsReadOrRefused(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "a", "capacity", "=", "<", ">=", "(", ")", ",", "'", "\"", "and", "or", "not", "in", "has", "missing",
            "300 L",
            "1,5", "é", "\u{202E}", "released", "2026", "category", "!", "≤", " ",
        ]
        let count = Int.random(in: 0...20, using: &random)
        let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
            .joined(separator: Bool.random(using: &random) ? " " : "")
        do {
            _ = try ModelCondition(parsing: text)
        } catch {
            #expect(error.position.map { (0...text.unicodeScalars.count).contains($0) } == true, "\(text)")
        }
    }

    @Test func whatAFacetLeadsToIsReadAsItself() throws {
        for text in ["White", "Off white", "it's", "a, b", "black and white", "(none)", " x", "not", "in"] {
            let condition = try ModelCondition(parsing: "line = \(ModelCondition.quoted(text))")
            guard case .test(let test) = condition else {
                Issue.record("\(text)")
                continue
            }
            #expect(test.values == [.text(text)])
        }
    }
}
