import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Letters to those who have no e-mail address.
@Suite struct LetterPrintingTests {
    private func with(
        _ body: (NameplateRegistry, _ party: ID<Party>, _ delivery: ID<Delivery>) async throws -> Void
    ) async throws {
        let sample = try await SampleRegistry()
        do {
            let (party, delivery) = try await sample.registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("fjordlys", commands.transaction)
                let party = try Parties.findOrCreate("owner-17", of: maker.id, commands.transaction)
                let contact = try PartyContact(
                    name: "Owner 17", addressLines: ["Storgata 1"], postcode: "0155", city: "Oslo", country: "NO")
                try PartyContacts.set(contact, of: party.id, commands.transaction)
                let draft = MessageDraft(party: "owner-17", subject: "Your part", text: "It is here.")
                return (party.id, try commands.write(draft, of: "fjordlys").id)
            }
            try await body(sample.registry, party, delivery)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private func state(_ id: ID<Delivery>, _ registry: NameplateRegistry) async throws -> DeliveryState {
        try await registry.delivery(id, of: "fjordlys", as: .administrator).answer.delivery.state
    }

    @Test func aLetterIsPrintedOnceAndAgainWhenReplayed() async throws {
        try await with { registry, _, delivery in
            let first = try await registry.printLetters(of: "fjordlys", as: .administrator)
            #expect(first?.starts(with: Array("%PDF-".utf8)) == true)
            #expect(try await state(delivery, registry) == .sent)
            let kept = try await registry.database.read { try DeliveryContents.find(delivery, $0) }
            #expect(kept?.address == "Owner 17\nStorgata 1\n0155 Oslo\nNO" && kept?.messageID == nil)
            #expect(try await registry.printLetters(of: "fjordlys", as: .administrator) == nil)
            _ = try await registry.perform(as: .administrator) { try $0.replayDelivery(delivery, of: "fjordlys") }
            #expect(try await registry.printLetters(of: "fjordlys", as: .administrator) != nil)
            #expect(try await registry.printLetters(of: "seagate", as: .administrator) == nil)
        }
    }

    @Test func aLetterIsNotSentByItselfAndBecomesAMailWhereThereIsAnAddress() async throws {
        struct Nothing: WebhookSender, MailSender {
            func send(_ message: WebhookMessage) async -> SendOutcome { .sent }
            func send(_ message: [UInt8], to address: String) async -> SendOutcome { .sent }
        }
        try await with { registry, party, delivery in
            let senders = NoticeSenders(
                webhooks: Nothing(), mail: MailDesk(sender: Nothing(), from: "service@example.com"))
            #expect(try await registry.deliverNotices(by: senders).count == 0)
            _ = try await registry.printLetters(of: "fjordlys", as: .administrator)
            try await registry.perform(as: .administrator) { commands in
                try PartyContacts.set(try PartyContact(email: "a@example.net"), of: party, commands.transaction)
            }
            let moved = try await registry.perform(as: .administrator) {
                try $0.replayDelivery(delivery, of: "fjordlys")
            }
            #expect(moved.channel == .email)
            #expect(try await registry.deliverNotices(by: senders).sent == 1)
        }
    }

    @Test func whoeverPrintsMayReadOwners() async throws {
        try await with { registry, _, delivery in
            var blind = Principal.administrator
            blind.limit = Set(Permission.allCases).subtracting([.readOwners])
            for principal in [Principal.stranger, blind] {
                var refusal: RegistryError?
                do {
                    _ = try await registry.printLetters(of: "fjordlys", as: principal)
                } catch let error as RegistryError {
                    refusal = error
                }
                #expect(refusal?.code == .forbidden)
            }
            let after = try await state(delivery, registry)
            #expect(after == .waiting)
        }
    }

    @Test func aLetterToWhomHasBeenErasedIsNotPrinted() async throws {
        try await with { registry, _, delivery in
            _ = try await registry.erasePerson(
                .reference("owner-17"), of: "fjordlys", reason: "asked for it", isDryRun: false, isConfirmed: true,
                as: .administrator)
            #expect(try await registry.printLetters(of: "fjordlys", as: .administrator) == nil)
            #expect(try await state(delivery, registry) == .stopped)
        }
    }
}
