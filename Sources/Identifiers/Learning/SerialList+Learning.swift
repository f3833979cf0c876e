extension SerialList {
    /// The fewest serial numbers of one length to learn a format of.
    static let fewestOfLength = 20
    /// In how many serial numbers the fields of less likely formats are looked at.
    static let mostForOthers = 20_000
    /// The most lengths that are looked at.
    static let mostLengths = 8

    /// Works out how the serial numbers are made.
    ///
    /// They are grouped by length. In each group every check algorithm is tried in every place, every date field in
    /// every place, and the rest is divided into codes, a sequence number and fixed characters; the reading that
    /// describes the list in the fewest bits comes first (see ``CodeLength``). It takes time in proportion to their number: fields are
    /// looked for in at most 800 of a length, evenly spread, and what is found is tested on all.
    ///
    /// - Throws: `format.tooFewSerials`.
    public func learnFormats() throws(IdentifierError) -> LearntFormats {
        guard count >= Self.fewest else {
            throw IdentifierError(
                .formatTooFewSerials, in: "list of serial numbers", found: "only \(count) different serial numbers",
                expected: "at least \(Self.fewest) of one model, one a line")
        }
        var placesOfLength = [[Int]](repeating: [], count: SerialFormat.largestLength + 1)
        for place in 0..<count { placesOfLength[length(place)].append(place) }
        let fewest: Int = max(Self.fewestOfLength, count / 100)
        let lengths: [Int] = placesOfLength.indices.filter { placesOfLength[$0].count >= fewest }
            .sorted { placesOfLength[$0].count > placesOfLength[$1].count }
        let groups: [LearntGroup] = lengths.prefix(Self.mostLengths).map { learn(placesOfLength[$0], length: $0) }
        let (exceptions, exceptionCount) = exceptions(to: groups)
        return LearntFormats(
            serials: count, setAside: setAside, examplesSetAside: examplesSetAside, groups: groups,
            exceptions: exceptions, exceptionCount: exceptionCount)
    }

    private func learn(_ places: [Int], length: Int) -> LearntGroup {
        func group(
            _ finding: LearntGroup.Finding, _ proposals: [FormatProposal] = [], _ questions: [LearningQuestion] = []
        ) -> LearntGroup {
            LearntGroup(
                length: length, count: places.count, example: ASCII.text(serial(places[places.count / 2])),
                finding: finding, proposals: proposals, questions: questions)
        }
        let sample = SampleColumns(self, places: places, length: length)
        guard sample.rowCount * 10 >= min(places.count, SampleColumns.largestSample) * 9 else { return group(.none) }
        var search = FieldSearch(sample, self)
        let readings: [FieldReading] = search.readings(
            checks: sample.checkFindings(), dates: sample.dateHypotheses(self, limit: 100))
        var candidates: [FormatCandidate] = FormatCandidate.ranked(readings, sample)
        for index in candidates.indices { candidates[index].count(places, of: self, sample) }
        candidates.sort { ($0.bits, $0.format.pattern) < ($1.bits, $1.format.pattern) }
        guard let first = candidates.first, first.explained * 10 >= places.count * 9 else { return group(.none) }
        let evidence = FormatEvidence(first.format, self, places: places)
        guard !evidence.looksRandom else { return group(.random) }
        let some: [Int] = Array(places.prefix(Self.mostForOthers))
        let proposals: [FormatProposal] = candidates.enumerated().map { rank, candidate in
            let next: Double? = candidates.first { !$0.differsInAlphabetOnly(from: first) }.map { $0.bits - first.bits }
            return candidate.proposal(
                rank == 0 ? evidence : FormatEvidence(candidate.format, self, places: some), self, sample,
                of: places.count, margin: rank == 0 ? next : candidate.bits - first.bits, isFirst: rank == 0)
        }
        return group(.formats, proposals, LearningQuestion.between(candidates))
    }

    /// The serial numbers that no first format of their length reads.
    private func exceptions(to groups: [LearntGroup]) -> ([LearntFormats.Exception], Int) {
        var probes: [Int: FormatProbe] = [:]
        for group in groups { probes[group.length] = group.proposals.first.map { FormatProbe($0.format) } }
        let silent: Set<Int> = Set(groups.filter { $0.proposals.isEmpty }.map(\.length))
        var exceptions: [LearntFormats.Exception] = []
        var count = 0
        for place in 0..<self.count {
            let length: Int = length(place)
            // A length without a format says so itself.
            guard !silent.contains(length), probes[length]?.fits(serial(place)) != true else { continue }
            count += 1
            guard exceptions.count < 20 else { continue }
            let text: String = ASCII.text(serial(place))
            var reason: IdentifierError?
            if let format = probes[length]?.format {
                do { _ = try format.decode(text) } catch { reason = error }
            }
            exceptions.append(.init(text: text, error: reason))
        }
        return (exceptions, count)
    }
}
