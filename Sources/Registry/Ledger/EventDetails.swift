import Foundation

/// What an event says beyond its header columns, kept as JSON text with sorted keys: that text is what the ledger
/// commits to. Absent lists are nil, so that an event with nothing more to say has no text at all.
package struct EventDetails: Hashable, Sendable, Codable {
    /// Business transactions (EPCIS 2.0, section 7.3.5.3): orders, invoices, despatch advices.
    package var transactions: [BusinessTransaction]?
    /// The party that owns the units from here on: a destination of type `owning_party` (CBV 2.0, section 7.4.2).
    package var owningParty: ID<Party>?
    /// What sensors or people measured.
    package var readings: [Reading]?
    /// Nameplate's extension: what was found to be wrong (see ``UnitState/failures``).
    package var faultCode: String?
    /// Nameplate's extension: what was decided about a claim, whose number is among the business transactions, and what its
    /// owner gets.
    package var decision: String?
    package var remedy: String?
    /// What was approved in all, and the day on which the unit failed, `2026-07-14`; absent in decisions from before they were
    /// told. Costs are for those who read a manufacturer's quality, and in no answer about an event.
    package var cost: Cost?
    package var failedOn: String?
    /// Nameplate's extension: parts put in and taken out.
    package var fitted: [PartNote]?
    package var removed: [PartNote]?
    /// Nameplate's extension: the place within the assembly that the units are put in or taken out of.
    package var slot: String?
    /// Persistent dispositions set and unset (EPCIS 2.0, section 7.3.7.5), such as recalled and stolen.
    package var set: [String]?
    package var unset: [String]?
    /// Nameplate's extension: the market that the units are made or sold for from here on, ISO 3166-1 alpha-2.
    package var market: String?
    /// Pieces of models that carry no serial numbers (EPCIS 2.0, section 7.3.3.3).
    package var quantities: [Quantity]?
    /// Where these pieces come from: a source of type `location` (CBV 2.0, section 7.4.2).
    package var source: String?
    /// In which disposition they were there; `in_transit` where they come from the way.
    package var sourceDisposition: String?

    package init() {}

    /// The type of the business transaction by which an event is a conclusion about a unit's number, drawn from who has asked for it.
    package static let conclusion = "nameplate-verification"

    /// Whether the event is such a conclusion: it says nothing of what has happened to the unit.
    package var isConclusion: Bool { transactions?.contains { $0.type == Self.conclusion } ?? false }

    package var isEmpty: Bool { self == EventDetails() }

    package struct BusinessTransaction: Hashable, Sendable, Codable {
        /// A CBV type (po, inv, desadv, …) or an own word.
        package var type: String
        package var id: String

        package init(type: String, id: String) {
            self.type = type
            self.id = id
        }
    }

    package struct Reading: Hashable, Sendable, Codable {
        package var type: String
        /// A decimal, exact.
        package var value: String
        /// UN/CEFACT Recommendation 20 code.
        package var unit: String?

        package init(type: String, value: String, unit: String? = nil) {
            self.type = type
            self.value = value
            self.unit = unit
        }
    }

    /// An amount of money.
    package struct Cost: Hashable, Sendable, Codable {
        package static let amounts: ClosedRange<Int64> = 0...1_000_000_000_000_000

        /// Minor units.
        package var amount: Int64
        /// ISO 4217.
        package var currency: String

        package init(_ amount: Int64, _ currency: String) {
            self.amount = amount
            self.currency = currency
        }
    }

    /// So many pieces of a model.
    package struct Quantity: Hashable, Sendable, Codable {
        package var model: ID<Model>
        package var batch: ID<Batch>?
        /// 1...10^12.
        package var quantity: Int64

        package init(_ quantity: Int64, of model: ID<Model>, batch: ID<Batch>? = nil) {
            self.model = model
            self.batch = batch
            self.quantity = quantity
        }
    }

    package struct PartNote: Hashable, Sendable, Codable {
        package var part: String
        package var serial: String?

        package init(part: String, serial: String? = nil) {
            self.part = part
            self.serial = serial
        }
    }

    /// The JSON text to store and commit to; nil where there is nothing to say.
    package func text() throws -> String? {
        guard !isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads a stored text.
    package init(text: String?) throws {
        guard let text else {
            self.init()
            return
        }
        self = try JSONDecoder().decode(EventDetails.self, from: Data(text.utf8))
    }
}
