extension DictionaryEntry {
    /// Whether qualifiers may follow this key in a path, in this order.
    func admits(path: [ApplicationIdentifier]) -> Bool {
        (qualifiers ?? []).contains { sequence in
            var rest: ArraySlice<ApplicationIdentifier> = sequence[...]
            return path.allSatisfy { qualifier in
                guard let place = rest.firstIndex(of: qualifier) else { return false }
                rest = rest[(place + 1)...]
                return true
            }
        }
    }

    /// Whether another qualifier could join a path that is admitted.
    func admits(path: [ApplicationIdentifier], with other: ApplicationIdentifier) -> Bool {
        (qualifiers ?? []).contains { sequence in
            sequence.contains(other) && path.allSatisfy { sequence.contains($0) }
        }
    }

    /// The sequences in words, such as '22, 10, 21 or 235'.
    var pathWords: String? {
        guard let qualifiers, qualifiers.contains(where: { !$0.isEmpty }) else { return "no qualifiers" }
        return qualifiers.map { $0.map(\.text).joined(separator: ", ") }.joined(separator: " or ")
    }

    /// The qualifiers among some identifiers that can follow the key together: as many as possible.
    func bestPath(of present: Set<ApplicationIdentifier>) -> [ApplicationIdentifier] {
        let paths: [[ApplicationIdentifier]] = (qualifiers ?? []).map { $0.filter(present.contains) }
        return paths.min { left, right in
            left.count != right.count ? left.count > right.count : left.lexicographicallyPrecedes(right)
        } ?? []
    }
}

extension GS1SyntaxDictionary {
    /// Whether identifiers may follow each other in the path of a GS1 Digital Link: a primary key, then qualifiers.
    public func admitsPath(_ identifiers: [ApplicationIdentifier]) -> Bool {
        guard let key = identifiers.first, let entry = self[key] else { return false }
        return entry.admits(path: Array(identifiers.dropFirst()))
    }
}

extension ApplicationIdentifier {
    /// (01), the trade item.
    static let gtin = ApplicationIdentifier(number: 1, length: 2)
}
