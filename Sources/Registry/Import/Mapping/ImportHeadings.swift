/// What a file calls its columns.
package enum ImportHeadings {
    /// The headers of a table; of lines of JSON, the names in the first ones.
    package static func read(path: String, _ syntax: ImportSyntax) throws(RowError) -> [String] {
        let file = try ImportFile(path: path)
        var reader = syntax.unmapped()
        while true {
            let bytes = try file.read(upTo: ImportLimit.window)
            bytes.withUnsafeBytes { reader.append($0) }
            if bytes.isEmpty { reader.finish() }
            if syntax == .csv {
                if try reader.readHeader() { return reader.layout?.headings ?? [] }
            } else if try reader.next() != nil {
                return reader.layout?.headings ?? []
            }
            if bytes.isEmpty { return [] }
        }
    }
}

extension ImportSyntax {
    /// A reader of a file's own columns, whatever these are.
    func unmapped() -> any RowReader {
        switch self {
        case .csv: CSVReader(.models, isMapped: true)
        case .ndjson: NDJSONReader(.models, isMapped: true)
        }
    }
}
