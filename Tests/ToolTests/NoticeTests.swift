import Foundation
import Nameplate
import Registry
import TestSupport
import Testing

/// What was sent to persons, from outside.
struct NoticeTests {
    @Test func theProofOfSendingIsShown() async throws {
        let sample = try SampleRegistry()
        let registry = try await NameplateRegistry.open(sqlite: sample.folder.file("nameplate.sqlite"))
        do {
            try await registry.perform(as: .administrator) { commands in
                let maker = try Manufacturers.require("fjordlys", commands.transaction)
                let party = try Parties.findOrCreate("owner-1", of: maker.id, commands.transaction)
                try PartyContacts.set(try PartyContact(email: "owner1@example.net"), of: party.id, commands.transaction)
            }
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
        let written = try sample.run(
            "notices", "message", "fjordlys", "--id", "owner-1", "--subject", "Your part", "--text", "It is here.",
            "--json")
        let document = try #require(written.json as? [String: Any], "\(written.errors)")
        let id = try #require(document["delivery"] as? String)
        let before = try sample.run("notices", "show", "fjordlys", "--id", id)
        #expect(before.status == 0 && !before.output.contains("SHA-256"), "\(before)")
        let mail = ["NAMEPLATE_SENDMAIL": "/bin/true", "NAMEPLATE_MAIL_FROM": "service@example.com"]
        let sent = try Tool.run(["notices", "deliver"], in: sample.folder.path, environment: mail)
        #expect(sent.output.contains("Sent 1, failed 0"), "\(sent)")
        let shown = try sample.run("notices", "show", "fjordlys", "--id", id).output
        #expect(shown.contains("nameplate.\(id)@example.com"), "\(shown)")
        #expect(shown.contains("Handed over") && shown.contains("Message-ID"))
        #expect(shown.firstMatch(of: /SHA-256 +[0-9a-f]{64}/) != nil)
        // Where to and what it said is for the person.
        #expect(!shown.contains("owner1@example.net") && !shown.contains("It is here."))
    }
}
