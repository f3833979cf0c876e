/// The automaton behind ``SerialMatches``, built place by place from the states that can be reached.
struct SerialMatchGraph {
    /// How far the printed places have been read.
    private struct State: Hashable {
        /// The place of each pattern, as an index into its table of sets of places.
        var patterns: UInt64 = 0
        /// What was assumed of the check characters, as an index.
        var assumed: UInt16 = 0
        /// The state of the check over what was read.
        var check: UInt16 = 0
    }

    /// The states of one place, with the states that follow.
    struct Level {
        /// For each state, one after another: the states after each character that may stand there.
        var steps: [Int32] = []
        /// Where those of each state begin.
        var begins: [Int] = []

        /// The ways from each state, by those from the states that follow.
        func ways(to after: [Int64]) -> [Int64] {
            begins.indices.map { state in
                let end: Int = state + 1 < begins.count ? begins[state + 1] : steps.count
                return steps[begins[state]..<end].reduce(0) { $0 + after[Int($1)] }
            }
        }
    }

    private let layout: SerialLayout
    private let printed: [UInt8]
    private let patterns: [SerialShape]
    /// Whether some pattern asks for a check character, and whether the check is therefore followed.
    private var needsCheck = false
    private var tracksCheck = false
    /// Assumptions of what the check characters are, and their indices.
    private var assumptions: [[ByteSet]] = [[]]
    private var assumptionIndices: [[ByteSet]: Int] = [[]: 0]
    /// Sets of places of each pattern that have been met, and their indices.
    private var sets: [[UInt64]]
    private var indices: [[UInt64: Int]]
    private var ends: [State] = []

    init(_ layout: SerialLayout, printing printed: [UInt8], _ patterns: [SerialShape]) {
        self.layout = layout
        self.printed = printed
        self.patterns = patterns
        sets = patterns.map { _ in [] }
        indices = patterns.map { _ in [:] }
    }

    /// The levels of all printed places; nil where there would be more states than `most`.
    mutating func levels(most: Int) -> [Level]? {
        // Mostly no pattern asks for a check character: then the check need not be followed.
        guard let levels = read(most: most) else {
            guard !tracksCheck, needsCheck else { return nil }
            tracksCheck = true
            return read(most: most)
        }
        return levels
    }

    /// Of each state at the end: 1 where its serial number is wanted, else 0.
    func wantedEnds(_ isWanted: ([Bool]) -> Bool) -> [Int64] {
        ends.map { state in
            guard !tracksCheck || isRightCheck(state) else { return 0 }
            return isWanted(patterns.indices.map { patterns[$0].isEnd(places(of: $0, in: state)) }) ? 1 : 0
        }
    }

    // MARK: Reading

    private mutating func read(most: Int) -> [Level]? {
        var states: [State] = [startState()]
        var levels: [Level] = []
        var total = 0
        for place in layout.allowed.indices {
            var level = Level()
            var following: [State] = []
            var known: [State: Int32] = [:]
            for state in states {
                let after: [State] = successors(of: state, at: place)
                guard !needsCheck || tracksCheck else { return nil }
                level.begins.append(level.steps.count)
                for next in after {
                    let index: Int32 = known[next] ?? Int32(following.count)
                    if known.updateValue(index, forKey: next) == nil { following.append(next) }
                    level.steps.append(index)
                }
            }
            total += following.count
            guard total <= most, sets.allSatisfy({ $0.count <= 255 }), assumptions.count <= 0xFFFF else { return nil }
            levels.append(level)
            states = following
        }
        ends = states
        return levels
    }

    private mutating func startState() -> State {
        var state = State()
        if tracksCheck, let check = layout.check { state.check = UInt16(check.startState) }
        for index in patterns.indices {
            set(patterns[index].start(length: layout.allowed.count), of: index, in: &state)
        }
        return state
    }

    /// The states after each character that may stand in a place, in the order of the alphabet for a digit.
    private mutating func successors(of state: State, at place: Int) -> [State] {
        if layout.sequence.contains(place) {
            return layout.alphabet.symbols.map { covered(state, $0, at: place) }
        }
        guard layout.checkPlaces.contains(place) else { return [covered(state, printed[place], at: place)] }
        return assuming(state, at: place)
    }

    /// The states after each check character that makes a difference; the check is not worked out yet.
    private mutating func assuming(_ state: State, at place: Int) -> [State] {
        var following: [State] = []
        var causes: [ByteSet] = []
        for byte in layout.allowed[place].bytes {
            let next: State = stepped(state, byte)
            if let known = following.firstIndex(of: next) {
                causes[known].insert(byte)
            } else {
                following.append(next)
                causes.append(ByteSet(CollectionOfOne(byte)))
            }
        }
        guard tracksCheck else {
            needsCheck = needsCheck || following.count > 1
            return Array(following.prefix(1))
        }
        for index in following.indices {
            let assumption: [ByteSet] = assumptions[Int(state.assumed)] + [causes[index]]
            let known: Int = assumptionIndices[assumption] ?? assumptions.count
            if assumptionIndices.updateValue(known, forKey: assumption) == nil { assumptions.append(assumption) }
            following[index].assumed = UInt16(known & 0xFFFF)
        }
        return following
    }

    /// The state after a character that is no check character.
    private mutating func covered(_ state: State, _ byte: UInt8, at place: Int) -> State {
        var next: State = stepped(state, byte)
        if tracksCheck, let check = layout.check, let index = layout.covered.firstIndex(of: place),
            let value = check.value(of: byte)
        {
            next.check = UInt16(check.step(Int(state.check), value, at: index, of: layout.covered.count))
        }
        return next
    }

    private mutating func stepped(_ state: State, _ byte: UInt8) -> State {
        var next = state
        for index in patterns.indices {
            set(patterns[index].step(places(of: index, in: state), byte), of: index, in: &next)
        }
        return next
    }

    // MARK: Places of patterns

    private func places(of pattern: Int, in state: State) -> UInt64 {
        sets[pattern][Int(state.patterns >> UInt64(pattern * 8) & 255)]
    }

    private mutating func set(_ places: UInt64, of pattern: Int, in state: inout State) {
        let index: Int = indices[pattern][places] ?? sets[pattern].count
        if index == sets[pattern].count {
            indices[pattern][places] = index
            sets[pattern].append(places)
        }
        let shift = UInt64(pattern * 8)
        state.patterns = state.patterns & ~(255 << shift) | UInt64(index & 255) << shift
    }

    // MARK: Check characters

    /// Whether the check characters are those that were assumed.
    private func isRightCheck(_ state: State) -> Bool {
        guard let check = layout.check else { return true }
        let pair: CheckPair = check.checkCharacters(from: Int(state.check))
        return zip(assumptions[Int(state.assumed)], [pair.first, pair.second]).allSatisfy { $0.contains($1) }
    }
}
