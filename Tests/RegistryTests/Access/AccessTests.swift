import Registry
import Testing

struct AccessTests {
    /// What each role may do, written by hand beside the code's own table.
    private static let table = """
        permission        cat pro war ser wty qua rec aud adm
        ownUnits           +   +   +   +   +   +   +   +   +
        readModels         +   +   +   +   +   +   +   +   +
        readUnits          -   +   +   +   +   +   +   +   +
        readProduction     -   +   -   -   +   +   +   +   +
        readOwners         -   -   -   -   +   -   +   -   +
        readTrail          -   -   -   -   -   -   -   +   +
        erase              -   -   -   -   -   -   -   -   +
        editCatalogue      +   -   -   -   -   -   -   -   +
        issue              -   +   -   -   -   -   -   -   +
        record             -   +   +   +   +   +   +   -   +
        decideCover        -   -   -   -   +   -   -   -   +
        readNotices        -   -   -   -   +   -   +   +   +
        manageNotices      -   -   -   -   -   -   -   -   +
        submitClaims       -   -   -   +   +   -   -   -   +
        serviceUnits       -   -   -   +   +   -   -   -   +
        decideClaims       -   -   -   -   +   -   -   -   +
        handleCases        -   -   -   -   +   -   -   -   +
        handleThefts       -   -   -   -   +   -   -   -   +
        decideRegistrations -  -   -   -   +   -   -   -   +
        manageCampaigns    -   -   -   -   -   -   +   -   +
        readStock          -   +   +   -   -   +   +   +   +
        handleStock        -   +   +   -   -   -   -   -   +
        holdGoods          -   +   +   -   -   +   -   -   +
        decideRelease      -   -   -   -   -   +   -   -   +
        readQuality        -   +   -   -   +   +   +   +   +
        handleQuality      -   -   -   -   -   +   -   -   +
        importFiles        +   +   -   -   -   -   -   -   +
        resolvePlates      -   +   -   -   +   +   -   -   +
        reviewCopies       -   -   -   -   -   +   +   -   +
        manageKeys         -   -   -   -   -   -   -   -   +
        manageReferences   -   -   -   -   -   -   -   -   +
        manageAccounts     -   -   -   -   -   -   -   -   +
        audit              -   -   -   -   -   -   -   +   +
        backUp             -   -   -   -   -   -   -   -   +
        """

    @Test func everyRoleMayDoWhatTheTableSays() throws {
        let rows = Self.table.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
        let told = Set(rows.map { $0[0] })
        #expect(told == Set(Permission.allCases.map(\.rawValue)).subtracting(["look", "ownAccount"]))
        for row in rows {
            let permission = try #require(Permission(rawValue: row[0]))
            for (role, mark) in zip(Role.allCases, row.dropFirst()) {
                let principal = Principal(.account(ID(1)), grants: [Grant(role)])
                #expect(Access.allows(principal, permission) == (mark == "+"), "\(role) \(permission)")
            }
        }
    }

    private static let (mine, other) = (ID<Manufacturer>(1), ID<Manufacturer>(2))

    @Test func aGrantEndsAtItsManufacturer() {
        let principal = Principal(.account(ID(1)), grants: [Grant(.administrator, manufacturer: Self.mine)])
        for permission in Permission.allCases where ![.look, .ownAccount, .ownUnits].contains(permission) {
            #expect(Access.allows(principal, permission, of: Self.mine))
            #expect(!Access.allows(principal, permission, of: Self.other))
            #expect(!Access.allows(principal, permission))
            #expect(Access.allows(principal, permission, .anything))
        }
    }

    @Test func aGrantEndsAtItsSite() {
        let principal = Principal(.account(ID(1)), grants: [Grant(.service, manufacturer: Self.mine, site: "shop")])
        #expect(Access.allows(principal, .record, .site(Self.mine, "shop")))
        #expect(Access.allows(principal, .record, .somewhere(Self.mine)))
        for bounds: Access.Bounds in [
            .site(Self.mine, "elsewhere"), .site(Self.mine, nil), .site(Self.other, "shop"), .somewhere(Self.other),
            .manufacturer(Self.mine), .registry,
        ] { #expect(!Access.allows(principal, .record, bounds), "\(bounds)") }
        #expect(Access.view(of: Self.mine, owner: nil, at: "shop", as: principal).history)
        #expect(!Access.view(of: Self.mine, owner: nil, at: "elsewhere", as: principal).history)
    }

    @Test func aTokenGivesNoMoreThanItNames() {
        let account = Account(
            id: ID(9), name: "a", grants: [Grant(.administrator)], parties: [], hasPassword: true,
            hasSecondFactor: false, createdAt: 0)
        var token = AccessToken(
            id: ID(5), account: ID(9), name: "t", permissions: [.record], manufacturers: [Self.mine], createdAt: 0,
            expiresAt: 10)
        let principal = token.principal(of: account, as: [])
        #expect(Access.allows(principal, .record, of: Self.mine))
        #expect(!Access.allows(principal, .record, of: Self.other))
        #expect(!Access.allows(principal, .record))
        #expect(!Access.allows(principal, .issue, of: Self.mine))
        #expect(!Access.allows(principal, .ownAccount, .anything))
        #expect(!Access.allows(principal, .ownUnits, .anything))
        token.permissions = [.ownUnits]
        #expect(Access.allows(token.principal(of: account, as: []), .ownUnits, .anything))
        #expect(Access.allows(principal, .look))
        #expect(token.isValid(at: 9))
        #expect(!token.isValid(at: 10))
        token.revokedAt = 3
        #expect(!token.isValid(at: 4))
    }

    @Test func whatIsAnOwnersComesWithSigningInAndWithNoRole() {
        #expect(Access.allows(Principal(.account(ID(1))), .ownUnits, .anything))
        #expect(!Access.allows(.stranger, .ownUnits, .anything))
        #expect(!Access.allows(.administrator, .ownUnits, .anything))
        #expect(Role.allCases.allSatisfy { !$0.permissions.contains(.ownUnits) })
    }

    @Test func ownersSeeTheirOwnUnits() {
        let principal = Principal(.account(ID(1)), parties: [ID(7), ID(8)])
        #expect(Access.view(of: Self.mine, owner: ID(8), at: nil, as: principal).owners == .only(ID(8)))
        #expect(Access.view(of: Self.mine, owner: ID(9), at: nil, as: principal) == .strangers)
        #expect(Access.view(of: Self.mine, owner: nil, at: nil, as: principal) == .strangers)
    }

    @Test(arguments: [Principal.stranger, .administrator, Principal(.account(ID(12))), Principal(.token(ID(13)))])
    func whoBeganGoesOnUnderTheSameName(_ principal: Principal) {
        #expect(Principal.resuming(principal.auditName).auditName == principal.auditName || principal == .stranger)
    }
}
