import Identifiers
package import Storage

/// A notice as one person is to be written it, now.
package struct PersonalNotice: Hashable, Sendable {
    package var contact: PartyContact
    package var text: NoticeText
    package var language: LanguageTag
    /// The name of the manufacturer, from whom it is.
    package var manufacturer: String
    /// By which the person withdraws its consent; nil for what it must be told.
    package var withdrawalCode: String?

    /// What a person is written, or why it is not: decided in the moment of sending, so that a consent that has been
    /// withdrawn meanwhile counts.
    package static func of(
        _ delivery: Delivery, _ notice: Notice, _ reader: any SQLReader
    ) throws -> Result<PersonalNotice, PersonalNoticeRefusal> {
        guard let party = try delivery.party.flatMap({ try Parties.find($0, reader) }), party.erasedAt == nil else {
            return .failure(.unwanted)
        }
        guard let contact = try PartyContacts.held(of: party.id, reader),
            delivery.channel == .letter ? !contact.addressLines.isEmpty : contact.email != nil
        else { return .failure(.unreachable) }
        var code: String?
        if let purpose = notice.purpose {
            guard let consent = try PartyConsents.holding(purpose, of: party.id, reader) else {
                return .failure(.unwanted)
            }
            code = consent.withdrawalCode
        }
        let template = try NoticeTemplates.choose(
            notice.topic, for: contact.language, of: notice.manufacturer, reader)
        guard let template, let manufacturer = try Manufacturers.find(notice.manufacturer, reader) else {
            return .failure(.wordless)
        }
        var values = notice.facts
        values["manufacturer"] = manufacturer.name
        values["name"] = contact.name
        if let unit = notice.unit {
            values["serial"] = unit.serial.text
            values["model"] = try Models.find(unit.model, reader)?.number.text
        }
        return .success(
            PersonalNotice(
                contact: contact, text: try template.filled(values), language: template.language,
                manufacturer: manufacturer.name, withdrawalCode: code))
    }
}

/// Why somebody is not written to.
package enum PersonalNoticeRefusal: Error, Hashable, Sendable {
    /// The person has not consented, or no longer, or has been erased.
    case unwanted
    /// No address is known.
    case unreachable
    /// There is no text for it.
    case wordless

    /// What becomes of the delivery.
    package var outcome: SendOutcome {
        switch self {
        case .unwanted: SendOutcome(.stopped, problem: "unwanted")
        case .unreachable: SendOutcome(.refused, problem: "contact.missing")
        case .wordless: SendOutcome(.refused, problem: "template.missing")
        }
    }
}
