import Registry

/// For which codes of a manufacturer's tree a fault counts: its own, and all wider ones.
struct WiderFaults {
    private var chains: [String: [String]] = [:]

    init(_ codes: [FaultCode]) {
        let without = Set(codes.filter { $0.kind == .noTroubleFound }.map(\.code))
        let parents = Dictionary(codes.compactMap { code in code.parent.map { (code.code, $0) } }) { first, _ in first }
        for code in codes {
            var (chain, next) = ([code.code], parents[code.code])
            while let wide = next, !chain.contains(wide) {
                chain.append(wide)
                next = parents[wide]
            }
            // That nothing was found is no fault, whatever stands above it.
            chains[code.code] = without.contains(code.code) ? [] : chain.filter { !without.contains($0) }
        }
    }

    /// The narrowest first; none for a code that says that nothing was found. A code that the tree has not counts for itself.
    func codes(for code: String) -> [String] { chains[code] ?? [code] }

    /// Of several codes, each once.
    func codes(forAnyOf codes: some Sequence<String>) -> Set<String> { Set(codes.flatMap { self.codes(for: $0) }) }
}
