import Identifiers
package import Registry
package import Safeguards
import Storage

/// What a row of a table says of a unit in a campaign.
package struct RemedyTableRow: Hashable, Sendable {
    /// On which the row begins, from 1; of a list the how-manieth it is.
    package var line: Int
    /// The campaign's number.
    package var campaign: String
    /// What stands on the unit's plate; nil where its model and serial number are given.
    package var plate: String?
    package var model: String
    package var serial: String
    package var report: RemedyReport

    /// So many rows a table has at most.
    package static let most = 5_000

    package init(
        line: Int, campaign: String, plate: String?, model: String, serial: String, _ report: RemedyReport
    ) {
        (self.line, self.campaign, self.plate) = (line, campaign, plate)
        (self.model, self.serial, self.report) = (model, serial, report)
    }
}

/// What is wrong with a row, so that it is not taken.
package struct RemedyTableError: Hashable, Sendable {
    package var line: Int
    package var error: RegistryError

    package init(line: Int, error: RegistryError) { (self.line, self.error) = (line, error) }
}

/// What a table of remedies does, or would do.
package struct RemedyTableAnswer: Hashable, Sendable {
    /// Rows that say something new.
    package var reported = 0
    /// Rows that say what is known already.
    package var unchanged = 0
    /// In the order of the rows.
    package var errors: [RemedyTableError] = []
    package var isDryRun = false

    package init() {}
}

extension NameplateRegistry {
    /// Keeps what the rows of a table say of units in campaigns of a manufacturer: all of them or none, unless those with errors
    /// are to be left out.
    /// - Parameters:
    ///   - errors: rows that could not be read.
    ///   - skips: whether the other rows are taken where there are errors.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`; the first error, with its line, where there is one that is not
    ///   left out and this is no dry run.
    package func reportRemedies(
        _ rows: [RemedyTableRow], errors: [RemedyTableError] = [], of slug: String, skipping skips: Bool,
        isDryRun: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws -> RemedyTableAnswer {
        let (named, unnamed) = try await plates(of: rows, slug, as: principal)
        // Twice: nothing is written of a row that is refused in the middle.
        var tried = try await rehearse(as: principal, from: source) { try $0.reportRemedies(named, of: slug) }
        tried.errors = (errors + unnamed + tried.errors).sorted { $0.line < $1.line }
        tried.isDryRun = isDryRun
        if isDryRun { return tried }
        if let first = tried.errors.first, !skips { throw Self.refusal(first, of: tried.errors.count) }
        let wrong = Set(tried.errors.map(\.line))
        let right = named.filter { !wrong.contains($0.line) }
        var done = try await perform(as: principal, from: source) { commands in
            let answer = try commands.reportRemedies(right, of: slug)
            if let first = answer.errors.first { throw Self.refusal(first, of: answer.errors.count) }
            return answer
        }
        done.errors = tried.errors
        return done
    }

    /// The rows with model and serial number in the place of what stands on a plate.
    private func plates(
        of rows: [RemedyTableRow], _ slug: String, as principal: Principal
    ) async throws -> (rows: [RemedyTableRow], errors: [RemedyTableError]) {
        var (named, errors): ([RemedyTableRow], [RemedyTableError]) = ([], [])
        for var row in rows {
            guard let plate = row.plate else {
                named.append(row)
                continue
            }
            do {
                let found = try await lookupUncounted(plate, as: principal)
                guard case .unit(let unit) = found.outcome, unit.manufacturer.slug == slug else {
                    throw RegistryError(
                        .unitUnknown, "'\(plate.prefix(80))' is not the plate of one unit of this manufacturer.",
                        field: "plate")
                }
                (row.model, row.serial) = (unit.model.number.text, unit.unit.key.serial.text)
                named.append(row)
            } catch let error as RegistryError {
                errors.append(RemedyTableError(line: row.line, error: error))
            }
        }
        return (named, errors)
    }

    private static func refusal(_ first: RemedyTableError, of count: Int) -> RegistryError {
        let error = first.error
        let more = count > 1 ? " (\(count) rows are wrong; a dry run tells of all)" : ""
        return RegistryError(error.code, "Line \(first.line): \(error.sentence)\(more)", field: error.field)
    }
}

extension Commands {
    /// Keeps what rows say, with the errors of those that are refused.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    fileprivate func reportRemedies(_ rows: [RemedyTableRow], of slug: String) throws -> RemedyTableAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageCampaigns, of: manufacturer.id)
        var answer = RemedyTableAnswer()
        var known: [String: (campaign: Campaign, units: PopulationWalk)] = [:]
        for row in rows {
            do {
                let found: (campaign: Campaign, units: PopulationWalk)
                if let read = known[row.campaign] {
                    found = read
                } else {
                    let campaign = try managed(row.campaign)
                    guard campaign.manufacturer == manufacturer.id else { throw Campaigns.unknown }
                    found = (campaign, try units(of: campaign))
                    known[row.campaign] = found
                }
                if try isSaid(row, in: found.campaign, manufacturer) {
                    answer.unchanged += 1
                    continue
                }
                _ = try reportRemedy(row.report, ofUnit: row.serial, model: row.model, in: found.campaign, found.units)
                answer.reported += 1
            } catch let error as RegistryError {
                answer.errors.append(RemedyTableError(line: row.line, error: error))
            }
        }
        return answer
    }

    /// Whether a row says what is known already: a table may be sent twice.
    private func isSaid(_ row: RemedyTableRow, in campaign: Campaign, _ manufacturer: Manufacturer) throws -> Bool {
        let model = try Models.require(row.model, of: manufacturer, transaction)
        let key = UnitKey(model.id, try SerialNumber(parsing: row.serial))
        return try CampaignUnits.find(key, in: campaign.number.id, transaction).map { row.report.isSaid(by: $0) }
            ?? false
    }
}
