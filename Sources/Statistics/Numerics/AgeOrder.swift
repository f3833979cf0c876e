/// Places sorted by age, by their digits: ages of 0 and more rise with their bits, so that a million take eight passes
/// (Knuth, 'The Art of Computer Programming', vol. 3, 5.2.5).
struct AgeOrder {
    /// An age and where it comes from.
    struct Place {
        var bits: UInt64
        var index: Int

        /// - Parameter age: 0 or more.
        init(age: Double, index: Int) {
            // Of −0, the bits of 0.
            bits = (age + 0).bitPattern
            self.index = index
        }

        var age: Double { Double(bitPattern: bits) }
    }

    static func sorted(_ places: [Place]) -> [Place] {
        var (from, to) = (places, places)
        for shift in stride(from: 0, to: 64, by: 8) {
            var starts = Array(repeating: 0, count: 257)
            for place in from { starts[Int((place.bits >> shift) & 0xFF) + 1] += 1 }
            // Where all have the same digit, nothing moves.
            if starts.contains(places.count) { continue }
            for digit in 1..<257 { starts[digit] += starts[digit - 1] }
            to.withUnsafeMutableBufferPointer { to in
                for place in from {
                    let digit = Int((place.bits >> shift) & 0xFF)
                    to[starts[digit]] = place
                    starts[digit] += 1
                }
            }
            swap(&from, &to)
        }
        return from
    }
}
