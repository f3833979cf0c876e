import Testing

/// The texts of the pages: one catalogue per language, which holds all that the pages say and nothing else.
@Suite("Catalogues of texts")
struct CatalogueTests {
    /// Keys that a code of the registry or of a standard completes.
    private static let completed = [
        "caseChannel", "caseKind", "caseOutcome", "casePriority", "caseReturn", "caseState", "caseStep", "cases",
        "campaignKind", "holdDecision", "holdReason", "returnReason", "returnState", "returnStep", "locationKind",
        "locationLevel", "recallAuthority",
        "recallImportOutcome", "stockState", "stockVersion",
        "demandClass", "demandKind", "demandSpread", "forecastMethod", "leadTimeOrigin", "replenishmentAction",
        "replenishmentReason", "replenishmentSentence",
        "shipmentState", "scanVerdict", "discrepancyKind", "discrepancyResolution", "countDifference", "countKind",
        "countReason", "countResolution", "countState", "countStep", "scanResult",
        "pickState", "pickStep", "pickItem", "pickResult",
        "campaignOccasion", "campaignPlace", "campaignPriority", "campaignRemedy", "campaignState",
        "campaignStep", "remedyState",
        "findings", "theftDone", "theftKind", "theftProof", "theftState", "theftStep", "thefts",
        "advice", "cause", "claimCosts", "claimFinding", "claimKind", "claimMeter", "claimRemedy", "claimSeverity",
        "claimState", "claimStep", "consentPurpose", "coverKind", "coverTransfer", "deliveryProblem", "deliveryState",
        "editForm", "eventAction", "faultKind", "field", "hint", "keyPurpose", "labourFor", "notices", "otherNumber",
        "styleguide", "topic",
        "evidence", "handoverState", "ownerCodeRule", "registrationNeed", "registrationState", "registrationStep",
        "registrations", "serviceCharge", "serviceOutcome", "serviceState", "serviceStep",
        "causeAdvice", "plates", "audience", "audit", "confidence", "discrepancy",
        "documentKind",
        "event", "export", "eyes",
        "fileType", "gap",
        "home", "importState", "issueField", "kind", "lookup", "maintenance", "mistake", "month", "origin", "packaging",
        "partKind",
        "permission", "plate", "reading", "records", "retention", "role", "state", "status", "step", "table", "tone",
        "unit",
        "codeCheck", "copyList", "copyReview", "copySignal", "scanChannel", "verify.do", "verify.finding",
        "verify.heading", "quality.basis", "quality.plot", "quality.leaving", "health.plot", "health.nothing",
        "health.score", "health.untold",
        "complaintState", "complaintSource", "usageUnit", "problemState", "problemStep", "causeCategory",
        "emergingIssueState", "emergingIssueStep", "correctionVerdict", "complaintStep", "usageUnitName",
        "verify.signal", "verify.verdict",
        "verdict", "warning", "warranty", "work",
    ]

    private let catalogues: [String: [String: String]]
    private let templates: [(path: String, text: String)]
    private let sources: String

    init() throws {
        let tree = SourceTree()
        var catalogues: [String: [String: String]] = [:]
        for file in try tree.files(in: "Sources/WebAssets", ".tsv") {
            let pairs = file.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                return (String(fields[0]), String(fields[1]))
            }
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
            catalogues[name] = Dictionary(pairs) { first, _ in first }
        }
        self.catalogues = catalogues
        templates = try tree.files(in: "Sources/WebAssets", ".mustache").map { ($0.path, $0.text) }
        sources = try tree.files(in: "Sources/Server", ".swift").map(\.text).joined(separator: "\n")
    }

    private var english: [String: String] { catalogues["en"] ?? [:] }

    /// What an error means in general, by its code: English needs none, since errors have English sentences.
    private static func isOfAnError(_ key: String) -> Bool { key.hasPrefix("error.") }

    /// Keys as they stand in a template, and as quoted texts in the sources, alone or with a form for a count.
    private var used: Set<String> {
        var used: Set<String> = []
        for template in templates {
            used.formUnion(template.text.matches(of: /\[\[([A-Za-z0-9.]+)\]\]/).map { String($0.1) })
        }
        for match in sources.matches(of: /"([A-Za-z]+(?:\.[A-Za-z0-9]+)+)"/) {
            let key = String(match.1)
            used.insert(key)
            for form in ["zero", "one", "two", "few", "many", "other"] { used.insert("\(key).\(form)") }
        }
        // What something else is part of: said of the last of several.
        used.formUnion(["parts.packedInFurther", "parts.partOfFurther", "status.4xx", "status.5xx"])
        return used
    }

    @Test func everyTextThatIsNamedIsThere() {
        #expect(english.count > 500)
        var named = templates.flatMap { $0.text.matches(of: /\[\[([^\]]*)\]\]/).map { String($0.1) } }
        named += sources.matches(of: /Words\.text\(\s*"([^"\\]*)"/).map { String($0.1) }
        let missing = Set(named).filter { english[$0] == nil && english["\($0).other"] == nil }
        #expect(missing.sorted() == [])
    }

    @Test func everyTextIsUsed() {
        let used = used
        let unused = english.keys.filter { key in
            !used.contains(key) && !Self.completed.contains { key.hasPrefix("\($0).") }
        }
        #expect(unused.sorted() == [])
    }

    @Test func everyLanguageHasTheSameTextsWithTheSamePlaceholders() {
        #expect(catalogues.count >= 2)
        func placeholders(_ text: String?) -> [String] {
            (text ?? "").matches(of: /\{[A-Za-z.]+\}/).map { String($0.output) }.sorted()
        }
        for (language, texts) in catalogues {
            #expect(texts["language.tag"] == language)
            // A language may have more forms for counts than English, or fewer.
            func plain(_ keys: some Sequence<String>) -> Set<String> {
                Set(keys.filter { $0.firstMatch(of: /\.(zero|one|two|few|many)$/) == nil && !Self.isOfAnError($0) })
            }
            #expect(language != "en" || !texts.keys.contains(where: Self.isOfAnError))
            #expect(plain(texts.keys).symmetricDifference(plain(english.keys)).sorted() == [], "\(language)")
            for (key, text) in texts where key.hasSuffix(".other") || english[key] != nil {
                #expect(placeholders(text) == placeholders(english[key]), "\(language): \(key)")
            }
            for (key, tone) in english where key.hasPrefix("tone.") { #expect(texts[key] == tone, "\(language)") }
        }
    }

    @Test func noTemplateHasTextsOfItsOwn() {
        // Names, and the syntax of patterns.
        let own: Set<String> = ["Nameplate", "API", "(CSV)", "WX-"]
        for template in templates {
            let bare = template.text.replacing(/\{\{[^}]*\}\}/, with: "").replacing(/\[\[[^\]]*\]\]/, with: "")
            for text in bare.replacing(/<[^>]*>/, with: "\n").split(separator: "\n") {
                let text = String(text.trimmingPrefix(while: { $0 == " " })).replacing(/\{[^}]*\}/, with: "")
                let letters = text.replacing(/&[a-z]+;/, with: "").filter(\.isLetter)
                #expect(letters.isEmpty || own.contains(text), "\(template.path): \(text)")
            }
            for attribute in bare.matches(of: /\s(aria-label|placeholder|title|alt)="([^"]*)"/) {
                let letters = attribute.2.filter(\.isLetter)
                #expect(letters.isEmpty, "\(template.path): \(attribute.output.0)")
            }
        }
    }

    @Test func noTextHasWordsOfTheCode() {
        let code = [
            "disposition", "effectivity", "nomenclature", "dossier", "ledger", "scope", "scrambled", "projection",
            "principal",
        ]
        for (key, text) in english {
            let words = text.lowercased().split { !$0.isLetter }.map(String.init)
            for word in code { #expect(!words.contains(word), "\(key): \(text)") }
        }
    }
}
