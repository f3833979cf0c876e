import Identifiers
package import Registry
import Storage

/// What somebody of a manufacturer writes to a person.
package struct MessageDraft: Hashable, Sendable {
    /// By which the manufacturer knows the person.
    package var party: String
    package var subject: String
    package var text: String
    /// Nil for what the person must be told, else what it must have consented to.
    package var purpose: ConsentPurpose?
    /// The product that it is about.
    package var model: String?
    package var serial: String?

    package init(party: String, subject: String, text: String) {
        (self.party, self.subject, self.text) = (party, subject, text)
    }
}

extension Commands {
    /// Writes to a person: by e-mail where it has an address, else by letter.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `party.unknown`, `model.unknown`, `unit.unknown`, `value.invalid`.
    package func write(_ draft: MessageDraft, of slug: String) throws -> Delivery {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        guard let party = try Parties.find(draft.party, of: manufacturer.id, transaction) else {
            throw RegistryError(
                .partyUnknown, "\(manufacturer.name) knows nobody by this reference.", field: "party")
        }
        for (text, field) in [(draft.subject, "subject"), (draft.text, "text")]
        where text.allSatisfy(\.isWhitespace) {
            throw RegistryError(.valueInvalid, "'\(field)' is empty.", field: field)
        }
        var notice = NoticeDraft(
            .message, key: "message \(transaction.newID())", party: party.id,
            facts: ["subject": draft.subject, "text": draft.text])
        notice.purpose = draft.purpose
        if let number = draft.model, let serial = draft.serial {
            let model = try Models.require(number, of: manufacturer, transaction)
            let key = UnitKey(model.id, try SerialNumber(parsing: serial))
            guard try Units.find(key, transaction) != nil else {
                throw NameplateRegistry.unknown(key.serial, number, of: manufacturer)
            }
            notice.unit = key
        }
        guard let posted = try Outbox.post(notice, of: manufacturer.id, transaction),
            let delivery = try Deliveries.of(posted.id, transaction).first
        else { throw transaction.overtaken() }
        try AuditTrail.write(
            "message.write", subject: delivery.id.description, of: manufacturer.id, as: principal, from: source,
            detail: draft.purpose?.rawValue, about: party.id, transaction)
        return delivery
    }

    /// Notes that a message came back, by what a mail system says of it.
    /// - Parameter report: nil for what is no final report; it is long, so that it is read before the transaction.
    /// - Returns: The delivery; nil for what is about no message of this registry.
    /// - Throws: `access.forbidden`, `state.step`.
    package func bounce(_ report: BounceReport?) throws -> Delivery? {
        try Access.require(principal, .manageNotices, .anything)
        guard let report, let found = try Deliveries.find(report.delivery, transaction),
            found.channel == .email, Access.allows(principal, .manageNotices, of: found.manufacturer)
        else { return nil }
        guard found.state != .bounced else { return found }
        let delivery = try Deliveries.step(.bounce, found.id, of: found.manufacturer, transaction)
        try DeliveryQueue.note(
            SendOutcome(.refused, problem: "bounced", detail: report.status), of: delivery.id, transaction)
        return delivery
    }

    /// Withdraws a consent by the code of a message's link. Whether there was one, nobody is told.
    package func unsubscribe(_ code: String) throws {
        try PartyConsents.withdraw(byCode: code, how: "link of a message", transaction)
    }
}
