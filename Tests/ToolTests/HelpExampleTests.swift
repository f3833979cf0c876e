import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import NameplateTool

/// The examples in the help texts are true: each is run.
@Suite(.serialized) struct HelpExampleTests {
    @Test func everyCommandHasExamplesAndTheyRun() throws {
        let sample = try SampleRegistry()
        let demo = Tool.project.appendingPathComponent("Demo/fjordlys")
        for name in [
            "models.csv", "categories.json", "warranty.json", "maintenance.json", "registration.json", "faults.csv",
        ] {
            try FileManager.default.copyItem(
                at: demo.appendingPathComponent(name), to: URL(fileURLWithPath: sample.folder.file(name)))
        }
        let events = "manufacturer,model,serial,event_time\nfjordlys,FJ-320,TR2410001208W,2024-05-01T00:00:00Z\n"
        try Data(events.utf8).write(to: URL(fileURLWithPath: sample.folder.file("events.csv")))
        let claims = "model,serial,currency,complaint,lines\nFJ-320,TR2410001207Y,NOK,It hums,expense Travel 150\n"
        try Data(claims.utf8).write(to: URL(fileURLWithPath: sample.folder.file("claims-to-file.csv")))
        let remedies =
            "campaign,plate,result,date,who,evidence\nR-7K3M-9TQ1,FJ-320 TR2410001207Y,remedied,,sample-shop,\n"
        try Data(remedies.utf8).write(to: URL(fileURLWithPath: sample.folder.file("remedies.csv")))
        for authority in ["dvsa", "nhtsa-products", "nhtsa-campaigns"] {
            try FileManager.default.copyItem(
                at: Tool.project.appendingPathComponent("Tests/Vectors/recalls-\(authority).csv"),
                to: URL(fileURLWithPath: sample.folder.file("\(authority).csv")))
        }
        let complaints = "model,receivedOn,words\nFJ-320,2026-01-02,It hums\n"
        try Data(complaints.utf8).write(to: URL(fileURLWithPath: sample.folder.file("complaints.csv")))
        try FileManager.default.copyItem(
            at: Tool.project.appendingPathComponent("Tests/Vectors/nhtsa-complaints.csv"),
            to: URL(fileURLWithPath: sample.folder.file("nhtsa-complaints.csv")))
        let existing = (1...60).map { "FJ24K\(10_000 + $0 * 3)" }.joined(separator: "\n")
        try Data(existing.utf8).write(to: URL(fileURLWithPath: sample.folder.file("existing.txt")))
        let numbers =
            "FJ-{capacity:3}{type}\ncapacity = Capacity: # L\ntype = Type: single door\ntype CS = Type: combi\n"
        try Data(numbers.utf8).write(to: URL(fileURLWithPath: sample.folder.file("fjordlys.txt")))
        for (name, bytes) in [("manual-de.pdf", SamplePictures.pdf), ("plate.png", SamplePictures.png)] {
            try Data(bytes).write(to: URL(fileURLWithPath: sample.folder.file(name)))
        }
        for name in ["photo.png", "photo-2.png"] {
            let photo = "Tests/BarcodeReadingTests/Fixtures/ean-and-serial.png"
            try FileManager.default.copyItem(
                at: Tool.project.appendingPathComponent(photo), to: URL(fileURLWithPath: sample.folder.file(name)))
        }
        let commands = Self.commands()
        #expect(commands.count > 20)
        for (command, help) in commands {
            let examples = Self.examples(in: help)
            #expect(!examples.isEmpty, "\(command)")
            for example in examples { try Self.run(example, in: sample.folder.path) }
        }
    }

    private static func run(_ example: String, in folder: String) throws {
        let words = example.split(separator: " ")
        guard words.count > 1, !["serve", "demo", "shard"].contains(words[1]), !example.contains("postgres://") else {
            // They would run until somebody ends them, or need somebody's server: here they need only be understood.
            #expect(throws: Never.self) { try NameplateTool.parseAsRoot(words.dropFirst().map(String.init)) }
            return
        }
        let result = try Tool.shell(example, in: folder)
        // An example cannot know the ids of a registry, and whoever works on a file owns none of its units.
        let unknown = [
            "nameplate event show", "nameplate token revoke", "nameplate import undo", "nameplate claims show",
            "nameplate service show",
            "nameplate service change", "nameplate service step", "nameplate service claim",
            "nameplate recall show", "nameplate recall change", "nameplate recall preview", "nameplate recall open",
            "nameplate recall suspend", "nameplate recall resume", "nameplate recall close", "nameplate recall reopen",
            "nameplate recall withdraw", "nameplate recall units", "nameplate recall report", "nameplate recall notify",
            "nameplate claims submit", "nameplate claims step", "nameplate claims decide", "nameplate claims attach",
            "nameplate cases show", "nameplate cases files", "nameplate cases attach", "nameplate cases reply",
            "nameplate cases step", "nameplate cases assign", "nameplate cases rate", "nameplate ownership check",
            "nameplate maintenance mine",
            "nameplate theft show", "nameplate theft confirm", "nameplate theft counter", "nameplate theft retract",
            "nameplate theft recover", "nameplate theft withdraw", "nameplate theft erase",
            "nameplate verify clear", "nameplate verify 'https",
            "nameplate theft messages",
            "nameplate counts show", "nameplate counts expected", "nameplate counts scan", "nameplate counts finish",
            "nameplate counts recount", "nameplate counts close", "nameplate counts cancel",
            "nameplate counts differences", "nameplate counts adjust",
            "nameplate holds show", "nameplate holds release", "nameplate holds reject",
            "nameplate returns show", "nameplate returns receive", "nameplate returns decide",
            // The table and the list of an example are files that are not there.
            "nameplate shipments show", "nameplate shipments announce", "nameplate shipments ship",
            "nameplate shipments receive", "nameplate shipments close", "nameplate shipments cancel",
            "nameplate shipments assign", "nameplate shipments resolve",
            "nameplate picks show", "nameplate picks items", "nameplate picks scan", "nameplate picks finish",
            "nameplate picks cancel", "nameplate picks reserve fjordlys --table",
            "nameplate quality complaints show", "nameplate quality complaints change",
            "nameplate quality complaints take", "nameplate quality complaints assess",
            "nameplate quality complaints close", "nameplate quality complaints reopen",
            "nameplate quality complaints link", "nameplate quality complaints erase",
            "nameplate quality problems show", "nameplate quality problems change",
            "nameplate quality problems contain", "nameplate quality problems cause",
            "nameplate quality problems correct", "nameplate quality problems verify",
            "nameplate quality problems close", "nameplate quality problems reopen",
            "nameplate quality problems check",
            "nameplate quality issues show", "nameplate quality issues take-up",
            "nameplate quality issues dismiss", "nameplate quality issues reopen",
        ].contains {
            example.hasPrefix($0)
        }
        let expected: Int32 = unknown || example.contains(" --id ") ? 1 : 0
        #expect(result.status == expected, "\(example)\n\(result.output)\(result.errors)")
    }

    /// The commands that do something, with the help that `--help` shows on a terminal of 80 columns.
    private static func commands(
        under command: any ParsableCommand.Type = NameplateTool.self, at path: [String] = []
    ) -> [(String, String)] {
        let shown = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        guard !shown.isEmpty else {
            return [(path.joined(separator: " "), NameplateTool.helpMessage(for: command, columns: 80))]
        }
        return shown.flatMap { commands(under: $0, at: path + [$0._commandName]) }
    }

    /// The lines under EXAMPLES, with those joined that end in a backslash.
    private static func examples(in help: String) -> [String] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "EXAMPLES") else { return [] }
        let shown = lines[(start + 1)...].prefix { !$0.isEmpty }.joined(separator: "\n")
        return shown.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}
