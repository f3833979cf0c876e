/// Fault codes as a table of a spreadsheet: `category,code,parent,kind,retired` and a column for each language, `title:de`.
package enum FaultCodeTable {
    private static let title = "title:"

    /// The heading and a row for each code.
    package static func rows(_ codes: [FaultCode]) -> [[String]] {
        let languages = Set(codes.flatMap(\.titles.keys)).sorted()
        return [["category", "code", "parent", "kind", "retired"] + languages.map { title + $0 }]
            + codes.map { code in
                [code.category, code.code, code.parent ?? "", code.kind.rawValue, code.isRetired ? "true" : ""]
                    + languages.map { code.titles[$0] ?? "" }
            }
    }

    /// - Throws: `list.invalid`, `value.invalid`.
    package static func read(_ text: String) throws(RegistryError) -> [FaultCode] {
        let table = try HeadedTable(text, columns: ["code"]) {
            ["category", "parent", "kind", "retired"].contains($0) || $0.hasPrefix(title)
        }
        var codes: [FaultCode] = []
        for (line, cells) in table.rows {
            let kind = cells["kind"].map(FaultCode.Kind.init) ?? .fault
            guard let code = cells["code"], let kind else {
                throw RegistryError(
                    .listInvalid, "Line \(line) needs a code, and a kind 'fault' or 'ntf' or none.", field: "table")
            }
            let titles = cells.filter { $0.key.hasPrefix(title) }.map {
                (String($0.key.dropFirst(title.count)), $0.value)
            }
            codes.append(
                FaultCode(
                    code, of: cells["category"] ?? "", below: cells["parent"], kind: kind,
                    titles: Dictionary(titles) { first, _ in first },
                    isRetired: ["true", "yes", "1"].contains(cells["retired"]?.lowercased())))
        }
        return codes
    }
}
