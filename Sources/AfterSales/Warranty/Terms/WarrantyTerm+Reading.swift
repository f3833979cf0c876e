import Identifiers
package import Registry

/// A term as a JSON document, as `docs/guide/warranty.md` describes it.
extension WarrantyTerm {
    /// No document holds more terms, and no term more of anything.
    package static let mostTerms = 200
    static let most = 50
    static let kind = DocumentKind(code: .warrantyDocument, field: "terms")

    /// Reads one term, or the list `terms` of several.
    /// - Throws: `warranty.document` with the path of the field; `population.…` with the place in its text.
    package static func parse(document: String) throws(RegistryError) -> [WarrantyTerm] {
        try written(in: document).map(\.term)
    }

    /// The same, each with its own part of the document.
    static func written(in document: String) throws(RegistryError) -> [(term: WarrantyTerm, value: DocumentValue)] {
        let value = try DocumentValue.parse(document, as: kind)
        var fields = try DocumentFields(value, at: "", of: kind)
        guard fields.value("terms") != nil else { return [(try WarrantyTerm(fields), value)] }
        var terms: [(term: WarrantyTerm, value: DocumentValue)] = []
        for (index, value) in try fields.list("terms", most: mostTerms).enumerated() {
            terms.append((try WarrantyTerm(DocumentFields(value, at: "terms[\(index)]", of: kind)), value))
        }
        try fields.finish()
        return terms
    }

    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        guard let name = try fields.text("name", limit: 60) else {
            throw fields.refusal("is missing; name the term", "name")
        }
        let version = try fields.integer("version", 1...10_000) ?? 1
        let target = try fields.target()
        var coverages: [Coverage] = []
        for coverage in try fields.objects("coverages", most: Self.most) { coverages.append(try Coverage(coverage)) }
        guard !coverages.isEmpty else {
            throw fields.refusal("needs at least one coverage", "coverages")
        }
        var starts: [StartRule] = []
        for start in try fields.objects("starts", most: Self.most) { starts.append(try StartRule(start)) }
        self.init(
            name, version: Int(version), of: target, coverages, starts: starts.isEmpty ? [StartRule(.sale)] : starts)
        title = try fields.text("title")
        population = try fields.population()
        sold = try Days("sold", &fields)
        produced = try Days("produced", &fields)
        markets = try fields.texts("markets", most: 250)
        for (index, market) in markets.enumerated() where !Self.isCountry(market) {
            throw fields.refusal("needs the two capital letters of a country, such as NO", "markets[\(index)]")
        }
        exclusions = try fields.texts("exclusions", most: Self.most, limit: 500)
        transfer = try fields.word("transfer") ?? .always
        pausesInRepair = try fields.boolean("pausesInRepair") ?? false
        resale = try fields.word("resale") ?? .continues
        replacement = try Replacement(&fields)
        try fields.finish()
    }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { 0x41...0x5A ~= $0 }
    }
}

extension WarrantyTerm.Days {
    fileprivate init(_ name: String, _ fields: inout DocumentFields) throws(RegistryError) {
        self.init()
        guard var days = try fields.object(name) else { return }
        (from, until) = (try days.date("from"), try days.date("until"))
        try days.finish()
        if let from, let until, until.lastDay < from.firstDay {
            throw days.refusal("is before 'from'", "until")
        }
    }
}

extension WarrantyTerm.Replacement {
    private enum Word: String, CaseIterable {
        case rest
        case longerOfRest
        case anew
    }

    fileprivate init(_ fields: inout DocumentFields) throws(RegistryError) {
        guard var object = try fields.object("replacement") else {
            self = .rest
            return
        }
        let time = try object.period()
        switch try object.word("cover", Word.self) ?? .rest {
        case .rest: self = .rest
        case .anew: self = .anew
        case .longerOfRest:
            guard let time else { throw object.refusal("is missing", "months") }
            self = .longerOfRest(CoverLength.Time(time))
        }
        try object.finish()
    }
}

extension Coverage {
    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        let kinds = try fields.words("covers", Kind.self)
        let (title, component) = (try fields.text("title"), try fields.text("component", limit: 100))
        let length = try CoverLength(&fields)
        var bonus: RegistrationBonus?
        if var object = try fields.object("bonus") {
            let length = try CoverLength(&object)
            guard let days = try object.integer("withinDays", 1...36_500) else {
                throw object.refusal("is missing", "withinDays")
            }
            bonus = RegistrationBonus(length, withinDays: Int(days), after: try object.word("after"))
            try object.finish()
        }
        try fields.finish()
        self.init(kinds.isEmpty ? Kind.allCases : kinds, title: title, component: component, length, bonus: bonus)
    }
}

extension CoverLength {
    init(_ fields: inout DocumentFields) throws(RegistryError) {
        let isLifetime = try fields.boolean("lifetime") ?? false
        let period = try fields.period()
        guard (period == nil) == isLifetime else {
            throw fields.refusal("needs one of: days, months, years, \"lifetime\": true")
        }
        self.init(period.map(CoverLength.Time.init) ?? .lifetime, try fields.usage())
    }
}

extension StartRule {
    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        guard let start = try fields.word("from", Start.self) else {
            throw fields.refusal("is missing", "from")
        }
        let within = try fields.integer("withinDays", 1...36_500)
        guard within == nil || start == .registration else {
            throw fields.refusal("is for registrations only", "withinDays")
        }
        var plus: CoverLength.Time?
        if var object = try fields.object("plus") {
            plus = try object.period().map(CoverLength.Time.init)
            try object.finish()
        }
        var latest: Latest?
        if var object = try fields.object("latest") {
            guard let months = try object.integer("months", 1...1200), let after = try object.word("after", Start.self)
            else { throw object.refusal("needs 'months' and 'after'") }
            latest = Latest(months: Int(months), after: after)
            try object.finish()
        }
        try fields.finish()
        self.init(start, withinDays: within.map { Int($0) }, plus: plus, latest: latest)
    }
}
