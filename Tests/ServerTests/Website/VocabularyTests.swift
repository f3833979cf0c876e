import Registry
import Testing

@testable import Server

@Suite("Words for the vocabulary")
struct VocabularyTests {
    /// Steps and states of somebody's own are spelled out as written; those of the standard never are.
    private static func holds(_ key: String) -> Bool {
        EmbeddedFile.all().contains { file in
            file.name == "Words/en.tsv"
                && String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").contains {
                    $0.hasPrefix(key + "\t")
                }
        }
    }

    @Test("Every business step has plain words of its own", arguments: BusinessStep.allCases)
    func step(step: BusinessStep) {
        #expect(Self.holds("step.\(step.rawValue)"))
    }

    @Test("Every discrepancy has plain words of its own", arguments: Discrepancy.Code.allCases)
    func discrepancy(code: Discrepancy.Code) {
        #expect(Self.holds(code.rawValue))
    }

    @Test("Every rule of retention has plain words of its own", arguments: RetentionRule.allCases)
    func retention(rule: RetentionRule) {
        #expect(Self.holds("retention.\(rule.rawValue)"))
    }

    @Test("Every disposition has plain words of its own", arguments: Disposition.allCases)
    func disposition(disposition: Disposition) {
        #expect(Self.holds("state.\(disposition.rawValue)"))
    }
}
