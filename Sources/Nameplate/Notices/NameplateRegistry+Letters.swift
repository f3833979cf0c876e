import Identifiers
import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// Prints the letters of a manufacturer that wait, as one PDF, and notes that they are. A letter that is lost can be
    /// replayed.
    /// - Returns: Nil where none waits.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func printLetters(
        of slug: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> [UInt8]? {
        let letters = try await perform(as: principal, from: source) { commands in try commands.takeLetters(of: slug) }
        guard !letters.isEmpty else { return nil }
        let date = today.isoText
        let bytes = try await onOwnThread {
            let writer = LetterWriter()
            for letter in letters { writer.add(Letter(letter, on: date)) }
            return try writer.finish()
        }
        _ = try await perform(as: principal, from: source) { commands in try commands.notePrinted(letters) }
        return bytes
    }
}

extension Commands {
    /// Takes the letters that wait. They hold addresses, so that whoever prints them may read owners too.
    fileprivate func takeLetters(of slug: String) throws -> [PreparedLetter] {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        try Access.require(principal, .readOwners, of: manufacturer.id)
        let letters = try DeliveryQueue.takeLetters(of: manufacturer.id, transaction)
        for letter in letters {
            try AuditTrail.write(
                "letter.print", subject: letter.leased.delivery.id.description, of: manufacturer.id, as: principal,
                from: source, about: letter.leased.delivery.party, transaction)
        }
        return letters
    }

    fileprivate func notePrinted(_ letters: [PreparedLetter]) throws {
        for letter in letters {
            guard try DeliveryQueue.finish(letter.leased, .sent, transaction) else { continue }
            let address = letter.address.joined(separator: "\n")
            let text = letter.notice.text
            let said = Array("\(address)\n\n\(text.subject)\n\n\(text.body)".utf8)
            try DeliveryContents.set(
                DeliveryContent(
                    address: address, text: text, language: letter.notice.language.text, messageID: nil,
                    digest: EmailMessage.digest(of: said), sentAt: now), of: letter.leased.delivery.id, transaction)
        }
    }
}

extension Letter {
    fileprivate init(_ prepared: PreparedLetter, on date: String) {
        self.init(
            sender: prepared.notice.manufacturer, address: prepared.address, date: date,
            subject: prepared.notice.text.subject, body: prepared.notice.text.body)
    }
}
