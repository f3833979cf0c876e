import Nameplate

/// What all rows of one run share: how much to measure, where, and the registries that several of them read.
final class Setting {
    /// Units in the large registry and in the imported file.
    let rows: Int
    /// How often each comparison is made.
    let rounds: Int
    let directory: TemporaryDirectory
    /// Where `scale` keeps its registry; nil is a file in the directory.
    let database: String?
    private var filled: [Int: SampleRegistry] = [:]
    private var fleet: IssuedFleet?

    init(rows: Int, rounds: Int, directory: TemporaryDirectory, database: String?) {
        self.rows = rows
        self.rounds = rounds
        self.directory = directory
        self.database = database
    }

    /// A registry with so many units that is only read, made at its first use.
    func filledRegistry(units: Int) async throws -> SampleRegistry {
        if let known = filled[units] { return known }
        let name = "filled-\(units).sqlite"
        directory.removeDatabase(name)
        let sample = try await SampleRegistry.filled(units: units, path: directory.path(name))
        filled[units] = sample
        return sample
    }

    private var scattered: SampleRegistry?

    /// A registry with so many units whose numbers are scattered among others that are nobody's, and with a thousand
    /// models more, of which batches imply a thousand million units; made at its first use.
    func scatteredRegistry(units: Int) async throws -> SampleRegistry {
        if let scattered { return scattered }
        let name = "scattered-\(units).sqlite"
        directory.removeDatabase(name)
        let sample = try await SampleRegistry.filled(units: units, gap: SuggestUnits.gap, path: directory.path(name))
        try await ManyFormats.add(to: sample)
        scattered = sample
        return sample
    }

    /// A registry of a hundred million issued units that is only read, made at its first use.
    func issuedFleet() async throws -> IssuedFleet {
        if let fleet { return fleet }
        directory.removeDatabase("fleet.sqlite")
        let made = try await IssuedFleet.make(path: directory.path("fleet.sqlite"))
        fleet = made
        return made
    }

    /// Leaves a registry to somebody who closes it; whoever asks for it again gets another.
    func forget(_ sample: SampleRegistry) { filled = filled.filter { $0.value.path != sample.path } }

    /// Leaves the issued units to somebody who closes their registry; whoever asks for them again gets others.
    func forgetFleet() { fleet = nil }

    func close() async {
        for sample in filled.values { await sample.registry.close() }
        await scattered?.registry.close()
        await fleet?.registry.close()
        directory.remove()
    }
}
