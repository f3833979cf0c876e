import Foundation
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Messages to persons, handed over to a program that writes down what it gets.
@Suite struct NoticeMailTests {
    private struct NoWebhooks: WebhookSender {
        func send(_ message: WebhookMessage) async -> SendOutcome { SendOutcome(.refused, problem: "unexpected") }
    }

    /// A registry, a person who can be written to, and a mail program that ends with a status.
    private struct Post {
        let sample: SampleRegistry
        let folder: TemporaryDirectory
        let party: ID<Party>

        init() async throws {
            sample = try await SampleRegistry()
            folder = try TemporaryDirectory()
            party = try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("fjordlys", commands.transaction)
                let party = try Parties.findOrCreate("owner-17", of: maker.id, commands.transaction)
                let contact = try PartyContact(
                    name: "Owner 17", email: "owner17@example.net", language: try LanguageTag(parsing: "de-AT"))
                try PartyContacts.set(contact, of: party.id, commands.transaction)
                return party.id
            }
        }

        func senders(status: Int = 0, canUnsubscribe: Bool = true) throws -> NoticeSenders {
            let script = folder.file("sendmail")
            let text = "#!/bin/sh\necho \"$@\" > '\(folder.file("arguments"))'\ncat > '\(folder.file("message"))'\n"
            try Data((text + "exit \(status)\n").utf8).write(to: URL(fileURLWithPath: script))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
            let sender = try #require(Sendmail("\(script) -i"))
            var mail = MailDesk(sender: sender, from: "service@example.com")
            if canUnsubscribe { mail.unsubscribeAddress = { "https://id.example.com/no-more/\($0)" } }
            return NoticeSenders(webhooks: NoWebhooks(), mail: mail)
        }

        func write(
            _ subject: String = "Ihr Gerät", purpose: ConsentPurpose? = nil
        ) async throws -> ID<Delivery> {
            try await sample.registry.perform(as: .administrator) { commands in
                var draft = MessageDraft(party: "owner-17", subject: subject, text: "Geheim")
                draft.purpose = purpose
                return try commands.write(draft, of: "fjordlys").id
            }
        }

        func details(_ id: ID<Delivery>) async throws -> DeliveryDetails {
            try await sample.registry.delivery(id, of: "fjordlys", as: .administrator)
        }

        func consent() async throws {
            let party = party
            try await sample.registry.perform(as: .administrator) { commands in
                try PartyConsents.give(.reminders, of: party, how: "form", commands.transaction)
            }
        }

        var message: String { (try? String(contentsOfFile: folder.file("message"), encoding: .utf8)) ?? "" }
        var arguments: String { (try? String(contentsOfFile: folder.file("arguments"), encoding: .utf8)) ?? "" }
    }

    private func with(_ body: (Post) async throws -> Void) async throws {
        let post = try await Post()
        do {
            try await body(post)
        } catch {
            await post.sample.close()
            throw error
        }
        await post.sample.close()
    }

    @Test func aMessageIsHandedOverAndTheProofKept() async throws {
        try await with { post in
            let id = try await post.write()
            let run = try await post.sample.registry.deliverNotices(by: post.senders())
            #expect(run.sent == 1)
            #expect(post.arguments == "-i -- owner17@example.net\n")
            #expect(post.message.contains("\nTo: <owner17@example.net>\n"))
            #expect(post.message.contains("\nMessage-ID: <nameplate.\(id)@example.com>\n"))
            #expect(!post.message.contains("List-Unsubscribe"))
            let details = try await post.details(id)
            #expect(details.answer.delivery.state == .sent)
            #expect(details.proof?.digest == EmailMessage.digest(of: Array(post.message.utf8)))
            // What it says and where it went is for the person alone.
            #expect(details.proof?.text == nil && details.proof?.address == nil && details.content.notice.facts == [:])
            let kept = try await post.sample.registry.database.read { try DeliveryContents.find(id, $0) }
            #expect(kept?.text?.body == "Geheim\n\nFjordlys" && kept?.language == "de")
        }
    }

    @Test(arguments: [
        (75, DeliveryState.waiting, "mail.failed"), (1, .waiting, "mail.failed"), (67, .dead, "mail.refused"),
    ])
    func whatIsNotTakenIsTriedAgainOrNot(_ status: Int, _ state: DeliveryState, _ problem: String) async throws {
        try await with { post in
            let id = try await post.write()
            #expect(try await post.sample.registry.deliverNotices(by: post.senders(status: status)).failed == 1)
            let details = try await post.details(id)
            #expect(details.answer.delivery.state == state && details.answer.delivery.problem == problem)
            #expect(details.attempts.map(\.status) == [Int64(status)] && details.proof == nil)
        }
    }

    @Test func whatNeedsAConsentIsSentOnlyWhileItHolds() async throws {
        try await with { post in
            let refused = try await post.write(purpose: .reminders)
            #expect(try await post.sample.registry.deliverNotices(by: post.senders()).stopped == 1)
            #expect(try await post.details(refused).answer.delivery.problem == "unwanted")
            try await post.consent()
            _ = try await post.write(purpose: .reminders)
            #expect(try await post.sample.registry.deliverNotices(by: post.senders()).sent == 1)
            let link = try #require(post.message.firstMatch(of: /List-Unsubscribe: <(.*)\/([A-Za-z0-9]+)>/))
            #expect(link.1 == "https://id.example.com/no-more")
            // It is decided in the moment of sending.
            let late = try await post.write(purpose: .reminders)
            let code = String(link.2)
            for text in ["nothing", code, code] {
                try await post.sample.registry.perform(as: .stranger) { try $0.unsubscribe(text) }
            }
            #expect(try await post.sample.registry.deliverNotices(by: post.senders()).stopped == 1)
            #expect(try await post.details(late).answer.delivery.state == .stopped)
        }
    }

    @Test func whyItWasDecidedSoIsForThePersonAlone() async throws {
        try await with { post in
            let party = post.party
            let id = try await post.sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("fjordlys", commands.transaction)
                let draft = NoticeDraft(
                    .registrationDecided, key: "r", party: party,
                    facts: ["decision": "refused", "reason": "Beleg unleserlich"])
                let posted = try #require(try Outbox.post(draft, of: maker.id, commands.transaction))
                return try #require(try Deliveries.of(posted.id, commands.transaction).first).id
            }
            #expect(try await post.sample.registry.deliverNotices(by: post.senders()).sent == 1)
            let database = post.sample.registry.database
            let written = try await database.read { try DeliveryContents.find(id, $0) }
            #expect(written?.text?.body.contains("Grund: Beleg unleserlich") == true)
            // Programs and whoever sees what was announced get the rest, which an erasure leaves too.
            let notice = try await post.details(id).content.notice
            #expect(notice.facts == ["decision": "refused"])
            _ = try await post.sample.registry.erasePerson(
                .reference("owner-17"), of: "fjordlys", reason: "asked for it", isDryRun: false, isConfirmed: true,
                as: .administrator)
            #expect(try await database.read { try Notices.find(notice.id, $0) }?.facts == ["decision": "refused"])
        }
    }

    @Test func nobodyIsWrittenToWhoCouldNotRefuse() async throws {
        try await with { post in
            try await post.consent()
            let id = try await post.write(purpose: .reminders)
            #expect(try await post.sample.registry.deliverNotices(by: post.senders(canUnsubscribe: false)).failed == 1)
            #expect(try await post.details(id).answer.delivery.problem == "website.missing")
        }
    }

    @Test func withoutAWayToSendMailItWaits() async throws {
        try await with { post in
            let id = try await post.write()
            #expect(try await post.sample.registry.deliverNotices(by: NoticeSenders(webhooks: NoWebhooks())).count == 0)
            #expect(try await post.details(id).answer.delivery.state == .waiting)
        }
    }

    @Test func whatComesBackIsNotedOnce() async throws {
        try await with { post in
            let id = try await post.write()
            let report = BounceReport(
                parsing: """
                    Action: failed
                    Status: 5.1.1

                    Message-ID: <nameplate.\(id)@example.com>
                    """)
            let early = try await refusedCode {
                try await post.sample.registry.perform(as: .administrator) { try $0.bounce(report) }
            }
            #expect(early == .stateStep)
            _ = try await post.sample.registry.deliverNotices(by: post.senders())
            for _ in 0..<2 {
                let found = try await post.sample.registry.perform(as: .administrator) { try $0.bounce(report) }
                #expect(found?.id == id && found?.state == .bounced)
            }
            #expect(try await post.details(id).attempts.map(\.outcome) == ["sent", "bounced"])
            let none = try await post.sample.registry.perform(as: .administrator) {
                try $0.bounce(BounceReport(parsing: "no report"))
            }
            #expect(none == nil)
            let stranger = try await refusedCode {
                try await post.sample.registry.perform(as: .stranger) { try $0.bounce(report) }
            }
            #expect(stranger == .forbidden)
        }
    }

    @Test func anErasureTakesAwayWhatWasWrittenAndWhatWaits() async throws {
        try await with { post in
            let sent = try await post.write()
            _ = try await post.sample.registry.deliverNotices(by: post.senders())
            let waiting = try await post.write("Zweite")
            let before = try await post.sample.registry.database.read { reader in
                try PersonalData(of: try #require(try Parties.find(post.party, reader)), reader)
            }
            #expect(before.messages.map(\.address) == ["owner17@example.net"])
            _ = try await post.sample.registry.erasePerson(
                .reference("owner-17"), of: "fjordlys", reason: "asked for it", isDryRun: false, isConfirmed: true,
                as: .administrator)
            let kept = try await post.sample.registry.database.read { reader in
                (
                    try DeliveryContents.find(sent, reader),
                    try Notices.find(try #require(try Deliveries.find(sent, reader)).notice, reader)
                )
            }
            #expect(kept.0?.address == nil && kept.0?.text == nil && kept.0?.digest.count == 64)
            #expect(kept.1?.facts == [:])
            #expect(try await post.details(waiting).answer.delivery.state == .stopped)
            #expect(try await post.details(sent).answer.delivery.state == .sent)
        }
    }

    @Test func anErasureWhileItIsBeingSentLeavesTheProofAlone() async throws {
        /// Carries a message while its reader is erased.
        struct Slow: MailSender {
            let registry: NameplateRegistry
            func send(_ message: [UInt8], to address: String) async -> SendOutcome {
                do {
                    _ = try await registry.erasePerson(
                        .reference("owner-17"), of: "fjordlys", reason: "asked for it", isDryRun: false,
                        isConfirmed: true, as: .administrator)
                    return .sent
                } catch {
                    return SendOutcome(.refused, problem: "test")
                }
            }
        }
        try await with { post in
            let id = try await post.write()
            let registry = post.sample.registry
            let mail = MailDesk(sender: Slow(registry: registry), from: "service@example.com")
            #expect(try await registry.deliverNotices(by: NoticeSenders(webhooks: NoWebhooks(), mail: mail)).sent == 1)
            let kept = try await registry.database.read { try DeliveryContents.find(id, $0) }
            #expect(kept?.address == nil && kept?.text == nil && kept?.digest.count == 64)
            #expect(try await post.details(id).answer.delivery.state == .sent)
        }
    }

    @Test func anAddressThatIsNoneIsNotHandedOver() async throws {
        try await with { post in
            let party = post.party
            try await post.sample.registry.perform(as: .administrator) { commands in
                try PartyContacts.set(try PartyContact(email: "grüße@example.net"), of: party, commands.transaction)
            }
            let id = try await post.write()
            #expect(try await post.sample.registry.deliverNotices(by: post.senders()).failed == 1)
            #expect(try await post.details(id).answer.delivery.problem == "address.unusable")
            #expect(post.message.isEmpty)
            try await post.sample.registry.perform(as: .administrator) { commands in
                try PartyContacts.set(try PartyContact(phone: "+47 22 12 34 56"), of: party, commands.transaction)
            }
            let other = try await post.write()
            _ = try await post.sample.registry.deliverNotices(by: post.senders())
            #expect(try await post.details(other).answer.delivery.problem == "contact.missing")
        }
    }

    @Test func onlyWhoeverLooksAfterNoticesWrites() async throws {
        try await with { post in
            for (principal, party, code) in [
                (Principal.stranger, "owner-17", RegistryError.Code.forbidden),
                (.administrator, "nobody", .partyUnknown),
            ] {
                let refused = try await refusedCode {
                    try await post.sample.registry.perform(as: principal) {
                        try $0.write(MessageDraft(party: party, subject: "a", text: "b"), of: "fjordlys")
                    }
                }
                #expect(refused == code)
            }
        }
    }

    private func refusedCode<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }
}
