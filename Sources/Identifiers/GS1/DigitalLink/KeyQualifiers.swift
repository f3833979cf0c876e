/// The sequences of qualifiers that may follow a key in a path.
struct KeyQualifiers {
    let sequences: [[ApplicationIdentifier]]

    /// Whether qualifiers may follow the key in this order: they may leave out some of one sequence.
    func admit(_ path: some Sequence<ApplicationIdentifier>) -> Bool {
        sequences.contains { sequence in
            var rest: ArraySlice<ApplicationIdentifier> = sequence[...]
            return path.allSatisfy { qualifier in
                guard let place = rest.firstIndex(of: qualifier) else { return false }
                rest = rest[(place + 1)...]
                return true
            }
        }
    }

    /// Whether another qualifier could join a path that is admitted.
    func admit(_ other: ApplicationIdentifier, beside path: some Sequence<ApplicationIdentifier>) -> Bool {
        sequences.contains { sequence in sequence.contains(other) && path.allSatisfy { sequence.contains($0) } }
    }

    /// The sequences in words, such as '22, 10, 21 or 235'.
    var words: String {
        guard sequences.contains(where: { !$0.isEmpty }) else { return "no qualifiers" }
        return sequences.map { $0.map(\.text).joined(separator: ", ") }.joined(separator: " or ")
    }

    /// The qualifiers among those present that can follow the key together: as many as possible.
    func best(_ isPresent: (ApplicationIdentifier) -> Bool) -> [ApplicationIdentifier] {
        var best: [ApplicationIdentifier] = []
        for sequence in sequences {
            let path: [ApplicationIdentifier] = sequence.filter(isPresent)
            if path.count > best.count || (path.count == best.count && path.lexicographicallyPrecedes(best)) {
                best = path
            }
        }
        return best
    }
}

extension GS1SyntaxDictionary {
    /// The qualifiers of a key; nil for an identifier that is no primary key of links.
    func qualifiers(of key: ApplicationIdentifier) -> KeyQualifiers? {
        guard let place = place(of: key) else { return nil }
        return entries[place].qualifiers.map { KeyQualifiers(sequences: $0) }
    }

    /// Whether identifiers may follow each other in the path of a GS1 Digital Link: a primary key, then qualifiers.
    public func admitsPath(_ identifiers: [ApplicationIdentifier]) -> Bool {
        guard let key = identifiers.first, let qualifiers = qualifiers(of: key) else { return false }
        return qualifiers.admit(identifiers.dropFirst())
    }
}

extension ApplicationIdentifier {
    /// (01), the trade item.
    static let gtin = ApplicationIdentifier(number: 1, length: 2)
}
