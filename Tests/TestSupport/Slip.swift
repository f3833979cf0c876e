package import Identifiers

/// What people do to a number when they copy it.
package enum Slip {
    /// One slip of a kind, put into a serial number; nil where it has no place for one.
    package static func put(
        _ kind: Misreading.Kind, into text: String, using random: inout SplitMix64
    ) -> String? {
        var bytes = Array(text.utf8)
        // A slip in a separator is none: nobody copies them.
        guard let place = bytes.indices.filter({ !"-./ ".utf8.contains(bytes[$0]) }).randomElement(using: &random)
        else {
            return nil
        }
        let others = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        switch kind {
        case .confusable:
            let places = bytes.indices.filter { !LookAlikes.of(bytes[$0]).isEmpty }
            guard let place = places.randomElement(using: &random),
                let alike = LookAlikes.of(bytes[place]).randomElement(using: &random)
            else { return nil }
            bytes[place] = alike
        case .swapped:
            guard place + 1 < bytes.count else { return nil }
            bytes.swapAt(place, place + 1)
        case .wrong: bytes[place] = others.randomElement(using: &random) ?? 0x30
        case .missing: bytes.remove(at: place)
        case .extra: bytes.insert(others.randomElement(using: &random) ?? 0x30, at: place)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
