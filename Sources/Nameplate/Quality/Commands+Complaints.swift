import AfterSales
import Identifiers
package import Quality
package import Registry
import Storage

extension Commands {
    /// Enters a complaint.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, and what ``Complaints`` throws.
    package func addComplaint(_ order: ComplaintOrder, of slug: String) throws -> ComplaintAnswer {
        let manufacturer = try qualityMaker(slug)
        let added = try Complaints.add(
            draft(order, manufacturer), .entered, as: principal, from: source, transaction)
        return try answer(added, manufacturer)
    }

    /// Says other things of a complaint. Where it came from, its reference and its problem stay.
    /// - Throws: `manufacturer.unknown`, `complaint.unknown`, `model.unknown`, `access.forbidden`, and what
    ///   ``Complaints`` throws.
    package func updateComplaint(
        _ number: String, _ order: ComplaintOrder, of slug: String, expecting version: Int64?
    ) throws -> ComplaintAnswer {
        let manufacturer = try qualityMaker(slug)
        let known = try NameplateRegistry.complaint(number, of: manufacturer, transaction)
        let changed = try Complaints.update(
            known, draft(order, manufacturer), expecting: version, as: principal, from: source, transaction)
        return try answer(changed, manufacturer)
    }

    /// Moves a complaint on.
    /// - Throws: `manufacturer.unknown`, `complaint.unknown`, `access.forbidden`, and what ``Complaints`` throws.
    package func moveComplaint(
        _ number: String, by step: ComplaintStep, of slug: String, expecting version: Int64?
    ) throws -> ComplaintAnswer {
        let manufacturer = try qualityMaker(slug)
        let known = try NameplateRegistry.complaint(number, of: manufacturer, transaction)
        let moved = try Complaints.move(
            known, by: step, expecting: version, as: principal, from: source, transaction)
        return try answer(moved, manufacturer)
    }

    /// Says of which problem a complaint is a sign; nil for none.
    /// - Throws: `manufacturer.unknown`, `complaint.unknown`, `problem.unknown`, `access.forbidden`, `complaint.changed`.
    package func linkComplaint(
        _ number: String, to problem: String?, of slug: String, expecting version: Int64?
    ) throws -> ComplaintAnswer {
        let manufacturer = try qualityMaker(slug)
        let known = try NameplateRegistry.complaint(number, of: manufacturer, transaction)
        let linked = try Complaints.link(
            known, to: problem.map { try NameplateRegistry.problem($0, of: manufacturer, transaction) },
            expecting: version, as: principal, from: source, transaction)
        return try answer(linked, manufacturer)
    }

    /// Makes a complaint of what a customer says in a case of the support desk, without who it is. A case that was taken
    /// before gives the same complaint.
    /// - Throws: `case.unknown`, also for whoever does not see to the quality of the manufacturer's products; and what
    ///   ``Complaints`` throws.
    package func takeCase(_ number: String, faultCodes: [String]) throws -> ComplaintAnswer {
        guard let number = CaseNumber(parsing: number), let known = try? Cases.find(number, transaction),
            Access.allows(principal, .handleQuality, of: known.manufacturer),
            let manufacturer = try Manufacturers.find(known.manufacturer, transaction),
            let model = try Models.find(known.unit.model, transaction)
        else { throw Cases.unknown }
        if let taken = try Complaints.find(
            reference: number.text, from: .case, of: manufacturer.id, transaction)
        {
            return try answer(taken, manufacturer)
        }
        var details = ComplaintDetails(receivedOn: CivilDate(microseconds: known.createdAt))
        (details.faultCodes, details.words) = (faultCodes, known.request.complaint)
        let added = try Complaints.add(
            .init(about: model, unit: known.unit.serial, details, reference: number.text), .case, as: principal,
            from: source, transaction)
        return try answer(added, manufacturer)
    }

    /// Erases what was said in a complaint.
    /// - Throws: `manufacturer.unknown`; `complaint.unknown`, also for whoever may not erase.
    func eraseComplaint(_ number: String, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        guard Access.allows(principal, .erase, of: manufacturer.id) else { throw Complaints.unknown }
        let known = try NameplateRegistry.complaint(number, of: manufacturer, transaction)
        _ = try Complaints.erase(known, as: principal, from: source, transaction)
    }

    // MARK: Tables

    /// Keeps the complaints of a table, all or none. Those whose references are there already change nothing.
    /// - Throws: as entering one, with the line in its sentence.
    package func importComplaints(_ rows: [ComplaintTableRow], of slug: String) throws -> ImportedComplaints {
        let manufacturer = try qualityMaker(slug)
        var imported = ImportedComplaints()
        var models: [String: Model] = [:]
        for row in rows {
            do {
                let model = try models[row.model] ?? Models.require(row.model, of: manufacturer, transaction)
                models[row.model] = model
                if let reference = row.reference,
                    let known = try Complaints.find(
                        reference: reference, from: .imported, of: manufacturer.id, transaction)
                {
                    imported.unchanged += 1
                    imported.numbers.append(known.number)
                    continue
                }
                let serial = try row.serial.map { try SerialNumber(parsing: $0) }
                let added = try Complaints.add(
                    .init(about: model, unit: serial, row.details, reference: row.reference), .imported,
                    as: principal, from: source, transaction)
                imported.added += 1
                imported.numbers.append(added.number)
            } catch let error as RegistryError {
                throw ComplaintTableRow.problem(error, on: row.line)
            }
        }
        return imported
    }

    // MARK: Parts

    private func qualityMaker(_ slug: String) throws -> Manufacturer {
        try NameplateRegistry.qualityMaker(slug, .handleQuality, as: principal, transaction)
    }

    private func draft(_ order: ComplaintOrder, _ manufacturer: Manufacturer) throws -> Complaints.Draft {
        Complaints.Draft(
            about: try Models.require(order.model, of: manufacturer, transaction),
            unit: try order.serial.map { try SerialNumber(parsing: $0) }, order.details, reference: order.reference)
    }

    private func answer(_ complaint: Complaint, _ manufacturer: Manufacturer) throws -> ComplaintAnswer {
        try NameplateRegistry.answer(complaint, of: manufacturer, as: principal, transaction)
    }
}

extension NameplateRegistry {
    /// Erases what was said in a complaint. It cannot be undone.
    /// - Throws: `complaint.unknown`, `manufacturer.unknown`, `confirmation.missing`.
    package func eraseComplaint(
        _ number: String, of slug: String, isConfirmed: Bool, as principal: Principal,
        from source: RequestSource = .local
    ) async throws {
        guard isConfirmed else { throw Self.unconfirmed("An erasure cannot be undone.") }
        try await perform(as: principal, from: source) { try $0.eraseComplaint(number, of: slug) }
    }

    /// Erases what a case has told a complaint.
    static func eraseComplaint(
        ofCase known: ServiceCase, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        let taken = try Complaints.find(
            reference: known.number.text, from: .case, of: known.manufacturer, transaction)
        guard let taken else { return }
        _ = try Complaints.erase(taken, as: principal, from: source, transaction)
    }

    /// The same of all cases of a party, however many there are.
    static func eraseComplaints(
        ofCasesOf party: ID<Party>, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        var last: ServiceCase?
        repeat {
            let page = try CaseList.page(of: party, after: last, limit: 200, transaction)
            for known in page { try eraseComplaint(ofCase: known, as: principal, from: source, transaction) }
            last = page.last
        } while last != nil
    }
}
