import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The page of the registry itself: how it is, whether its data is whole, and all of it in one file.
    var registryRoutes: [Route] {
        [
            Route(
                method: .get, path: "/registry", permission: .audit, summary: "The registry itself: audit and backup",
                answer: .page("the page")
            ) { call in try respond(await registryPage(call), to: call) },
            Route(
                method: .post, path: "/registry/audit", permission: .audit,
                summary: "Re-read all data and compare it with what it was made from", request: .form,
                answer: .page("303 to how far it is"), handle: beginAudit),
            Route(
                method: .post, path: "/registry/backup", permission: .backUp,
                summary: "Make a backup of the whole registry", request: .form,
                answer: .page("303 to how far it is, or what is wrong"), handle: beginBackup),
        ]
    }

    private static let audit = Href(["registry", "audit"])
    private static let backup = Href(["registry", "backup"])

    private func registryPage(_ call: Call, _ notice: Notice? = nil) async throws -> FormsPage {
        let head = try await call.registry.ledgerHead()
        var sections = [
            FormSection(
                "state", Words.text("word.state"),
                facts: [
                    Fact(Words.text("registry.version"), Release.version),
                    Fact(Words.text("registry.events"), Numbers.grouped(head), isNumber: true),
                ]),
            FormSection(
                "audit", Words.text("registry.audit"), text: Words.text("registry.auditText"),
                forms: [card(Self.audit, call, submit: Words.text("registry.auditSubmit"))]),
        ]
        if Access.allows(call.principal, .backUp) {
            sections.append(
                FormSection(
                    "backup", Words.text("registry.backup"), text: Words.text("registry.backupText"),
                    forms: [
                        card(
                            Self.backup, call,
                            fields: [
                                FormField(
                                    "passphrase", Words.text("registry.passphrase"), .newPassword,
                                    hint: Words.text("registry.passphraseHint")),
                                FormField("withoutKey", Words.text("registry.withoutKey"), .flag),
                            ], submit: Words.text("registry.backupSubmit"))
                    ]))
        }
        return FormsPage(title: Words.text("registry.title"), notice: notice, sections: sections)
    }

    private func beginAudit(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await registryPage(call, .aged), to: call, status: 409)
        }
        try Access.require(call.principal, .audit)
        let (registry, principal) = (call.registry, call.principal)
        let job = try registry.begin(.audit, "", key: "audit", target: Href.registry.text, as: principal) { run in
            let report = try await registry.audit(as: principal) { step in
                run.report(JobProgress(phase: .checking, done: step.done, total: step.total, items: step.done))
            }
            return .audit(report)
        }
        _ = try await registry.job(job.id, waiting: Self.patience, as: principal)
        return redirect(to: .job(job.id))
    }

    private func beginBackup(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await registryPage(call, .aged), to: call, status: 409)
        }
        do {
            let request = try BackupRequest(
                passphrase: form["passphrase"].flatMap { $0.isEmpty ? nil : $0 },
                withoutKey: form["withoutKey"] == "true")
            let backup = try await call.registry.backUp(
                request, program: Release.version, as: call.principal, from: call.source)
            let job = try beginBackup(backup, call)
            _ = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
            return redirect(to: .job(job.id))
        } catch let error as RegistryError where error.code != .forbidden {
            return try respond(await registryPage(call), to: call, refusal: error, form)
        }
    }

    private func beginBackup(_ backup: BackupRun, _ call: Call) throws -> Job {
        let name = "nameplate-\(call.registry.today.isoText).backup"
        return try call.registry.begin(
            .backup, call.registry.today.isoText, key: "backup", target: Href.registry.text, as: call.principal
        ) { run in
            .file(
                try await run.file(named: name, ContentType.octets) { take in
                    var pieces = backup.pieces()
                    while let piece = try await pieces.nextOfFile() {
                        run.report(JobProgress(phase: .writing))
                        try await take(piece)
                    }
                })
        }
    }
}

extension BackupRequest {
    /// What somebody asks for: either a passphrase, or no key.
    /// - Throws: `backup.passphrase`.
    init(passphrase: String?, withoutKey: Bool) throws(RegistryError) {
        switch (passphrase, withoutKey) {
        case (nil, true): self = .withoutKey
        case (let passphrase?, false): self = .withKey(passphrase: passphrase)
        case (_?, true):
            throw RegistryError(
                .backupPassphrase, "A backup without the master key has no passphrase. Leave one of the two out.",
                field: "passphrase")
        case (nil, false):
            throw RegistryError(
                .backupPassphrase,
                "Give the passphrase that seals the master key in the backup, or ask for one without it.",
                field: "passphrase")
        }
    }
}
