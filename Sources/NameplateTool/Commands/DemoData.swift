import FoundationEssentials

/// The files of the demo's data: folders, each with files as `nameplate import` reads them.
struct DemoData {
    struct File {
        var kind: Import.Kind
        var path: String
    }
    /// In the order in which they are imported: what a row names must be there before it.
    let files: [File]
    /// Files as `nameplate category load` reads them.
    let categories: [String]
    /// How the makers that the folders are named after build model numbers.
    let nomenclatures: [(maker: String, path: String)]
    /// What the makers that the folders are named after promise for their units.
    let warranties: [(maker: String, path: String)]
    /// What the makers that the folders are named after say is to be done on their units.
    let plans: [(maker: String, path: String)]
    /// What was done on units of the makers that the folders are named after: a list of reports as the API takes them, each
    /// with the unit's model and serial number.
    let jobs: [(maker: String, path: String)]
    /// Programs that are told of what happens, all of them off.
    let webhooks: [(maker: String, path: String)]
    /// What registering their units takes.
    let registrations: [(maker: String, path: String)]
    /// Layouts for the labels of the makers that the folders are named after, each a file that is called as the layout is.
    let layouts: [(maker: String, name: String, path: String)]
    /// Folders of documents of the makers that the folders are named after, each with a list of what they are.
    let documents: [(maker: String, folder: String)]
    /// Folders of the makers that they are named after, with claims and service orders about their units.
    let claims: [(maker: String, folder: String)]
    /// What customers ask the support desks of the makers that the folders are named after.
    let cases: [(maker: String, path: String)]
    /// What was reported stolen or lost of the makers that the folders are named after.
    let thefts: [(maker: String, path: String)]
    /// Pieces that have come to places of the makers that the folders are named after, and gone.
    let stock: [(maker: String, path: String)]
    /// What is shipped, held, sent back and counted of the makers that the folders are named after.
    let logistics: [(maker: String, path: String)]
    /// What people complain of products of the makers that the folders are named after, and what is done about it.
    let quality: [(maker: String, path: String)]
    /// Recalls as the DVSA has published them.
    let recalls: [String]
    /// What people ask of units of the makers that the folders are named after, to learn whether they are real.
    let verifications: [(maker: String, path: String)]
    /// What people looked up in vain of the makers that the folders are named after: a plate a line.
    let lookUps: [(maker: String, path: String)]

    /// - Throws: ``ToolError`` where there is nothing to import.
    init(folder: String) throws {
        let manager = FileManager.default
        let folders = (try? manager.contentsOfDirectory(atPath: folder))?.sorted() ?? []
        // Lists of models need the models alone.
        files = Import.Kind.allCases.flatMap { kind in
            folders.map { File(kind: kind, path: "\(folder)/\($0)/\(kind.rawValue).csv") }
                .filter { manager.fileExists(atPath: $0.path) }
        }
        func having(_ name: String) -> [(maker: String, path: String)] {
            folders.map { ($0, "\(folder)/\($0)/\(name)") }.filter { manager.fileExists(atPath: $0.1) }
        }
        categories = having("categories.json").map(\.path)
        nomenclatures = having("nomenclature.txt")
        warranties = having("warranty.json")
        plans = having("maintenance.json")
        jobs = having("maintenance-jobs.json")
        webhooks = having("webhooks.json")
        registrations = having("registration.json")
        cases = having("cases.json")
        thefts = having("thefts.json")
        stock = having("stock.json")
        logistics = having("logistics.json")
        quality = having("quality.json")
        layouts = folders.flatMap { maker in
            let files = (try? manager.contentsOfDirectory(atPath: "\(folder)/\(maker)/labels"))?.sorted() ?? []
            return files.filter { $0.hasSuffix(".layout") }.map {
                (maker, String($0.dropLast(7)), "\(folder)/\(maker)/labels/\($0)")
            }
        }
        documents = folders.map { ($0, "\(folder)/\($0)/documents") }
            .filter { manager.fileExists(atPath: $0.1 + "/documents.json") }
        claims = folders.map { ($0, "\(folder)/\($0)") }
            .filter { manager.fileExists(atPath: $0.1 + "/claims.json") }
        recalls = having("recalls-dvsa.csv").map(\.path)
        verifications = having("verifications.json")
        lookUps = having("look-ups.txt")
        if let packed = folders.map({ "\(folder)/\($0)/events.csv.gz" }).first(where: manager.fileExists) {
            guard files.contains(where: { packed == $0.path + ".gz" }) else {
                throw ToolError("“\(packed)” is packed. 'make demo' unpacks it, as 'gunzip' does.", "demo.packed")
            }
        }
        guard !files.isEmpty else {
            throw ToolError(
                "There is no sample data in “\(folder.harmless())”. Name its folder with --data, or run 'make demo'.",
                "demo.noData")
        }
    }

    /// Imports the files of a folder that have not been imported yet.
    static func load(_ folder: String, into session: Session) async throws {
        let data = try DemoData(folder: folder)
        let known = try await session.answer(to: APICall(.get, ["categories"], query: [("limit", "1")])).body
        if try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty {
            for path in data.categories { _ = try await Categories.load(path, into: session) }
        }
        // Files are imported in order, so as many of a kind as were imported are done.
        var past = try await pastImports(session)
        for file in data.files {
            if let count = past[file.kind], count > 0 {
                past[file.kind] = count - 1
                continue
            }
            let bytes = try FileBytes(path: file.path)
            let report = try await session.importFile(file.kind, bytes, named: file.path)
            if Import.isRefused(report) {
                try Import.show(report, .errors)
                throw ToolError("“\(file.path.harmless())” was not imported.", "demo.refused")
            }
        }
        for (maker, path) in data.nomenclatures {
            let all = ["manufacturers", maker, "nomenclatures"]
            let known = try await session.answer(to: APICall(.get, all)).body
            guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { continue }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            _ = try await session.answer(
                to: APICall(.put, all + ["models"])
                    .sending(.object(["text": .string(text), "published": .boolean(true)])))
        }
        for (maker, path) in data.warranties {
            // Terms that are set already stay as they are.
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let call = try WarrantyTermCommands.SetTerms.call(maker, Array(text.utf8), backdated: true)
            _ = try await session.answer(to: call)
        }
        for (maker, path) in data.plans {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            _ = try await session.answer(to: try MaintenancePlanCommands.SetPlans.call(maker, Array(text.utf8)))
        }
        for (maker, path) in data.jobs { try await loadJobs(path, of: maker, into: session) }
        for (maker, path) in data.webhooks {
            let all = ["manufacturers", maker, "webhooks"]
            let known = try await session.answer(to: APICall(.get, all)).body
            guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { continue }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for webhook in try JSONText.decode(JSON.self, from: Array(text.utf8)).asArray {
                _ = try await session.answer(to: APICall(.post, all).sending(webhook))
            }
        }
        for (maker, path) in data.registrations {
            let rules = try JSONText.decode(
                JSON.self, from: Array(try String(contentsOfFile: path, encoding: .utf8).utf8))
            let all = ["manufacturers", maker, "registration-rules"]
            _ = try await session.answer(to: APICall(.post, all).sending(rules))
        }
        for (maker, name, path) in data.layouts {
            let all = ["manufacturers", maker, "label-layouts"]
            let known = try await session.answer(to: APICall(.get, all)).body
            let names = try JSONText.decode(JSON.self, from: known).layouts.asArray.compactMap(\.name.asText)
            guard !names.contains(name) else { continue }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            _ = try await session.answer(to: APICall(.put, all + [name]).sending(.object(["text": .string(text)])))
        }
        for (maker, folder) in data.documents { try await loadDocuments(of: maker, in: folder, into: session) }
        for (maker, folder) in data.claims {
            try await loadClaims(of: maker, in: folder, into: session)
            try await loadServiceOrders(of: maker, in: folder, into: session)
            try await loadRecalls(of: maker, in: folder, into: session)
        }
        for (maker, path) in data.cases { try await loadCases(path, of: maker, into: session) }
        for (maker, path) in data.thefts { try await loadThefts(path, of: maker, into: session) }
        for (maker, path) in data.stock { try await loadStock(path, of: maker, into: session) }
        for (maker, path) in data.logistics { try await loadLogistics(path, of: maker, into: session) }
        for (maker, path) in data.quality { try await loadQuality(path, of: maker, into: session) }
        try await searchFleets(session)
        for path in data.recalls { try await loadRecalls(path, from: "dvsa", into: session) }
        for (maker, path) in data.lookUps { try await lookUp(path, of: maker, into: session) }
    }

    /// Looks up what nobody finds, unless something was looked up in vain already.
    private static func lookUp(_ path: String, of maker: String, into session: Session) async throws {
        let inbox = APICall(.get, ["manufacturers", maker, "unknown-plates", "clusters"], query: [("limit", "1")])
        let known = try await session.answer(to: inbox).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") where line.first != "#" {
            _ = try await session.answer(to: APICall(.get, ["lookup"], query: [("text", String(line))]))
        }
    }

    /// Records what was done on units, unless it is recorded already.
    private static func loadJobs(_ path: String, of maker: String, into session: Session) async throws {
        let list = try String(contentsOfFile: path, encoding: .utf8)
        for job in try JSONText.decode(JSON.self, from: Array(list.utf8)).asArray {
            guard let model = job.model.asText, let serial = job.serial.asText, let time = job.eventTime.asText else {
                continue
            }
            let unit = ["manufacturers", maker, "models", model, "units", serial, "maintenance"]
            let body = try await session.answer(to: APICall(.get, unit)).body
            let known = try JSONText.decode(JSON.self, from: body).tasks.asArray.flatMap { task in
                task.past.asArray.map { "\(task.plan.asText ?? "")/\(task.task.asText ?? "") \($0.on.asText ?? "")" }
            }
            guard !known.contains("\(job.task.asText ?? "") \(time.prefix(10))") else { continue }
            let fields = job.members(["task", "outcome", "eventTime", "readings", "newMeters", "note"])
            _ = try await session.answer(to: APICall(.post, unit + ["jobs"]).sending(.object(fields)))
        }
    }

    /// Adds the documents of a folder, unless they are there already.
    private static func loadDocuments(of maker: String, in folder: String, into session: Session) async throws {
        let list = try String(contentsOfFile: folder + "/documents.json", encoding: .utf8)
        let all = try JSONText.decode(JSON.self, from: Array(list.utf8)).asArray
        for document in all {
            let models = document.models.asArray.compactMap(\.asText)
            guard let model = models.first, let file = document.file.asText else { continue }
            let path = ["manufacturers", maker, "models", model, "documents"]
            let body = try await session.answer(to: APICall(.get, path, query: [("all", "true")])).body
            let known = try JSONText.decode(JSON.self, from: body).items.asArray
            guard !known.contains(where: { $0.title == document.title && $0.version == document.version }) else {
                continue
            }
            let fields = document.members([
                "kind", "title", "number", "language", "version", "issuedOn", "appliesTo", "audience",
            ])
            var query = fields.map { ($0.key, $0.value.asText) } + models.map { ("model", $0) }
            query += document.faultCodes.asArray.map { ("faultCode", $0.asText) }
            if document.original.isTrue { query.append(("original", "true")) }
            var call = APICall(.post, ["manufacturers", maker, "documents"], query: query)
                .with("Content-Type", "application/octet-stream")
            call.body = .stream(try FileBytes(path: "\(folder)/\(file)"))
            _ = try await session.answer(to: call)
        }
    }

    /// How many files of each kind have been imported.
    private static func pastImports(_ session: Session) async throws -> [Import.Kind: Int] {
        let body = try await session.answer(to: APICall(.get, ["imports"], query: [("limit", "500")])).body
        let kinds = try JSONText.decode(JSON.self, from: body).items.asArray.compactMap { item in
            item.state.asText == "done" ? item.kind.asText.flatMap(Import.Kind.init) : nil
        }
        return Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
