/// What a writer looks up: the printed template, the digits, and the check as an automaton over the digits.
struct SerialTables: Sendable {
    private let template: [UInt8]
    private let symbols: [UInt8]
    /// The state of the check after a digit, by class of digit place, state and digit value.
    private let transitions: [UInt16]
    /// Where the transitions of each digit place begin.
    private let transitionOffsets: [Int]
    /// First and second check character, by state after the last digit.
    private let checks: [UInt8]
    private let startState: Int
    private let sequenceStart: Int
    private let sequenceEnd: Int
    private let checkStart: Int
    private let checkLength: Int

    init(layout: SerialLayout, template: [UInt8]) {
        self.template = template
        symbols = layout.alphabet.symbols
        sequenceStart = layout.sequence.lowerBound
        sequenceEnd = layout.sequence.upperBound
        checkStart = layout.checkPlaces.lowerBound
        checkLength = layout.checkPlaces.count
        guard let check = layout.check else {
            transitions = []
            transitionOffsets = []
            checks = []
            startState = 0
            return
        }
        let count: Int = layout.covered.count
        let before: [Int] = layout.covered.filter { $0 < layout.sequence.lowerBound }
        let after: [Int] = layout.covered.filter { $0 >= layout.sequence.upperBound }
        func stepped(_ state: Int, over places: [Int], from index: Int) -> Int {
            places.enumerated().reduce(state) { state, item in
                check.step(
                    state, check.value(of: template[item.element]) ?? 0, at: index + item.offset, of: count)
            }
        }
        startState = stepped(check.startState, over: before, from: 0)
        let firstAfter: Int = before.count + layout.sequence.count
        checks = (0..<check.stateCount).flatMap { (state: Int) -> [UInt8] in
            let pair: CheckPair = check.checkCharacters(from: stepped(state, over: after, from: firstAfter))
            return [pair.first, pair.second]
        }
        var table: [UInt16] = []
        var offsets: [Int] = []
        var known: [Int: Int] = [:]
        let values: [Int] = layout.alphabet.symbols.map { check.value(of: $0) ?? 0 }
        for index in before.count..<firstAfter {
            let placeClass: Int = check.placeClass(at: index, of: count)
            if let offset = known[placeClass] {
                offsets.append(offset)
                continue
            }
            known[placeClass] = table.count
            offsets.append(table.count)
            for state in 0..<check.stateCount {
                for value in values { table.append(UInt16(check.step(state, value, at: index, of: count))) }
            }
        }
        transitions = table
        transitionOffsets = offsets
    }

    /// Runs a closure over bare pointers to the tables, so that inner loops pay for no reference counts.
    @inline(__always)
    func withPointers(_ body: (Pointers) -> Void) {
        template.withUnsafeBufferPointer { template in
            symbols.withUnsafeBufferPointer { symbols in
                transitions.withUnsafeBufferPointer { transitions in
                    transitionOffsets.withUnsafeBufferPointer { offsets in
                        checks.withUnsafeBufferPointer { checks in
                            body(
                                Pointers(
                                    template: template, symbols: symbols, transitions: transitions, offsets: offsets,
                                    checks: checks, startState: startState, sequenceStart: sequenceStart,
                                    sequenceEnd: sequenceEnd, checkStart: checkStart,
                                    checkLength: checkLength))
                        }
                    }
                }
            }
        }
    }
}

extension SerialTables {
    /// The tables as pointers, valid only within ``withPointers(_:)``.
    struct Pointers {
        let template: UnsafeBufferPointer<UInt8>
        let symbols: UnsafeBufferPointer<UInt8>
        let transitions: UnsafeBufferPointer<UInt16>
        let offsets: UnsafeBufferPointer<Int>
        let checks: UnsafeBufferPointer<UInt8>
        let startState: Int
        let sequenceStart: Int
        let sequenceEnd: Int
        let checkStart: Int
        let checkLength: Int

        /// Writes one serial; the number is within the room and the buffer long enough.
        func write(_ sequence: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>) {
            _ = buffer.update(fromContentsOf: template)
            writeDigits(sequence) { place, value in buffer[place] = value }
            var state: Int = startState
            let base: Int = symbols.count
            for place in sequenceStart..<sequenceEnd {
                let value = Int(buffer[place])
                buffer[place] = symbols[value]
                if checkLength > 0 {
                    state = Int(transitions[offsets[place &- sequenceStart] &+ state &* base &+ value])
                }
            }
            writeCheck(state, to: buffer, at: checkStart)
        }

        /// Writes consecutive serials, each with a line feed: like an odometer, mostly only the last digit turns.
        func writeLines(from first: UInt64, count: Int, into buffer: UnsafeMutableBufferPointer<UInt8>) {
            let digitCount: Int = sequenceEnd - sequenceStart
            let lineLength: Int = template.count + 1
            withUnsafeTemporaryAllocation(of: Int.self, capacity: digitCount * 2 + 1) { scratch in
                let values = UnsafeMutableBufferPointer(rebasing: scratch[..<digitCount])
                // The state before each digit, and after the last.
                let states = UnsafeMutableBufferPointer(rebasing: scratch[digitCount...])
                states.initialize(repeating: startState)
                values.initialize(repeating: 0)
                writeDigits(first) { place, value in values[place &- sequenceStart] = Int(value) }
                write(first, into: buffer)
                buffer[template.count] = ASCII.lineFeed
                step(from: 0, values: values, states: states)
                var line: Int = lineLength
                for _ in 1..<max(1, count) {
                    let target = UnsafeMutableBufferPointer(rebasing: buffer[line..<(line &+ lineLength)])
                    _ = target.update(fromContentsOf: buffer[(line &- lineLength)..<line])
                    var digit: Int = digitCount &- 1
                    while digit > 0, values[digit] &+ 1 == symbols.count {
                        values[digit] = 0
                        target[sequenceStart &+ digit] = symbols[0]
                        digit &-= 1
                    }
                    values[digit] &+= 1
                    target[sequenceStart &+ digit] = symbols[values[digit]]
                    if checkLength > 0 {
                        step(from: digit, values: values, states: states)
                        writeCheck(states[digitCount], to: target, at: checkStart)
                    }
                    line &+= lineLength
                }
            }
        }

        /// Brings the states after a digit and all later ones up to date.
        @inline(__always)
        private func step(
            from digit: Int, values: UnsafeMutableBufferPointer<Int>, states: UnsafeMutableBufferPointer<Int>
        ) {
            guard checkLength > 0 else { return }
            for place in digit..<values.count {
                let row: Int = offsets[place] &+ states[place] &* symbols.count
                states[place &+ 1] = Int(transitions[row &+ values[place]])
            }
        }

        @inline(__always)
        private func writeCheck(_ state: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
            guard checkLength > 0 else { return }
            buffer[place] = checks[state &* 2]
            if checkLength > 1 { buffer[place &+ 1] = checks[state &* 2 &+ 1] }
        }

        /// Hands out the values of all digits, last first. Division by a constant is several times cheaper than by a
        /// variable, so the usual bases have their own loops.
        @inline(__always)
        private func writeDigits(_ sequence: UInt64, _ put: (Int, UInt8) -> Void) {
            switch symbols.count {
            case 10: divide(sequence, by: 10, put)
            case 16: divide(sequence, by: 16, put)
            case 32: divide(sequence, by: 32, put)
            case 34: divide(sequence, by: 34, put)
            case 36: divide(sequence, by: 36, put)
            case let base: divide(sequence, by: UInt64(base), put)
            }
        }

        @inline(__always)
        private func divide(_ sequence: UInt64, by base: UInt64, _ put: (Int, UInt8) -> Void) {
            var rest: UInt64 = sequence
            var place: Int = sequenceEnd &- 1
            while place >= sequenceStart {
                let quotient: UInt64 = rest / base
                put(place, UInt8(truncatingIfNeeded: rest &- quotient &* base))
                rest = quotient
                place &-= 1
            }
        }
    }
}
