import Identifiers
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

/// How often somebody may ask whom no role lets know the models.
struct BudgetTests {
    private static func network(_ network: String) -> Principal {
        var principal = Principal.stranger
        principal.asker = .network(network)
        return principal
    }

    private static func account(_ name: String, _ grants: Grant...) -> Principal {
        Principal(.account(ID(7)), grants: Set(grants)).asked(by: .account(name))
    }

    private func remaining(_ sample: SampleRegistry, _ principal: Principal) -> Int64? {
        sample.registry.budget(of: principal)?.remaining
    }

    private func isRefused(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return false
        } catch let error as RegistryError where error.code == .budgetExhausted {
            #expect((1...3_600).contains(error.retryAfter ?? 0))
            return true
        }
    }

    /// Spends no more time on what is refused than the arithmetic takes.
    @Test func aMillionGuessesFromOneNetworkGetLessThanAHundredAnswers() async throws {
        let sample = try await SampleRegistry()
        let thief = Self.network("192.0.2.7")
        var answers = 0
        for guess in 0..<1_000_000 {
            let text = "Y3" + String(guess)
            if try await !isRefused({ _ = try await sample.registry.lookup(text, as: thief) }) { answers += 1 }
        }
        #expect(answers == 99)
        for way in [
            { _ = try await sample.registry.unit("Z300ABCD", model: "ST4000DM000", of: "seagate", as: thief) },
            {
                _ = try await sample.registry.whereabouts(
                    of: "Z300ABCD", model: "ST4000DM000", of: "seagate", as: thief)
            },
            {
                _ = try await sample.registry.components(
                    of: "Z300ABCD", model: "ST4000DM000", of: "seagate", limit: 1, as: thief)
            },
        ] as [() async throws -> Void] { #expect(try await isRefused(way)) }
        #expect(remaining(sample, thief) == 0)
        #expect(remaining(sample, Self.network("192.0.2.8")) == 990)
        await sample.close()
    }

    /// What a look-up or a unit's page costs.
    @Test func aHitCostsATenthOfAMiss() async throws {
        let sample = try await SampleRegistry()
        let registry = sample.registry
        let asker = Self.network("192.0.2.7")
        var left: Int64 = 990
        func cost(_ body: () async throws -> Void) async throws -> Int64 {
            do { try await body() } catch is RegistryError {}
            let now = try #require(remaining(sample, asker))
            defer { left = now }
            return left - now
        }
        for (text, points) in [
            ("Z300ABCD", 1), (sample.issuedSerial, 1), ("M/N ST4000DM000 S/N Z300ABCD", 1), ("ST4000DM000", 1),
            ("SHARED-77", 1), ("Z300ABCX", 10), ("M/N ST4000DM000 S/N Z300ABCX", 10), ("hello", 10),
            // Guesses beside a known number are paid for all the same.
            ("S/N Q1Q1 S/N Q2Q2 S/N Z300ABCD", 21), ("S/N Q1Q1 S/N Q2Q2 S/N Q3Q3", 30),
            // Private and unknown cost the same.
            ("SECRET-1", 10), ("FJ-900S", 10), ("FJ-901S", 10),
        ] as [(String, Int64)] {
            #expect(try await cost { _ = try await registry.lookup(text, as: asker) } == points, "\(text)")
        }
        for (serial, model, points) in [
            ("Z300ABCD", "ST4000DM000", 1), ("Z300ABCX", "ST4000DM000", 10), ("SECRET-1", "FJ-900S", 10),
            ("SECRET-1", "FJ-901S", 10),
        ] as [(String, String, Int64)] {
            let slug = model.hasPrefix("FJ") ? "fjordlys" : "seagate"
            #expect(
                try await cost { _ = try await registry.unit(serial, model: model, of: slug, as: asker) } == points,
                "\(model) \(serial)")
        }
        await sample.close()
    }

    @Test func whoeverIsKnownMayAskTenTimesAsOften() async throws {
        let sample = try await SampleRegistry()
        let (owner, token) = (Self.account("anna"), Principal(.token(ID(8))).asked(by: .account("anna")))
        #expect(remaining(sample, owner) == 9_900)
        var answers = 0
        for guess in 0..<2_000 {
            let asker = guess.isMultiple(of: 2) ? owner : token
            if try await !isRefused({ _ = try await sample.registry.lookup("Y3\(guess)", as: asker) }) { answers += 1 }
        }
        #expect(answers == 990, "an account has one budget, however many tokens")
        #expect(remaining(sample, Self.account("berta")) == 9_900)
        await sample.close()
    }

    @Test func staffPayNothingForWhatIsTheirs() async throws {
        let sample = try await SampleRegistry()
        let maker = try await sample.registry.manufacturer("seagate", as: .administrator).id
        let staff = Self.account("anna", Grant(.service, manufacturer: maker))
        for text in ["Z300ABCD", "M/N ST4000DM000 S/N Z300ABCX", "ST4000DM000"] {
            _ = try await sample.registry.lookup(text, as: staff)
        }
        _ = try? await sample.registry.unit("Z300ABCX", model: "ST4000DM000", of: "seagate", as: staff)
        #expect(remaining(sample, staff) == 9_900)
        _ = try await sample.registry.lookup("PL1331LAG4013H", as: staff)
        #expect(remaining(sample, staff) == 9_899)
        // Where the budget is spent, what is theirs is still told.
        for guess in 0..<1_000
        where try await isRefused({ _ = try await sample.registry.lookup("Y3\(guess)", as: staff) }) {
            break
        }
        #expect(try await isRefused { _ = try await sample.registry.lookup("Y4", as: staff) })
        _ = try await sample.registry.unit("Z300ABCD", model: "ST4000DM000", of: "seagate", as: staff)
        let list = try await judge(["Z300ABCD", "Z300ABCX"], model: "ST4000DM000", as: staff, sample)
        #expect(list.map(\.verdict) == [.found, .unknown])
        // The registry's own machine and whoever works for every manufacturer have no budget.
        let everywhere = Self.account("berta", Grant(.service))
        #expect(remaining(sample, everywhere) == nil && remaining(sample, .administrator) == nil)
        await sample.close()
    }

    private func judge(
        _ lines: [String], model: String? = nil, as principal: Principal, _ sample: SampleRegistry
    ) async throws -> [ListVerdict] {
        var list = sample.registry.listLookup(model: model, as: principal)
        return try await list.judge(lines.enumerated().map { SerialListEntry(line: $0.offset + 1, text: $0.element) })
    }

    @Test func aListGoesAsFarAsTheBudget() async throws {
        let sample = try await SampleRegistry()
        let asker = Self.network("192.0.2.7")
        let known = try await judge(Array(repeating: "Z300ABCD", count: 40), as: asker, sample)
        #expect(known.count { $0.verdict == .duplicate } == 39 && remaining(sample, asker) == 950)
        let guesses = try await judge((0..<300).map { "Y3\($0)" }, as: asker, sample)
        #expect(guesses.prefix(95).allSatisfy { $0.verdict == .unknown })
        #expect(guesses.dropFirst(95).allSatisfy { $0.verdict == .notLookedUp })
        #expect(guesses.last?.reason?.contains("60 minutes") == true)
        #expect(remaining(sample, asker) == 0)
        await sample.close()
    }

    @Test func manyAtOnceSpendNoMoreThanOneAfterTheOther() async throws {
        let sample = try await SampleRegistry()
        let (registry, asker) = (sample.registry, Self.network("192.0.2.7"))
        let answers = await answers(of: Array(repeating: registry, count: 64), each: 10, asker)
        #expect((90...99).contains(answers), "\(answers)")
        await sample.close()
    }

    /// How many of the guesses are answered that are made at all registries at once.
    private func answers(of registries: [NameplateRegistry], each count: Int, _ asker: Principal) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for (task, registry) in registries.enumerated() {
                group.addTask {
                    var answers = 0
                    for guess in 0..<count where (try? await registry.lookup("Y\(task)Q\(guess)", as: asker)) != nil {
                        answers += 1
                    }
                    return answers
                }
            }
            return await group.reduce(0, +)
        }
    }

    /// A text with many numbers is as many guesses, even where the budget ends within it.
    @Test func aLongTextIsManyGuesses() async throws {
        let sample = try await SampleRegistry()
        let asker = Self.network("192.0.2.7")
        let text = (0..<150).map { "Y3Q\($0)" }.joined(separator: " ") + " Z300ABCD"
        #expect(try await isRefused { _ = try await sample.registry.lookup(text, as: asker) })
        #expect(remaining(sample, asker) == 0)
        await sample.close()
    }

    @Test func aModelThatManyGuessAtIsDearer() async throws {
        let sample = try await SampleRegistry()
        func guess(_ network: Int, _ number: Int) async throws {
            _ = try await sample.registry.lookup(
                "M/N ST4000DM000 S/N Y3Q\(number)", as: Self.network("198.51.100.\(network)"))
        }
        for number in 0..<1_000 { try await guess(number / 90, number) }
        let late = Self.network("198.51.100.200")
        try await guess(200, 1_000)
        #expect(remaining(sample, late) == 890)
        _ = try await sample.registry.lookup("M/N ST4000DM000 S/N Z300ABCD", as: late)
        #expect(remaining(sample, late) == 889, "whoever holds a plate pays what everybody pays")
        _ = try? await sample.registry.unit("Y3Q1", model: "ST4000DM000", of: "seagate", as: late)
        #expect(remaining(sample, late) == 789)
        _ = try await sample.registry.lookup("M/N HMS5C4040ALE640 S/N Y3Q1", as: late)
        #expect(remaining(sample, late) == 779, "other models are not")
        await sample.close()
    }

    @Test func theNextWindowBeginsAnHourLater() async throws {
        let clock = Mutex<Int64>(SampleRegistry.now)
        let directory = try TemporaryDirectory()
        let registry = try await RegistryEngine.open(
            directory.file("registry.sqlite"), now: { clock.withLock { $0 } })
        let asker = Self.network("192.0.2.7")
        while try await !isRefused({ _ = try await registry.lookup("Y3Q", as: asker) }) {}
        clock.withLock { $0 += 3_599_000_000 }
        #expect(registry.budget(of: asker)?.secondsLeft == 1)
        #expect(try await isRefused { _ = try await registry.lookup("Y3Q", as: asker) })
        clock.withLock { $0 += 1_000_000 }
        _ = try await registry.lookup("Y3Q", as: asker)
        let next = try #require(registry.budget(of: asker))
        #expect(next.points == 990 && next.remaining == 980 && next.secondsLeft == 3_600)
        await registry.close()
    }

    @Test(.enabled(if: PrivatePostgres.isExpected))
    func twoServersOnOneDatabaseShareABudget() async throws {
        let server = try PrivatePostgres.shared()
        let name = try server.copy(of: "template0")
        defer { server.drop(name) }
        let address = try PostgresAddress(server.connection(to: name))
        let directory = try TemporaryDirectory()
        var servers: [NameplateRegistry] = []
        for _ in 0..<2 {
            servers.append(
                try await NameplateRegistry.open(
                    postgres: address, localPath: directory.file("registry"), passwordCost: .least,
                    now: { SampleRegistry.now }))
        }
        let asker = Self.network("192.0.2.7")
        let answers = await answers(of: (0..<8).map { servers[$0 % 2] }, each: 30, asker)
        #expect((90...99).contains(answers), "\(answers)")
        for server in servers { await server.close() }
    }
}

extension Principal {
    fileprivate func asked(by asker: LookupBudget.Asker) -> Principal {
        var principal = self
        principal.asker = asker
        return principal
    }
}
