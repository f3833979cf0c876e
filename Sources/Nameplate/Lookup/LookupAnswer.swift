import Identifiers
package import Registry

/// What a text from a plate turned out to be. It is never a bare 'not found'.
package struct LookupAnswer: Sendable {
    package var outcome: Outcome
    /// What was understood, put right or remains doubtful, most important first.
    package var notes: [LookupNote]
    /// The units that were probably meant by a serial number that is not known, the likeliest first; none for whoever may
    /// not see them.
    package var candidates: [ProbableUnit] = []
    /// What the asker can try next; empty where there is nothing to add.
    package var suggestions: [String]
    /// What is counted of a plate that is not known.
    var unknownPlate: UnknownPlate?

    /// Whether the text names units that are known.
    package var isFound: Bool {
        switch outcome {
        case .unit: true
        case .choice(let units, _): !units.isEmpty
        case .model, .unknown: false
        }
    }

    package enum Outcome: Sendable {
        /// One unit.
        case unit(FoundUnit)
        /// A model; no unit was asked for, or none is known under the number given.
        case model(FoundModel)
        /// Units or models among which the asker must choose.
        case choice(units: [FoundUnit], models: [FoundModel])
        /// Nothing in the registry: the notes say what the text looks like.
        case unknown
    }
}

/// A unit that a look-up found; ``NameplateRegistry/dossier(of:asOf:knownAt:as:)`` tells its story.
package struct FoundUnit: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var unit: UnitRow
}

/// A model that a look-up found.
package struct FoundModel: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
}

/// One remark on a look-up.
package struct LookupNote: Hashable, Sendable {
    /// Codes are part of the API.
    package enum Code: String, CaseIterable, Sendable {
        /// The model number stood where the serial number belongs, and the other way round.
        case swapped = "lookup.swapped"
        /// The number is marked a little differently on the product.
        case spelling = "lookup.spelling"
        /// Several models have a unit with this serial number.
        case sharedSerial = "lookup.sharedSerial"
        /// Several manufacturers have a model with this number.
        case sharedModel = "lookup.sharedModel"
        case modelUnknown = "lookup.modelUnknown"
        /// The model has no unit with this serial number.
        case serialUnknown = "lookup.serialUnknown"
        /// The number has the form of the model's serial numbers but was never issued.
        case serialNotIssued = "lookup.serialNotIssued"
        /// Whether the number was issued cannot be told now: a secret key is not at hand.
        case cannotTell = "lookup.cannotTell"
        /// The number cannot be one of this model's serial numbers; the sentence says which character is wrong.
        case serialMalformed = "lookup.serialMalformed"
        /// The serial number belongs to a unit of another model.
        case otherModel = "lookup.otherModel"
        /// More units have such a serial number but for one slip than can be told apart.
        case manySimilar = "lookup.manySimilar"
        /// The model had the number before it was given another one.
        case formerNumber = "lookup.formerNumber"
        /// A colour, a market or an equipment of the model has the number.
        case variantNumber = "lookup.variantNumber"
        /// The maker prints one text for several numbers, of which this is one.
        case familyNumber = "lookup.familyNumber"
        /// The GTIN is that of a packaging, which holds one or more of the model.
        case packaging = "lookup.packaging"
        /// Only one of the two numbers was given.
        case serialMissing = "lookup.serialMissing"
        /// What was given is none of the two numbers.
        case otherNumber = "lookup.otherNumber"
        case placeholder = "lookup.placeholder"
        /// What the text looks like.
        case looksLike = "lookup.looksLike"
        /// Characters that do not belong into a number were removed.
        case cleaned = "lookup.cleaned"
        /// The code was read with separators put in or taken out, which the scanner had lost or doubled.
        case codeMended = "lookup.codeMended"
        /// The text was found as it was before the scanner changed it; the sentence says which setting to change.
        case scanner = "lookup.scanner"
        case empty = "lookup.empty"
        /// The codes on one photo name several units.
        case severalUnits = "lookup.severalUnits"
    }
    package var code: Code
    package var sentence: String
    /// The part of the text that it speaks of.
    package var text: String?
    /// The place of a wrong character in that part, in characters from 0.
    package var position: Int?

    init(_ code: Code, _ sentence: String, text: String? = nil, position: Int? = nil) {
        self.code = code
        self.sentence = sentence
        self.text = text
        self.position = position
    }
}
