package import Storage

/// A letter that is to be printed, or why it is not.
package struct PreparedLetter: Hashable, Sendable {
    package var leased: LeasedDelivery
    package var notice: PersonalNotice

    /// The lines of the address field: the name, the lines, postcode and city, the country.
    package var address: [String] {
        let contact = notice.contact
        let city = [contact.postcode, contact.city].compactMap(\.self).joined(separator: " ")
        return ([contact.name] + contact.addressLines.map(Optional.some) + [city, contact.country]).compactMap(\.self)
            .filter { !$0.isEmpty }
    }
}

/// Letters are printed by people, many at a time: whoever prints them takes them like a worker does.
extension DeliveryQueue {
    /// The most letters of one file.
    package static let mostLetters = 200

    /// Takes the letters of a manufacturer that wait, the oldest first. What cannot be written is written down as such.
    package static func takeLetters(
        of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction
    ) throws -> [PreparedLetter] {
        var letters: [PreparedLetter] = []
        let waiting = try Deliveries.letters(of: manufacturer, limit: mostLetters, transaction)
        for delivery in waiting {
            guard let leased = try take(delivery, transaction),
                let notice = try Notices.find(delivery.notice, transaction)
            else { continue }
            switch try PersonalNotice.of(delivery, notice, transaction) {
            case .success(let written): letters.append(PreparedLetter(leased: leased, notice: written))
            case .failure(let refusal): try finish(leased, refusal.outcome, transaction)
            }
        }
        return letters
    }
}
