/// Tries likely mistakes one by one.
struct Corrector {
    /// The canonical form of a text that the scheme accepts.
    let read: (String) throws(IdentifierError) -> String

    private static let longest = 40
    private static let largestCount = 50
    /// More characters that the scheme does not have are no typing error.
    private static let largestForcedCount = 4
    private static let largestReadingCount = 81

    init(_ read: @escaping (String) throws(IdentifierError) -> String) { self.read = read }

    func corrections(of text: some StringProtocol) -> [Correction] {
        guard text.utf8.count <= 4 * Self.longest, refusal(String(text)) != nil else { return [] }
        let typed: [UInt8] = Self.compact(text)
        guard (2...Self.longest).contains(typed.count) else { return [] }
        let forced: Int? = impossible(in: typed)
        var found: [Correction] = []
        substitute(in: typed, kind: .lookAlike, forced: forced, &found)
        swap(in: typed, kind: .swap, &found)
        if let forced, !found.contains(where: { $0.kind == .forced }) { force(typed, at: forced, &found) }
        return Array(found.sorted { $0.kind < $1.kind }.prefix(Self.largestCount))
    }

    /// Why a text is refused; nil where it is accepted.
    private func refusal(_ text: String) -> IdentifierError? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    /// Where the first character stands that the scheme cannot have there.
    private func impossible(in bytes: [UInt8]) -> Int? {
        guard let refusal = refusal(ASCII.text(bytes)), refusal.code == .character, let place = refusal.position,
            bytes.indices.contains(place)
        else { return nil }
        return place
    }

    /// Letters, digits and the marks that schemes use; separators do not count as characters.
    private static func compact(_ text: some StringProtocol) -> [UInt8] {
        text.unicodeScalars.compactMap { scalar in
            let narrow: Unicode.Scalar = scalar.halfWidth
            guard narrow.isASCII, narrow.value > 0x20, narrow != "-" else { return nil }
            return ASCII.uppercased(UInt8(narrow.value))
        }
    }

    private func add(_ bytes: [UInt8], _ kind: Correction.Kind, _ positions: [Int], _ found: inout [Correction]) {
        guard let text = try? read(ASCII.text(bytes)), !found.contains(where: { $0.text == text }) else { return }
        found.append(Correction(text: text, kind: kind, positions: positions.sorted()))
    }

    private func substitute(
        in typed: [UInt8], kind: Correction.Kind, forced: Int?, changed: [Int] = [], _ found: inout [Correction]
    ) {
        var bytes: [UInt8] = typed
        for index in typed.indices where !changed.contains(index) {
            for other in LookAlikes.of(typed[index]) {
                bytes[index] = other
                add(bytes, index == forced ? .forced : kind, changed + [index], &found)
            }
            bytes[index] = typed[index]
        }
    }

    private func swap(
        in typed: [UInt8], kind: Correction.Kind, changed: [Int] = [], _ found: inout [Correction]
    ) {
        var bytes: [UInt8] = typed
        for index in typed.indices.dropLast() where typed[index] != typed[index + 1] {
            bytes.swapAt(index, index + 1)
            add(bytes, kind, changed + [index, index + 1], &found)
            bytes.swapAt(index, index + 1)
        }
    }

    /// Replaces all characters that the scheme cannot have, then one more where that is not enough.
    private func force(_ typed: [UInt8], at first: Int, _ found: inout [Correction]) {
        var readings: [(bytes: [UInt8], changed: [Int])] = [(typed, [])]
        var finished: [(bytes: [UInt8], changed: [Int])] = []
        for _ in 0..<Self.largestForcedCount {
            var next: [(bytes: [UInt8], changed: [Int])] = []
            for reading in readings {
                guard let place = impossible(in: reading.bytes), !reading.changed.contains(place) else {
                    if !reading.changed.isEmpty { finished.append(reading) }
                    continue
                }
                for other in LookAlikes.of(reading.bytes[place]) {
                    var bytes: [UInt8] = reading.bytes
                    bytes[place] = other
                    next.append((bytes, reading.changed + [place]))
                }
            }
            readings = Array(next.prefix(Self.largestReadingCount))
        }
        finished += readings.filter { impossible(in: $0.bytes) == nil }
        for reading in finished.prefix(Self.largestReadingCount) {
            add(reading.bytes, .forced, reading.changed, &found)
        }
        guard found.isEmpty else { return }
        for reading in finished.prefix(9) {
            substitute(in: reading.bytes, kind: .forcedAndAnother, forced: nil, changed: reading.changed, &found)
            swap(in: reading.bytes, kind: .forcedAndAnother, changed: reading.changed, &found)
        }
    }
}
