import Identifiers
package import Registry

/// A term as a JSON document, as `docs/guide/warranty.md` describes it.
extension WarrantyTerm {
    /// No document holds more terms, and no term more of anything.
    package static let mostTerms = 200
    static let most = 50

    /// Reads one term, or the list `terms` of several.
    /// - Throws: `warranty.document` with the path of the field; `population.…` with the place in its text.
    package static func parse(document: String) throws(RegistryError) -> [WarrantyTerm] {
        try written(in: document).map(\.term)
    }

    /// The same, each with its own part of the document.
    static func written(in document: String) throws(RegistryError) -> [(term: WarrantyTerm, value: DocumentValue)] {
        let value = try DocumentValue.parse(document)
        var fields = try DocumentFields(value, at: "")
        guard fields.value("terms") != nil else { return [(try WarrantyTerm(fields), value)] }
        var terms: [(term: WarrantyTerm, value: DocumentValue)] = []
        for (index, value) in try fields.list("terms", most: mostTerms).enumerated() {
            terms.append((try WarrantyTerm(DocumentFields(value, at: "terms[\(index)]")), value))
        }
        try fields.finish()
        return terms
    }

    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        guard let name = try fields.text("name", limit: 60) else {
            throw DocumentFields.refusal("is missing; name the term", fields.place("name"))
        }
        let version = try fields.integer("version", 1...10_000) ?? 1
        let target = try Target(&fields)
        var coverages: [Coverage] = []
        for coverage in try fields.objects("coverages", most: Self.most) { coverages.append(try Coverage(coverage)) }
        guard !coverages.isEmpty else {
            throw DocumentFields.refusal("needs at least one coverage", fields.place("coverages"))
        }
        var starts: [StartRule] = []
        for start in try fields.objects("starts", most: Self.most) { starts.append(try StartRule(start)) }
        self.init(
            name, version: Int(version), of: target, coverages, starts: starts.isEmpty ? [StartRule(.sale)] : starts)
        title = try fields.text("title")
        population = try fields.text("population", limit: 10_000)
        if let population {
            do throws(RegistryError) {
                _ = try WrittenPopulation(parsing: population)
            } catch {
                throw RegistryError(
                    error.code, error.sentence, field: fields.place("population"), position: error.position)
            }
        }
        sold = try Days("sold", &fields)
        produced = try Days("produced", &fields)
        markets = try fields.texts("markets", most: 250)
        for (index, market) in markets.enumerated() where !Self.isCountry(market) {
            throw DocumentFields.refusal(
                "needs the two capital letters of a country, such as NO", "\(fields.place("markets"))[\(index)]")
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

extension WarrantyTerm.Target {
    fileprivate init(_ fields: inout DocumentFields) throws(RegistryError) {
        let (model, line) = (try fields.text("model", limit: 100), try fields.text("line"))
        let category = try fields.text("category")
        guard [model, line, category].filter({ $0 != nil }).count < 2 else {
            throw DocumentFields.refusal("excludes 'line' and 'category'; give one of the three", fields.place("model"))
        }
        self =
            model.map { .model($0) } ?? line.map { .line($0) } ?? category.map { .category($0) } ?? .everything
    }
}

extension WarrantyTerm.Days {
    fileprivate init(_ name: String, _ fields: inout DocumentFields) throws(RegistryError) {
        self.init()
        guard var days = try fields.object(name) else { return }
        (from, until) = (try days.date("from"), try days.date("until"))
        try days.finish()
        if let from, let until, until.lastDay < from.firstDay {
            throw DocumentFields.refusal("is before 'from'", days.place("until"))
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
            guard let time else { throw DocumentFields.refusal("is missing", object.place("months")) }
            self = .longerOfRest(time)
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
                throw DocumentFields.refusal("is missing", object.place("withinDays"))
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
            throw DocumentFields.refusal("needs one of: days, months, years, \"lifetime\": true", fields.path)
        }
        let time = period ?? .lifetime
        var usage: [UsageLimit] = []
        for meter in UsageLimit.Meter.allCases {
            guard let most = try fields.integer(meter.rawValue, 1...1_000_000_000_000) else { continue }
            usage.append(UsageLimit(meter, most))
        }
        self.init(time, usage)
    }
}

extension StartRule {
    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        guard let start = try fields.word("from", Start.self) else {
            throw DocumentFields.refusal("is missing", fields.place("from"))
        }
        let within = try fields.integer("withinDays", 1...36_500)
        guard within == nil || start == .registration else {
            throw DocumentFields.refusal("is for registrations only", fields.place("withinDays"))
        }
        var plus: CoverLength.Time?
        if var object = try fields.object("plus") {
            plus = try object.period()
            try object.finish()
        }
        var latest: Latest?
        if var object = try fields.object("latest") {
            guard let months = try object.integer("months", 1...1200), let after = try object.word("after", Start.self)
            else { throw DocumentFields.refusal("needs 'months' and 'after'", object.path) }
            latest = Latest(months: Int(months), after: after)
            try object.finish()
        }
        try fields.finish()
        self.init(start, withinDays: within.map { Int($0) }, plus: plus, latest: latest)
    }
}

extension DocumentFields {
    /// `days`, `months` or `years`, one of them at most.
    fileprivate mutating func period() throws(RegistryError) -> CoverLength.Time? {
        let days = try integer("days", 1...36_500)
        let months = try integer("months", 1...1200)
        let years = try integer("years", 1...100)
        guard [days, months, years].filter({ $0 != nil }).count < 2 else {
            throw Self.refusal("takes one of days, months and years", path)
        }
        return days.map { .days(Int($0)) } ?? (months ?? years.map { $0 * 12 }).map { .months(Int($0)) }
    }
}
