import Foundation
import Identifiers
import Logging
import Nameplate
import Registry
import Server
import Storage
import TestSupport

/// A server on a free port with the demo's refrigerators, and one drive whose texts come from somebody who means harm.
final class SampleSite: Sendable {
    static let hostile = "<img src=x onerror=\"document.title='harmed'\">"
    /// As long as serial numbers may be.
    static let longSerial = String(repeating: "W8B0-O1I", count: 8)
    static let refrigerator = "/manufacturers/fjordlys/models/FJ-320/units/TR2410001207Y"

    let address: String
    private let registry: NameplateRegistry
    private let directory: TemporaryDirectory
    private let serving: Task<Void, any Error>

    static func open() async throws -> SampleSite {
        let directory = try TemporaryDirectory()
        let registry = try await NameplateRegistry.open(
            sqlite: directory.file("registry.sqlite"), passwordCost: .least)
        for table in [
            ImportTable.manufacturers, .locations, .models, .formats, .batches, .units, .components, .events,
        ] {
            try await load(table, into: registry)
        }
        try await addCategories(to: registry)
        try await addHostileDrive(to: registry)
        try await registry.makeDemoAccounts(owner: Demo.sample.owner, of: Demo.sample.manufacturer)
        let responder = NameplateResponder(
            registry, site: try Site(demo: .sample, tour: .demo, formKey: registry.formKey))
        var settings = NameplateServer.Settings()
        settings.port = 0
        var logger = Logger(label: "browser-tests")
        logger.logLevel = .error
        let server = try NameplateServer(responder, settings, logger: logger)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let serving = Task {
            defer { port.finish() }
            try await server.run { port.yield($0.port) }
        }
        for await bound in ports {
            return SampleSite(
                address: "http://127.0.0.1:\(bound)", registry: registry, directory: directory, serving: serving)
        }
        try await serving.value
        throw BrowserError("The server ended before it answered.")
    }

    private init(
        address: String, registry: NameplateRegistry, directory: TemporaryDirectory, serving: Task<Void, any Error>
    ) {
        self.address = address
        self.registry = registry
        self.directory = directory
        self.serving = serving
    }

    /// A tab in which somebody has signed in; nil for nobody.
    func tab(
        in browser: Browser, as account: DemoAccount? = .maker, width: Int = 1280, height: Int = 900, scale: Double = 1,
        isDark: Bool = false
    ) async throws -> Tab {
        let tab = try await Tab(in: browser, width: width, height: height, scale: scale, isDark: isDark)
        if let account {
            let secret = try await registry.signIn(as: account, network: "local", agent: "test")
            try await tab.send(
                "Network.setCookie",
                ["name": .text("nameplate-session"), "value": .text(secret), "url": .text(address)])
        }
        return tab
    }

    /// The link that the maker of the refrigerators signs for one of them.
    func signedLink() async throws -> String {
        let serial = "TR2410001207Y"
        let (gtin, key) = try await registry.perform(as: .administrator) { commands in
            _ = try commands.replaceKey(.signing, of: "fjordlys")
            let maker = try Manufacturers.require("fjordlys", commands.transaction)
            let model = try Models.require("FJ-320", of: maker, commands.transaction)
            return (model.details.gtins.first, try SigningKeys.current(maker.id, commands.transaction))
        }
        guard let gtin, let signature = try key?.signer().signature(.gtin(gtin), serial: serial) else {
            throw BrowserError("The refrigerators cannot be signed.")
        }
        return "https://id.gs1.org/01/\(gtin)/21/\(serial)?sig=\(signature.text)"
    }

    /// The same for what has no GTIN: the address of the unit's page, signed.
    func signedPage() async throws -> String {
        let (model, serial) = ("FN-12 ü", "A/1")
        let key = try await registry.perform(as: .administrator) { commands in
            try SigningKeys.current(Manufacturers.require("fjordlys", commands.transaction).id, commands.transaction)
        }
        guard let signature = try key?.signer().signature(.number(model, maker: "fjordlys"), serial: serial) else {
            throw BrowserError("The maker has no key that signs.")
        }
        return "https://id.example/manufacturers/fjordlys/models/FN-12%20%C3%BC/units/A%2F1?sig=\(signature.text)"
    }

    /// Imports a file of the demo's data.
    private static func load(_ table: ImportTable, into registry: NameplateRegistry) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Demo/fjordlys")
        let bytes = try Array(Data(contentsOf: root.appending(path: "\(table.rawValue).csv")))
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }
        let report = try await registry.importFile(
            table, syntax: .csv, from: stream, dryRun: false, as: .administrator)
        guard report.errors.isEmpty else { throw BrowserError("The demo's data is at fault: \(report.errors)") }
    }

    private static func addCategories(to registry: NameplateRegistry) async throws {
        let lines = [
            "Capacity = number L, more, required, group Size", "Height = number cm, group Size",
            "Energy per year = number kWh/year, less, required, group Energy",
            "Frost free = yes/no, more, group A heading that is long enough to be broken where a phone is narrow",
        ]
        let entries = try lines.map { line throws(RegistryError) in try TemplateEntry(reading: line) }
        try await registry.perform(as: .administrator) { commands in
            for key in ["Refrigerator", "Refrigerator-freezer"] {
                _ = try commands.createCategory(CategoryDraft(key: key, entries: entries))
            }
        }
    }

    private static func addHostileDrive(to registry: NameplateRegistry) async throws {
        try await registry.perform(as: .administrator) { commands in
            let draft = ManufacturerDraft(slug: "hostile", name: "Hostile \(hostile)", note: hostile)
            let manufacturer = try commands.createManufacturer(draft)
            var details = ModelDetails(number: try ModelNumber(parsing: "<b>M1</b>"))
            details.name = "Drive " + hostile
            _ = try commands.createModel(details, supersedes: nil, of: manufacturer.slug)
            var event = EventDraft(time: 1_700_000_000_000_000)
            event.businessStep = .installing
            event.notes = [hostile]
            _ = try commands.register(
                try SerialNumber(parsing: longSerial), of: manufacturer.slug, model: "<b>M1</b>", event: event)
        }
    }
}
