import Foundation
import Identifiers
import Registry
import Storage

/// What is said of a campaign, as the columns `document` keep it: the JSON form of ``CampaignDetails``.
struct CampaignDocument: Codable {
    struct Part: Codable {
        var model: String
        var quantity: Int64
        var available: Bool
    }

    var kind: String
    var title: String
    var scope: String
    var ownNumber: String?
    var authority: String?
    var authorityNumber: String?
    var affected: String?
    var hazard: String?
    var defect: String?
    var consequence: String?
    var remedy: String
    var remedyText: String?
    var instructions: String?
    var parts: [Part]
    var announcedOn: String?
    var priority: String
    var stopSale: Bool
    var doNotUse: Bool
    var countries: [String]

    init(_ details: CampaignDetails) {
        (kind, title, scope) = (details.kind.rawValue, details.title, details.scope)
        (ownNumber, authority, authorityNumber) = (details.ownNumber, details.authority, details.authorityNumber)
        (affected, hazard, defect) = (details.affected, details.hazard, details.defect)
        (consequence, remedyText, instructions) = (details.consequence, details.remedyText, details.instructions)
        remedy = details.remedy.rawValue
        parts = details.parts.map { Part(model: $0.model, quantity: $0.quantity, available: $0.isAvailable) }
        announcedOn = details.announcedOn?.isoText
        priority = details.priority.rawValue
        (stopSale, doNotUse, countries) = (details.stopSale, details.doNotUse, details.countries)
    }

    /// - Throws: `storage.damaged` where a word is unknown.
    func details() throws -> CampaignDetails {
        guard let kind = CampaignKind(rawValue: kind), let remedy = RemedyKind(rawValue: remedy),
            let priority = CampaignPriority(rawValue: priority)
        else {
            throw StorageError(.damaged, "A campaign holds an unknown word. Restore the database from a backup.")
        }
        var details = CampaignDetails(kind, title: title, scope: scope, remedy: remedy, priority: priority)
        (details.ownNumber, details.authority, details.authorityNumber) = (ownNumber, authority, authorityNumber)
        (details.affected, details.hazard, details.defect) = (affected, hazard, defect)
        (details.consequence, details.remedyText, details.instructions) = (consequence, remedyText, instructions)
        details.parts = parts.map { .init($0.model, quantity: $0.quantity, isAvailable: $0.available) }
        details.announcedOn = try announcedOn.map { try CivilDate(parsing: $0) }
        (details.stopSale, details.doNotUse, details.countries) = (stopSale, doNotUse, countries)
        return details
    }

    static func text(_ details: CampaignDetails) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(CampaignDocument(details)), as: UTF8.self)
    }

    static func details(_ text: String) throws -> CampaignDetails {
        try JSONDecoder().decode(CampaignDocument.self, from: Data(text.utf8)).details()
    }
}
