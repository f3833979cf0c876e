import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The home page of whoever has signed in and has a role.
    var homeRoute: Route {
        Route(
            method: .get, path: "/home", permission: .ownAccount, summary: "What waits for whoever has signed in",
            answer: .page("the page"), handle: home(_:))
    }

    private func home(_ call: Call) async throws -> Response {
        let answer = try await call.registry.home(as: call.principal)
        let waiting = waiting(answer, call)
        let page = HomePage(
            title: Words.text("home.title"),
            roles: Set(call.principal.grants.map(\.role)).map { words.role($0.rawValue) }.sorted()
                .joined(separator: ", "),
            waiting: waiting,
            nothingWaits: waiting.isEmpty
                ? EmptyState(Words.text("home.nothingWaits"), text: Words.text("home.nothingWaitsText")) : nil,
            groups: groups(answer, call.principal), tables: tables(answer))
        return try respond(page, to: call)
    }

    private func waiting(_ answer: HomeAnswer, _ call: Call) -> [Fact] {
        var facts: [Fact] = []
        func add(_ key: String, _ count: Int, _ href: Href, most: Int = .max) {
            guard count > 0 else { return }
            facts.append(
                Fact(
                    Words.text("home.\(key)", count: count),
                    Numbers.grouped(count) + (count >= most ? "+" : ""), link: href))
        }
        let jobs = call.registry.jobs(as: call.principal)
        add("running", jobs.count(where: \.isRunning), .jobs)
        add("results", jobs.count { !$0.isRunning }, .jobs)
        for (maker, count) in answer.openPlates {
            facts.append(
                Fact(
                    Words.text("home.plates", count: count, ["maker": maker.name]), Numbers.grouped(count),
                    link: .plateInbox(maker.slug, query: [])))
        }
        add("invitations", answer.openInvitations ?? 0, .accounts)
        return facts
    }

    private func groups(_ answer: HomeAnswer, _ principal: Principal) -> [HomePage.Group] {
        func links(_ all: [(Permission, String, Href)]) -> [Link] {
            all.filter { Access.allows(principal, $0.0, .anything) }.map { Link(Words.text("home.do.\($0.1)"), $0.2) }
        }
        let general = links([
            (.look, "list", .checkList), (.look, "read", .read), (.look, "explain", .explainForm),
            (.look, "find", .models()), (.look, "compare", .compare([])), (.look, "learn", .learnFormat),
            (.importFiles, "import", .importForm), (.look, "export", .exportForm), (.ownAccount, "work", .jobs),
            (.editCatalogue, "categories", .categories),
        ])
        let registry = links([
            (.manageAccounts, "accounts", .accounts), (.audit, "trail", .auditTrail(nil)),
            (.audit, "auditAndBackup", .registry), (.erase, "retention", .retention),
            (.ownAccount, "account", .account),
        ])
        // Of many, only the way there; of a few, what there is to do.
        let isFew = answer.manufacturers.count <= 3
        let ofMakers = answer.manufacturers.map { maker in
            let (slug, id) = (maker.slug, maker.id)
            let all: [(Permission, String, Href)] = [
                (.look, "models", .manufacturer(slug)), (.readModels, "gaps", .gaps(slug)),
                (.editCatalogue, "change", .edit(slug)), (.record, "record", .edit(slug, "events")),
                (.readProduction, "population", .population(slug)),
                (.readProduction, "unknown", .unknownPlates(slug)), (.readOwners, "persons", .persons(slug)),
                (.readTrail, "trail", .auditTrail(slug)), (.readNotices, "notices", .notices(slug)),
                (.manageNotices, "webhooks", .webhooks(slug)),
            ]
            let allowed = all.filter { Access.allows(principal, $0.0, .somewhere(id)) }
            return HomePage.Group(maker.name, allowed.map { Link(Words.text("home.do.\($0.1)"), $0.2) })
        }
        let makers =
            isFew
            ? ofMakers
            : [
                HomePage.Group(
                    Words.text("home.manufacturers"),
                    answer.manufacturers.map { Link($0.name, .manufacturer($0.slug)) })
            ]
        return [HomePage.Group(Words.text("home.daily"), general)] + makers
            + [HomePage.Group(Words.text("home.registry"), registry)]
    }

    private func tables(_ answer: HomeAnswer) -> [TitledTable] {
        var tables: [TitledTable] = []
        if !answer.discrepancies.isEmpty {
            tables.append(
                TitledTable(
                    Words.text("home.discrepancies"),
                    columns: ["unit", "what", "when"].map { .init(Words.text("home.column.\($0)")) },
                    rows: answer.discrepancies.map { found in
                        let unit = found.unit
                        return [
                            .init(
                                "\(unit.model) \(unit.serial)",
                                href: .unit(unit.manufacturer, unit.model, unit.serial)),
                            .init(words.discrepancy(found.code.rawValue)),
                            .init(Moment(microseconds: found.reportedAt).dateText),
                        ]
                    }))
        }
        if !answer.batches.isEmpty {
            tables.append(
                TitledTable(
                    Words.text("home.batches"),
                    columns: [
                        .init(Words.text("home.column.batch")), .init(Words.text("home.column.model")),
                        .init(Words.text("home.column.units"), isNumber: true),
                        .init(Words.text("home.column.recorded")),
                    ],
                    rows: answer.batches.map { batch in
                        [
                            .init(batch.number, href: .batch(batch.manufacturer, batch.model, batch.number)),
                            .init(batch.model, href: .model(batch.manufacturer, batch.model)),
                            .init(batch.count.map { Numbers.grouped($0) } ?? "–"),
                            .init(Moment(microseconds: batch.createdAt).dateText),
                        ]
                    }))
        }
        return tables
    }
}
