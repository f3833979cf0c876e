/// The tables that can be imported, with the columns of each.
package enum ImportTable: String, CaseIterable, Sendable {
    case manufacturers, models, units, events, formats, batches, components, documents
    case parts, supersessions, versions, packaging, approvals, prices, marketing
    /// Read and written by the wing of the supply chain, see ``WingTable``.
    case locations

    /// The columns in the order in which an export writes them.
    package var columns: [ImportColumn] {
        switch self {
        case .manufacturers:
            [.slug, .name, .country, .gs1Prefixes, .wmis, .note]
        case .models:
            [
                .manufacturer, .number, .name, .line, .brand, .version, .category, .gtins, .announcedOn, .releasedOn,
                .salesEndOn, .supportEndOn, .supersedes, .fleetPublished, .externalId,
            ]
        case .units:
            [.manufacturer, .model, .serial, .producedOn, .plant, .batch, .workOrder, .disposition, .location, .market]
        case .events:
            [
                .manufacturer, .model, .serial, .batch, .firstSequence, .lastSequence, .eventTime, .zone, .type,
                .action, .businessStep, .disposition, .location, .readPoint, .parent, .faultCode, .note, .owner,
                .readings, .fitted, .removed, .market, .corrects, .reference, .errorReason, .assemblyModel,
                .assemblySerial, .slot, .transactions, .set, .unset, .decision, .remedy, .cost, .currency,
                .failedOn,
            ]
        case .formats:
            [.manufacturer, .model, .pattern, .unguessable]
        case .batches:
            [
                .manufacturer, .model, .batch, .count, .firstSequence, .plant, .line, .date, .producedOn, .workOrder,
                .market, .pattern, .eventTime, .expiresOn,
            ]
        case .components:
            [
                .manufacturer, .assemblyModel, .assemblySerial, .model, .serial, .slot, .eventTime, .zone,
                .businessStep, .batch, .producedOn, .location, .note,
            ]
        case .parts:
            [.manufacturer, .model, .part, .kind, .quantity, .position, .appliesTo, .note]
        case .supersessions:
            [.manufacturer, .model, .successor, .twoWay, .reason, .since]
        case .versions:
            [.manufacturer, .model, .version, .releasedOn, .appliesTo, .changeNote, .change, .isPublic]
        case .packaging:
            [.manufacturer, .model, .level, .quantity, .gtin, .size, .weight]
        case .approvals:
            [.manufacturer, .model, .mark, .certificate, .body, .standards, .validFrom, .validUntil]
        case .prices:
            [
                .manufacturer, .model, .market, .currency, .priceFrom, .priceTo, .priceText, .validFrom, .validUntil,
            ]
        case .marketing:
            [.manufacturer, .model, .segment, .sellingPoints]
        case .documents:
            [
                .manufacturer, .models, .kind, .title, .documentNumber, .language, .original, .version, .issuedOn,
                .appliesTo, .audience, .faultCodes, .sha256, .link,
            ]
        case .locations:
            [
                .manufacturer, .code, .name, .level, .kind, .parent, .gln, .glnExtension, .country, .capacityVolume,
                .capacityWeight, .retired,
            ]
        }
    }

    /// The columns without which no row of the table can mean anything.
    package func requiredColumns(_ options: ImportOptions = ImportOptions()) -> [ImportColumn] {
        switch self {
        case .models where options.match == .gtin: [.manufacturer, .gtins]
        case .models where options.match == .externalID: [.manufacturer, .externalId]
        case .manufacturers: [.slug, .name]
        case .models: [.manufacturer, .number]
        case .units: [.manufacturer, .model, .serial]
        case .events: [.manufacturer, .model, .eventTime]
        case .formats: [.manufacturer, .model, .pattern]
        case .batches: [.manufacturer, .model, .count]
        case .components: [.manufacturer, .assemblyModel, .assemblySerial, .model, .serial, .eventTime]
        case .documents: [.manufacturer, .models, .kind, .title]
        case .parts: [.manufacturer, .model, .part]
        case .supersessions: [.manufacturer, .model, .successor]
        case .versions: [.manufacturer, .model, .version]
        case .packaging: [.manufacturer, .model, .level]
        case .approvals: [.manufacturer, .model, .mark]
        case .prices, .marketing: [.manufacturer, .model]
        case .locations: [.manufacturer, .code]
        }
    }

    /// What its rows say of models, where the table is such a list.
    package var entry: (any ModelEntry.Type)? {
        switch self {
        case .parts: PartFit.self
        case .supersessions: PartSupersession.self
        case .versions: ModelVersion.self
        case .packaging: PackagingLevel.self
        case .approvals: Approval.self
        case .prices: PriceBand.self
        case .marketing: Marketing.self
        case .manufacturers, .models, .units, .events, .formats, .batches, .components, .documents,
            .locations:
            nil
        }
    }

    /// How many columns a file may have.
    package static let mostColumns = ImportLimit.columns

    /// Files of this table may have `spec:NAME [UNIT]` columns besides.
    package var takesSpecifications: Bool { self == .models }

    /// The column that a header names: by the column's own name, else by an alias.
    func column(named header: String) -> ImportColumn? {
        let folded = foldedHeader(header)
        return columns.first { foldedHeader($0.name) == folded } ?? columns.first { $0.aliases.contains(folded) }
    }

    /// The name of the column that a header means; nil for none.
    package func columnName(for header: String) -> String? { column(named: header)?.name }

    /// The sentence for a header that names no column: the likeliest one meant, and all that there are.
    func unknownHeaderSentence(_ header: String) -> String {
        let known = columns.map(\.name) + (takesSpecifications ? ["spec:NAME [UNIT]"] : [])
        let guess = nearestName(to: foldedHeader(header), among: columns).map { " Did you mean '\($0)'?" } ?? ""
        return "\(quotedForPeople(header)) is not a column of \(rawValue).\(guess) Known columns: "
            + known.joined(separator: ", ") + "."
    }

    private func nearestName(to folded: String, among columns: [ImportColumn]) -> String? {
        var best: (name: String, distance: Int)?
        for column in columns {
            for name in [foldedHeader(column.name)] + column.aliases {
                let distance = editDistance(folded, name)
                // A third of the letters may differ: beyond that a guess is noise.
                guard 3 * distance <= name.count, distance < best?.distance ?? .max else { continue }
                best = (column.name, distance)
            }
        }
        return best?.name
    }
}

/// The number of letters to insert, delete or replace to turn one short text into the other (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(64))
    let right = Array(right.prefix(64))
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let substituted = diagonal + (character == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
