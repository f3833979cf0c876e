import Nameplate
import Registry
import Testing

struct SignInTests {
    @Test func whoKnowsThePasswordIsLetInAndKnownByTheSecret() async throws {
        try await Office.run { office in
            let anna = try await office.hire("Anna@Example.com", NamedGrant(.service, manufacturer: "acme"))
            #expect(anna.name == "anna@example.com")
            let first = try await office.signIn(" ANNA@example.com ")
            let second = try await office.signIn("anna@example.com")
            #expect(first.secret != second.secret)
            let known = try #require(try office.registry.identify(session: first.secret))
            #expect(known.principal.account == anna.id)
            #expect(known.principal.grants.map(\.role) == [.service])
            #expect(known.session != (try office.registry.identify(session: second.secret))?.session)
            for wrong in [
                "", "nps_", first.secret + "0", String(first.secret.dropLast()), "npt_" + first.secret.dropFirst(4),
            ] {
                #expect(try office.registry.identify(session: wrong) == nil)
                #expect(try office.registry.identify(token: wrong) == nil)
            }
            #expect(try office.registry.identify(token: first.secret) == nil)
        }
    }

    @Test func whoIsRefusedLearnsNothing() async throws {
        try await Office.run { office in
            try await office.hire("anna")
            try await office.hire("gone")
            _ = try await office.registry.setDisabled(true, "gone", as: .administrator)
            _ = try await office.registry.createAccount("invited", grants: [], as: .administrator)
            var errors: Set<RegistryError> = []
            for (index, name) in ["anna", "gone", "invited", "nobody", "", String(repeating: "x", count: 10_000)]
                .enumerated()
            {
                let password = name == "gone" ? Office.password : "wrong password"
                let error = await #expect(throws: RegistryError.self) {
                    try await office.signIn(name, password: password, from: "192.0.2.\(index)")
                }
                if let error { errors.insert(error) }
            }
            #expect(errors.count == 1)
            #expect(errors.first?.code == .signInRefused)
        }
    }

    @Test func guessingGrowsSlowAndWaitingHelps() async throws {
        try await Office.run { office in
            try await office.hire("anna")
            for _ in 0..<10 {
                #expect(
                    await office.code { _ = try await office.signIn("anna", password: "wrong password") }
                        == .signInRefused)
            }
            let error = await #expect(throws: RegistryError.self) { try await office.signIn("anna") }
            #expect(error?.code == .signInSlow)
            #expect(error?.retryAfter == 15 * 60)
            // From another network it is the same account.
            #expect(await office.code { _ = try await office.signIn("anna", from: "198.51.100.1") } == .signInSlow)
            office.wait(seconds: 15 * 60)
            _ = try await office.signIn("anna")
        }
    }

    @Test func nobodyLocksOutADeviceThatHasSignedInBefore() async throws {
        try await Office.run { office in
            try await office.hire("anna")
            let device = try #require(try await office.signIn("anna").device)
            for network in 0..<12 {
                _ = await office.code {
                    _ = try await office.signIn("anna", password: "guess number 1", from: "10.0.0.\(network)")
                }
            }
            #expect(await office.code { _ = try await office.signIn("anna") } == .signInSlow)
            _ = try await office.signIn("anna", device: device)
            // The mark opens nothing by itself, is of one account, and is counted by itself.
            try await office.hire("bert")
            #expect(
                await office.code { _ = try await office.signIn("anna", password: "wrong one", device: device) }
                    == .signInRefused)
            #expect(
                await office.code { _ = try await office.signIn("bert", password: "wrong one", device: device) }
                    == .signInRefused)
            for _ in 0..<10 {
                _ = await office.code { _ = try await office.signIn("anna", password: "wrong one", device: device) }
            }
            #expect(await office.code { _ = try await office.signIn("anna", device: device) } == .signInSlow)
        }
    }

    @Test func oneNetworkTriesThirtyTimes() async throws {
        try await Office.run { office in
            try await office.hire("anna")
            for number in 0..<30 {
                _ = await office.code { _ = try await office.signIn("nobody \(number)", password: "a guess at it") }
            }
            #expect(await office.code { _ = try await office.signIn("anna") } == .signInSlow)
            _ = try await office.signIn("anna", from: "203.0.113.7")
        }
    }

    @Test func sessionsEndByThemselvesAndWhenToldTo() async throws {
        try await Office.run { office in
            let registry = office.registry
            let anna = try await office.hire("anna")
            let idle = try await office.signIn("anna")
            office.wait(seconds: 12 * 3_600 - 1)
            #expect(try registry.identify(session: idle.secret) != nil)
            office.wait(seconds: 12 * 3_600 - 1)
            #expect(try registry.identify(session: idle.secret) != nil, "it was seen in between")
            office.wait(seconds: 12 * 3_600 + 1)
            #expect(try registry.identify(session: idle.secret) == nil)

            let long = try await office.signIn("anna")
            for _ in 0..<13 {
                office.wait(seconds: 12 * 3_600 - 1)
                #expect(try registry.identify(session: long.secret) != nil)
            }
            office.wait(seconds: 12 * 3_600)
            #expect(try registry.identify(session: long.secret) == nil, "after a week")

            let (here, there) = (try await office.signIn("anna"), try await office.signIn("anna"))
            let session = try #require(try registry.identify(session: there.secret)?.session)
            try await registry.endSession(session, as: anna.principal)
            #expect(try registry.identify(session: there.secret) == nil)
            #expect(try registry.identify(session: here.secret) != nil)
            try await office.hire("bert")
            let bert = try await registry.account("bert", as: .administrator).account
            let own = try #require(try registry.identify(session: here.secret)?.session)
            #expect(await office.code { try await registry.endSession(own, as: bert.principal) } == .sessionUnknown)

            _ = try await registry.setDisabled(true, "anna", as: .administrator)
            #expect(try registry.identify(session: here.secret) == nil)
            _ = try await registry.setDisabled(false, "anna", as: .administrator)
            #expect(try registry.identify(session: here.secret) == nil, "it has ended for good")
        }
    }

    @Test func changingThePasswordEndsTheOtherSessions() async throws {
        try await Office.run { office in
            let registry = office.registry
            let anna = try await office.hire("anna")
            let (here, there) = (try await office.signIn("anna"), try await office.signIn("anna"))
            let session = try #require(try registry.identify(session: here.secret)?.session)
            func change(_ old: String, _ new: String) async -> RegistryError.Code? {
                await office.code {
                    try await registry.changePassword(from: old, to: new, keeping: session, as: anna.principal)
                }
            }
            #expect(await change("wrong password", "another good one") == .signInRefused)
            #expect(await change(Office.password, "password1") == .passwordWeak)
            #expect(try registry.identify(session: there.secret) != nil)
            #expect(await change(Office.password, "another good one") == nil)
            #expect(try registry.identify(session: here.secret) != nil)
            #expect(try registry.identify(session: there.secret) == nil)
            #expect(await office.code { _ = try await office.signIn("anna") } == .signInRefused)
            _ = try await office.signIn("anna", password: "another good one")
            // A thief of the session guesses no more than ten times.
            for _ in 0..<10 { #expect(await change("wrong password", "another good one") == .signInRefused) }
            #expect(await change("another good one", "a third good one") == .signInSlow)
        }
    }

    @Test func aSecondFactorIsAskedForAndItsCodesAreGoodOnce() async throws {
        try await Office.run { office in
            let registry = office.registry
            let anna = try await office.hire("anna")
            let origin = SignInOrigin(network: "192.0.2.1")
            #expect(
                await office.code {
                    _ = try await registry.beginSecondFactor(password: "wrong one", as: anna.principal)
                }
                    == .signInRefused)
            let factor = try await registry.beginSecondFactor(password: Office.password, as: anna.principal)
            let secret = try Self.bytes(ofBase32: factor.text)
            func code(_ steps: Int64 = 0) -> String {
                SecondFactor.code(of: secret, at: SecondFactor.step(at: office.now) + steps)
            }
            for wrong in ["000000", "", code(5)] where wrong != code() {
                #expect(
                    await office.code {
                        _ = try await registry.confirmSecondFactor(
                            factor.ticket, code: wrong, keeping: nil, as: anna.principal)
                    } == .signInRefused)
            }
            let codes = try await registry.confirmSecondFactor(
                factor.ticket, code: code(), keeping: nil, as: anna.principal)
            #expect(Set(codes).count == 10)
            office.wait(seconds: 60)

            func ticket() async throws -> [UInt8] {
                guard
                    case .codeNeeded(let ticket) = try await registry.signIn(
                        "anna", password: Office.password, from: origin)
                else { throw RegistryError(.signInRefused, "No code was asked for.") }
                return ticket
            }
            let first = try await ticket()
            let good = code()
            _ = try await registry.signIn(ticket: first, code: good, from: origin)
            #expect(
                await office.code { _ = try await registry.signIn(ticket: first, code: good, from: origin) }
                    == .signInRefused)
            office.wait(seconds: 60)
            _ = try await registry.signIn(ticket: try await ticket(), code: code(), from: origin)
            // Typed in small letters and without its dashes.
            let recovery = codes[3].lowercased().replacing("-", with: " ")
            _ = try await registry.signIn(ticket: try await ticket(), code: recovery, from: origin)
            let again = try await ticket()
            #expect(
                await office.code { _ = try await registry.signIn(ticket: again, code: recovery, from: origin) }
                    == .signInRefused)
            #expect(try await registry.recoveryCodes(as: anna.principal) == 9)
            // A ticket is good for ten minutes, and nobody makes one.
            let old = try await ticket()
            office.wait(seconds: 601)
            for ticket in [old, [], Array(repeating: 7, count: 60), factor.ticket] {
                #expect(
                    await office.code { _ = try await registry.signIn(ticket: ticket, code: code(), from: origin) }
                        == .signInRefused)
            }
            // Codes are guessed no more than ten times either.
            let guessed = try await ticket()
            for _ in 0..<10 {
                _ = await office.code { _ = try await registry.signIn(ticket: guessed, code: "000000", from: origin) }
            }
            #expect(
                await office.code { _ = try await registry.signIn(ticket: guessed, code: code(), from: origin) }
                    == .signInSlow)
            office.wait(seconds: 15 * 60)
            try await registry.removeSecondFactor(password: Office.password, as: anna.principal)
            _ = try await office.signIn("anna")
        }
    }

    private static func bytes(ofBase32 text: String) throws -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in text {
            buffer = buffer << 5 | UInt32(try #require(alphabet.firstIndex(of: character)))
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        return bytes
    }

    @Test func anInvitationWorksOnceAndForADay() async throws {
        try await Office.run { office in
            let registry = office.registry
            let made = try await registry.createAccount("anna", grants: [], as: .administrator)
            func accept(_ code: String, _ password: String = Office.password) async -> RegistryError.Code? {
                await office.code { _ = try await registry.accept(invitation: code, password: password) }
            }
            #expect(await accept("npi_0") == .invitationUnknown)
            #expect(await accept(made.invitation, "password1") == .passwordWeak)
            let newer = try await registry.invite("anna", as: .administrator)
            #expect(await accept(made.invitation) == .invitationUnknown)
            #expect(await accept(newer) == nil)
            #expect(await accept(newer) == .invitationUnknown)
            let session = try await office.signIn("anna")
            let late = try await registry.invite("anna", as: .administrator)
            #expect(try registry.identify(session: session.secret) != nil, "the present password goes on")
            office.wait(seconds: 24 * 3_600)
            #expect(await accept(late) == .invitationUnknown)
        }
    }

    @Test func theFirstAdministratorIsInvitedUntilThereIsOne() async throws {
        try await Office.run { office in
            let registry = office.registry
            #expect(try await !registry.hasAdministrator())
            let first = try #require(try await registry.inviteAdministrator())
            let second = try #require(try await registry.inviteAdministrator())
            #expect(
                await office.code { _ = try await registry.accept(invitation: first, password: Office.password) }
                    == .invitationUnknown)
            #expect(try await registry.accept(invitation: second, password: Office.password) == "administrator")
            #expect(try await registry.inviteAdministrator() == nil)
            let signedIn = try await office.signIn("administrator")
            let known = try #require(try registry.identify(session: signedIn.secret))
            #expect(Access.allows(known.principal, .backUp))
        }
    }
}
