import Identifiers
package import Registry
package import Safeguards
import Storage

// What finders and reporters write to each other, and what is published.

extension Commands {
    /// Passes on what a finder writes about a unit, to whoever has reported it.
    /// - Parameter network: a secret for hashes, and where the finder writes from.
    /// - Returns: the code by which the finder reads the answer.
    /// - Throws: `unit.unknown` and the like, also where nothing is confirmed of the unit; `value.invalid`.
    package func leaveFinding(
        _ order: FindingOrder, network: (secret: [UInt8], text: String)
    ) throws -> String {
        let manufacturer = try Manufacturers.require(order.slug, transaction)
        let model = try visibleModel(order.number, of: manufacturer)
        let serial = try SerialNumber(parsing: order.serial)
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction),
            let report = try TheftList.open(of: unit, at: transaction.now, transaction)
                .first(where: { $0.state == .confirmed })
        else { throw NameplateRegistry.unknown(serial, order.number, of: manufacturer) }
        try LongText.check(order.text, field: "text", limit: TheftMessage.longest)
        let finder = try order.email.map { try party(reachedAt: $0, of: manufacturer.id) }
        let (thread, code) = try TheftThreads.open(
            order.text, about: report.number.id, finder: finder, network: hash(network, report), transaction)
        try announce(report, "message", thread, to: report.party)
        return code
    }

    /// A party that is nothing but somebody who has left an address.
    private func party(reachedAt email: String, of manufacturer: ID<Manufacturer>) throws -> ID<Party> {
        let contact = try PartyContact(email: email)
        let party = try Parties.findOrCreate("finder-\(transaction.newID())", of: manufacturer, transaction)
        try PartyContacts.set(contact, of: party.id, transaction)
        return party.id
    }

    /// What a finder and whoever has reported it have written, for the finder's code.
    /// - Throws: `theft.unknown`.
    package func finding(code: String) throws -> TheftThread {
        guard let thread = try TheftThreads.find(code: code, transaction) else { throw TheftDesk.unknown }
        return thread
    }

    /// A finder writes on.
    /// - Throws: `theft.unknown`, also once the report has ended; `value.invalid`.
    package func replyToFinding(
        code: String, _ text: String, network: (secret: [UInt8], text: String)
    ) throws -> TheftThread {
        let thread = try finding(code: code)
        guard let report = try TheftRows.find(thread.report, transaction), report.state == .confirmed else {
            throw TheftDesk.unknown
        }
        let longer = try TheftThreads.append(
            text, from: .finder, network: hash(network, report), to: thread, transaction)
        try announce(report, "message", longer, to: report.party)
        return longer
    }

    /// Whoever has reported a unit, or staff, answers a finder.
    /// - Throws: `theft.unknown`, `value.invalid`.
    package func answerFinding(_ theft: String, _ thread: ID<TheftThread>, _ text: String) throws -> TheftAnswer {
        guard let number = TheftNumber(parsing: theft), let report = try TheftRows.find(number.id, transaction),
            let known = try TheftThreads.find(thread, transaction), known.report == report.number.id
        else { throw TheftDesk.unknown }
        let owner = try Units.find(report.unit, transaction)?.state.owner
        let part = TheftAccess.part(of: principal, in: report, owner: owner)
        guard part == .reporter || part == .staff else { throw TheftDesk.unknown }
        let longer = try TheftThreads.append(text, from: .reporter, to: known, transaction)
        try announce(report, "answer", longer, to: known.finder)
        return try NameplateRegistry.answer(report, as: principal, owner: owner, now: transaction.now, transaction)
    }

    private func announce(_ report: TheftReport, _ change: String, _ thread: TheftThread, to party: ID<Party>?) throws {
        let draft = NoticeDraft(
            .theftChanged, key: "\(report.number.text) \(thread.id) \(thread.messages.count)", unit: report.unit,
            party: party, facts: ["theft": report.number.text, "change": change, "state": report.state.rawValue])
        try Outbox.post(draft, of: report.manufacturer, transaction)
    }

    /// Nothing of a network can be read from it, and it is another one for each report.
    private func hash(_ network: (secret: [UInt8], text: String), _ report: TheftReport) -> [UInt8] {
        let secret = network.secret.map(String.init).joined(separator: " ")
        return SecretText.hash("finder \(secret) \(report.number.value) \(network.text)")
    }

    /// Says whether a manufacturer publishes what is confirmed.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func publishThefts(_ isOn: Bool, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleThefts, of: manufacturer.id)
        try TheftFeeds.set(isOn, of: manufacturer.id, as: principal, from: source, transaction)
    }
}

extension NameplateRegistry {
    /// Passes on what a finder writes. See ``Commands/leaveFinding(_:network:)``.
    package func leaveFinding(
        _ order: FindingOrder, as principal: Principal, from source: RequestSource
    ) async throws -> String {
        _ = try await readUnit(order.serial, model: order.number, of: order.slug, as: principal) { _, _ in }
        let network = (secret: formKey, text: source.network ?? "local")
        return try await perform(as: principal, from: source) { try $0.leaveFinding(order, network: network) }
    }

    /// What a finder's code opens. Who guesses codes grows slow.
    /// - Throws: `theft.unknown`, `registration.slow`.
    package func finding(
        code: String, reply text: String? = nil, as principal: Principal, from source: RequestSource
    ) async throws -> TheftThread {
        let asker = SignInFailures.Subject.codes(
            "finding \(principal.account?.description ?? source.network ?? "")")
        try await countCodes([asker])
        let network = (secret: formKey, text: source.network ?? "local")
        let thread = try await perform(as: principal, from: source) { commands in
            guard let text else { return try commands.finding(code: code) }
            return try commands.replyToFinding(code: code, text, network: network)
        }
        try await database.write { try SignInFailures.forgive(asker, $0) }
        return thread
    }

    /// What a manufacturer publishes; nil where it publishes nothing. Reports of several units of a model and month are one entry.
    /// - Throws: `manufacturer.unknown`.
    package func publishedThefts(of slug: String) async throws -> TheftFeed? {
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            guard try TheftFeeds.isOn(manufacturer.id, reader) else { return nil }
            var question = TheftQuestion()
            question.state = .confirmed
            let found = try TheftList.page(
                question, of: manufacturer.id, at: now, after: nil, limit: TheftFeeds.most, reader)
            let models = try Models.byID(found.map(\.unit.model), reader)
            var items: [PublishedTheft] = []
            for report in found {
                guard let model = models[report.unit.model], Self.visible(model, on: today, as: .stranger) else {
                    continue
                }
                let month = report.details.happenedOn.toMonth
                guard report.unitCount > 1 else {
                    items.append(
                        PublishedTheft(model: model.number.text, serial: report.unit.serial, month: month))
                    continue
                }
                if let place = items.firstIndex(where: {
                    $0.serial == nil && $0.model == model.number.text && $0.month == month
                }) {
                    items[place].count = items[place].count.addingSaturated(report.unitCount)
                } else {
                    items.append(
                        PublishedTheft(
                            model: model.number.text, serial: nil, count: report.unitCount,
                            isContainer: model.kind == .container, month: month))
                }
            }
            return TheftFeed(manufacturer: manufacturer, items: items)
        }
    }

    /// Whether a manufacturer publishes what is confirmed, for staff. - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func publishesThefts(_ slug: String, as principal: Principal) async throws -> Bool {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .handleThefts, of: manufacturer.id)
            return try TheftFeeds.isOn(manufacturer.id, reader)
        }
    }
}
