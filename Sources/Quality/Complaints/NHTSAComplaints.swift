package import Identifiers
package import Registry

/// A complaint as an authority has published it.
package struct PublishedComplaint: Hashable, Sendable {
    /// Under which number the authority has it.
    package var reference: String
    /// As the authority names it.
    package var maker: String
    package var model: String
    /// Nil where none is told.
    package var modelYear: Int?
    package var details: ComplaintDetails
    /// The lines of the table that tell it.
    package var lines: [Int]

    /// The short name of the manufacturer in a registry.
    package var manufacturer: String { Manufacturers.slug(of: maker) }

    /// How a registry may call the model: with its model year, or without.
    package var modelNumbers: [String] {
        [modelYear.map { "\(model) \($0)" }, model].compactMap(\.self)
    }
}

/// Reads the complaints that the US National Highway Traffic Safety Administration publishes. A complaint has a row for each
/// component; the rows of one number and make are one complaint.
package enum NHTSAComplaints {
    package static let columns = [
        "odi_number", "make", "model", "model_year", "vin11", "failure_date", "received", "miles", "component", "crash",
        "fire", "injured", "deaths",
    ]

    /// What a table says.
    package struct Table: Sendable {
        package var complaints: [PublishedComplaint] = []
        package var rowCount = 0
        /// Rows without a number, a make, a model or a day of receipt, by their line.
        package var faultyLines: [Int] = []
        /// The components of all complaints, wider ones too, as fault codes.
        package var codes: [FaultCode] = []
    }

    /// - Throws: `list.invalid`, also beyond the bounds of ``HeadedTable``: give a larger file year by year.
    package static func read(_ text: String) throws(RegistryError) -> Table {
        let rows = try HeadedTable(text, columns: columns) { _ in true }.rows
        var (table, places, codes): (Table, [[String]: Int], [String: FaultCode]) = (Table(), [:], [:])
        table.rowCount = rows.count
        for (line, cells) in rows {
            guard let read = complaint(cells, line) else {
                table.faultyLines.append(line)
                continue
            }
            for code in Self.codes(of: cells["component"] ?? "") { codes[code.code] = code }
            let key = [read.reference, read.manufacturer]
            if let place = places[key] {
                table.complaints[place].add(read)
            } else {
                places[key] = table.complaints.count
                table.complaints.append(read)
            }
        }
        table.codes = codes.values.sorted { $0.code < $1.code }
        return table
    }

    private static func complaint(_ cells: [String: String], _ line: Int) -> PublishedComplaint? {
        guard let number = name(cells["odi_number"], most: ComplaintDetails.longestReference),
            let maker = name(cells["make"], most: 100), let model = name(cells["model"], most: 80),
            let received = day(cells["received"])
        else { return nil }
        var details = ComplaintDetails(receivedOn: received)
        details.identification = name(cells["vin11"], most: ComplaintDetails.longestIdentification)
        details.faultCodes = codes(of: cells["component"] ?? "").last.map { [$0.code] } ?? []
        // A day after that of the receipt is a slip.
        details.failedOn = day(cells["failure_date"]).flatMap { $0.dayNumber <= received.dayNumber ? $0 : nil }
        if let miles = cells["miles"].flatMap({ Int64($0) }), (0...ComplaintDetails.mostUsage).contains(miles) {
            details.usage = ComplaintDetails.Usage(miles, .miles)
        }
        details.country = "US"
        (details.harm.crash, details.harm.fire) = (cells["crash"] == "Y", cells["fire"] == "Y")
        details.harm.injured = count(cells["injured"])
        details.harm.deaths = count(cells["deaths"])
        let year = cells["model_year"].flatMap { Int($0) }.flatMap { (1900...2100).contains($0) ? $0 : nil }
        return PublishedComplaint(
            reference: number, maker: maker, model: model, modelYear: year, details: details, lines: [line])
    }

    /// The fault codes of a component, 'SUSPENSION:FRONT', the widest first: `suspension`, `suspension:front`. What would be
    /// too long for a code is told by a wider one.
    package static func codes(of component: String) -> [FaultCode] {
        var codes: [FaultCode] = []
        for level in component.split(separator: ":") {
            let words = level.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let slug = Manufacturers.slug(of: words)
            let code = (codes.last.map { "\($0.code):" } ?? "") + slug
            guard !slug.isEmpty, code.utf8.count <= FaultCode.longestCode, codes.count < 9 else { break }
            let title = String(words.prefix(1).uppercased() + words.dropFirst().lowercased().prefix(199))
            codes.append(FaultCode(code, below: codes.last?.code, titles: ["en": title]))
        }
        return codes
    }

    private static func count(_ text: String?) -> Int64 {
        min(max(text.flatMap { Int64($0) } ?? 0, 0), ComplaintDetails.mostPersons)
    }

    /// 'YYYYMMDD'.
    private static func day(_ text: String?) -> CivilDate? {
        guard let text, text.utf8.count == 8, let number = Int(text), number > 0 else { return nil }
        return try? CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// A text in one line; nil for none, and for one with characters that no name has.
    private static func name(_ text: String?, most: Int) -> String? {
        guard let text else { return nil }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !line.isEmpty, (try? TextRules.check(line, field: "", limit: most)) != nil else { return nil }
        return line
    }
}

extension PublishedComplaint {
    /// Takes what another row says of the same complaint: one more component, the earliest failure, the greatest harm.
    fileprivate mutating func add(_ other: PublishedComplaint) {
        lines += other.lines
        for code in other.details.faultCodes where details.faultCodes.count < ComplaintDetails.mostFaultCodes {
            if !details.faultCodes.contains(code) { details.faultCodes.append(code) }
        }
        details.failedOn = [details.failedOn, other.details.failedOn].compactMap(\.self).min()
        details.identification = details.identification ?? other.details.identification
        details.usage = details.usage ?? other.details.usage
        details.harm.crash = details.harm.crash || other.details.harm.crash
        details.harm.fire = details.harm.fire || other.details.harm.fire
        details.harm.injured = max(details.harm.injured, other.details.harm.injured)
        details.harm.deaths = max(details.harm.deaths, other.details.harm.deaths)
    }
}
