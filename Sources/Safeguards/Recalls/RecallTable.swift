package import Registry

/// The recalls of an authority's table, in the order of the table.
package struct RecallTable: Sendable {
    package let authority: RecallAuthority
    package let recalls: [PublishedRecall]
    /// How many rows the table has below its headings.
    package let rowCount: Int
    /// Rows that name no number or no maker, by their line.
    package let faultyLines: [Int]

    /// A row by the names of its columns, in small letters; cells that are empty are not in it.
    struct Row: Sendable {
        var line: Int
        var cells: [String: String]

        subscript(column: String) -> String? { cells[column] }
    }

    /// Reads a table as the authority publishes it.
    ///
    /// - Parameters:
    ///   - text: comma-separated values with headings: the DVSA's file, the CPSC's, the NHTSA's flat file, or its products.
    ///   - summaries: what the NHTSA's documents say of campaigns, beside its products.
    /// - Throws: `list.invalid`, also beyond the bounds of ``HeadedTable``: give a larger file year by year.
    package init(_ text: String, from authority: RecallAuthority, summaries: String? = nil) throws(RegistryError) {
        let isOfProducts = authority == .nhtsa && !text.prefix(400).lowercased().contains("built_from")
        let rows = try Self.rows(text, Self.columns(authority, isOfProducts))
        var about: [String: Row] = [:]
        if let summaries {
            for row in try Self.rows(summaries, NHTSARecalls.summaryColumns) { about[row["campaign"] ?? ""] = row }
        }
        var (recalls, faulty): ([PublishedRecall], [Int]) = ([], [])
        for group in Self.groups(rows, authority) {
            let recall: PublishedRecall? =
                switch authority {
                case .dvsa: DVSARecalls.recall(group)
                case .nhtsa: NHTSARecalls.recall(group, summary: about[group.first?["campaign"] ?? ""])
                case .cpsc: group.first.flatMap { CPSCRecalls.recall($0) }
                }
            if let recall { recalls.append(recall) } else { faulty += group.map(\.line) }
        }
        (self.authority, self.recalls, rowCount, faultyLines) = (authority, recalls, rows.count, faulty)
    }

    private static func columns(_ authority: RecallAuthority, _ isOfProducts: Bool) -> [String] {
        switch authority {
        case .nhtsa: isOfProducts ? NHTSARecalls.productColumns : NHTSARecalls.columns
        case .dvsa: DVSARecalls.columns
        case .cpsc: CPSCRecalls.columns
        }
    }

    private static func rows(_ text: String, _ columns: [String]) throws(RegistryError) -> [Row] {
        try HeadedTable(text, columns: columns) { _ in true }.rows.map { Row(line: $0.line, cells: $0.cells) }
    }

    /// The rows of each recall and maker, in the order in which these first stand there.
    private static func groups(_ rows: [Row], _ authority: RecallAuthority) -> [[Row]] {
        let (number, maker): (String, String?) =
            switch authority {
            case .nhtsa: ("campaign", "make")
            case .dvsa: ("recalls number", "make")
            case .cpsc: ("recall_number", nil)
            }
        var (groups, places): ([[Row]], [[String]: Int]) = ([], [:])
        for row in rows {
            let key = [row[number] ?? "", maker.flatMap { row[$0] }.map { Manufacturers.slug(of: $0) } ?? ""]
            if let place = places[key], key[0] != "" {
                groups[place].append(row)
            } else {
                places[key] = groups.count
                groups.append([row])
            }
        }
        return groups
    }
}

extension RecallTable {
    /// How many of something are expressed as published, more widely, and not at all.
    package struct Figures: Hashable, Sendable {
        package var asPublished = 0
        package var wider = 0
        package var notExpressed = 0

        package init(asPublished: Int = 0, wider: Int = 0, notExpressed: Int = 0) {
            (self.asPublished, self.wider, self.notExpressed) = (asPublished, wider, notExpressed)
        }

        package var all: Int { asPublished + wider + notExpressed }

        mutating func count(_ fit: RecallScope.Fit) {
            switch fit {
            case .asPublished: asPublished += 1
            case .wider: wider += 1
            case .notExpressed: notExpressed += 1
            }
        }
    }

    /// Of the recalls.
    package var figures: Figures {
        var figures = Figures()
        for recall in recalls { figures.count(recall.scope.fit) }
        figures.notExpressed += faultyLines.count
        return figures
    }
}
