package import Identifiers

/// A document or picture of one or more models, or of some of their units: one version in one language.
package struct Document: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case manual
        case quickStart
        case installation
        case repairProcedure
        case safetyDataSheet
        case declarationOfConformity
        case certificate
        case dataSheet
        case drawing
        case releaseNote
        /// What the product looks like.
        case picture
        /// Where on the product its plate is.
        case platePosition
        case other
    }
    /// Who may have it.
    package enum Audience: String, CaseIterable, Sendable {
        /// Anybody, once one of its models is released.
        case everybody
        /// Who works for the manufacturer or, as dealers and repairers do, at one of its places.
        case partners
        /// Who works for the manufacturer.
        case staff
    }
    package enum Content: Hashable, Sendable {
        case file(StoredFile)
        /// Where it lies elsewhere, an address with `https:`. Nobody here fetches it.
        case link(String)
    }
    package struct Withdrawal: Hashable, Sendable {
        /// Microseconds since 1970 UTC.
        package var at: Int64
        package var reason: String?
    }
    package var id: ID<Document>
    package var manufacturer: ID<Manufacturer>
    /// By id, at least one.
    package var models: [ID<Model>]
    package var details: DocumentDetails
    package var content: Content
    /// What took its place.
    package var successor: ID<Document>?
    /// That it must not be used any more.
    package var withdrawal: Withdrawal?
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var rowVersion: Int64

    /// Whether it is what one should read now.
    package var isCurrent: Bool { successor == nil && withdrawal == nil }
}

/// What is said of a document. The terms are those of ISO 7200.
package struct DocumentDetails: Hashable, Sendable {
    package var kind: Document.Kind
    package var title: String
    /// Its identification number, the same for all languages and versions; nil where its kind says enough.
    package var number: String?
    /// Nil for pictures and whatever else has no language.
    package var language: LanguageTag?
    /// Whether it is the original, not a translation (Directive 2006/42/EC, annex I, 1.7.4).
    package var isOriginal: Bool
    /// Its revision, as it stands on it.
    package var version: String?
    /// Its date of issue.
    package var issuedOn: CivilDate?
    /// The units that it is for, in the language of populations; nil for all of its models.
    package var population: String?
    package var audience: Document.Audience
    /// The faults that it is for, by the manufacturer's codes; empty where it is for none in particular.
    package var faultCodes: [String]

    package init(
        _ kind: Document.Kind, _ title: String, number: String? = nil, language: LanguageTag? = nil,
        isOriginal: Bool = false, version: String? = nil, issuedOn: CivilDate? = nil, population: String? = nil,
        audience: Document.Audience = .everybody, faultCodes: [String] = []
    ) {
        self.kind = kind
        self.title = title
        self.number = number
        self.language = language
        self.isOriginal = isOriginal
        self.version = version
        self.issuedOn = issuedOn
        self.population = population
        self.audience = audience
        self.faultCodes = faultCodes
    }

    func check() throws(RegistryError) {
        try TextRules.check(title, field: "title", limit: 200)
        try TextRules.check(number, field: "number", limit: 80)
        try TextRules.check(version, field: "version", limit: 40)
        if let population {
            guard population.utf8.count <= Self.longestPopulation else {
                throw RegistryError(
                    .valueInvalid, "'appliesTo' may have at most \(Self.longestPopulation) bytes.", field: "appliesTo")
            }
            _ = try WrittenPopulation(parsing: population)
        }
        guard faultCodes.count <= Self.mostFaultCodes, Set(faultCodes).count == faultCodes.count else {
            throw RegistryError(
                .valueInvalid, "A document is for at most \(Self.mostFaultCodes) fault codes, each named once.",
                field: "faultCodes")
        }
        for code in faultCodes { try TextRules.check(code, field: "faultCodes", limit: FaultCode.longestCode) }
    }

    package static let longestPopulation = 10_000
    package static let mostFaultCodes = 50
}
