import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct DemoTests {
    @Test func theDemoLoadsItsDataOnce() throws {
        let folder = try TemporaryDirectory()
        let data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        for maker in ["fjordlys", "mercedes-benz"] {
            try FileManager.default.copyItem(
                atPath: Tool.project.appendingPathComponent("Demo/\(maker)").path, toPath: "\(data)/\(maker)")
        }
        let arguments = ["demo", "--data", data, "--database", folder.file("demo.sqlite"), "--port", "0"]
        for _ in 0..<2 {
            let demo = try RunningTool(arguments, in: folder.path)
            var addresses: [String] = []
            while addresses.count < 5, let line = demo.line(with: "http://127.0.0.1:") { addresses.append(line) }
            #expect(addresses.count == 5)
            #expect(addresses.contains { $0.contains("TR2410001207Y") })
            let events = try Tool.run(["audit", "--json", "-d", "demo.sqlite"], in: folder.path)
            let report = try #require(events.json as? [String: Any], "\(events.errors)")
            let plate = ["document", "for", "TR2410001207Y", "--language", "de", "--json", "-d", "demo.sqlite"]
            let documents = try Tool.run(plate, in: folder.path).json as? [String: Any]
            let titles = (documents?["items"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
            #expect(titles.count == 3 && titles.first == "Gebrauchsanweisung (Muster)")
            let fault = ["document", "for", "TR2410001207Y", "--fault", "not-cooling", "--json", "-d", "demo.sqlite"]
            let procedures = try Tool.run(fault, in: folder.path).json as? [String: Any]
            let right = (procedures?["items"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
            #expect(right == ["Replacing the compressor (sample)"])
            let claims = try Tool.run(["claims", "list", "fjordlys", "--json", "-d", "demo.sqlite"], in: folder.path)
            let states = (claims.json as? [String: Any])?["items"] as? [[String: Any]] ?? []
            #expect(states.count == 12 && Set(states.compactMap { $0["state"] as? String }).count >= 7)
            let orders = try Tool.run(["service", "list", "fjordlys", "--json", "-d", "demo.sqlite"], in: folder.path)
            let repairs = (orders.json as? [String: Any])?["items"] as? [[String: Any]] ?? []
            #expect(repairs.count == 5 && repairs.filter { $0["isRepeat"] as? Bool == true }.count == 2)
            let cases = try Tool.run(["cases", "list", "fjordlys", "--json", "-d", "demo.sqlite"], in: folder.path)
            let open = (cases.json as? [String: Any])?["items"] as? [[String: Any]] ?? []
            #expect(
                Set(open.compactMap { $0["state"] as? String }) == ["open", "waitingForCustomer", "returned"]
                    && open.count == 4, "\(cases.output)")
            let thefts = try Tool.run(["theft", "list", "fjordlys", "--json", "-d", "demo.sqlite"], in: folder.path)
            let reports = (thefts.json as? [String: Any])?["items"] as? [[String: Any]] ?? []
            #expect(reports.compactMap { $0["state"] as? String }.sorted() == ["confirmed", "provisional"])
            let stock = try Tool.run(
                ["stock", "fjordlys", "--model", "WF-2", "--json", "-d", "demo.sqlite"], in: folder.path)
            #expect((stock.json as? [String: Any])?["total"] as? Int == 442, "\(stock.output)\(stock.errors)")
            let storage = try Tool.run(["stock", "storage", "fjordlys", "-d", "demo.sqlite"], in: folder.path)
            #expect(storage.output.contains("fjordlys-warehouse-a-01"), "\(storage.output)\(storage.errors)")
            for (records, count) in [("shipments", 3), ("holds", 1), ("picks", 1), ("returns", 1), ("counts", 1)] {
                let list = try Tool.run([records, "list", "fjordlys", "--json", "-d", "demo.sqlite"], in: folder.path)
                let items = (list.json as? [String: Any])?["items"] as? [[String: Any]]
                #expect(items?.count == count, "\(records): \(list.output)\(list.errors)")
            }
            let late = ["shipments", "discrepancies", "fjordlys", "--json", "-d", "demo.sqlite"]
            let differing = (try Tool.run(late, in: folder.path).json as? [String: Any])?["items"] as? [[String: Any]]
            #expect(
                Set(differing?.compactMap { $0["kind"] as? String } ?? [])
                    == ["missing", "unexpected", "damaged", "notIssued"])
            try expectQuality(in: folder.path)
            let lorry = try Tool.run(["lookup", "WDB9342332L537576", "-d", "demo.sqlite"], in: folder.path)
            #expect(lorry.output.contains("TYRE MAY DEGRADE"), "\(lorry.output)\(lorry.errors)")
            let inbox = ["unknown-plates", "list", "fjordlys", "--json", "-d", "demo.sqlite"]
            let clusters = try Tool.run(inbox, in: folder.path).json as? [String: Any]
            let causes = (clusters?["items"] as? [[String: Any]] ?? []).map {
                "\($0["cause"] ?? "") \($0["lookups"] ?? 0)"
            }
            #expect(
                causes.sorted() == ["confusingFont 6", "misprint 6", "possibleCopy 8", "unregisteredUnits 7"],
                "\(clusters ?? [:])")
            let copies = ["verify", "worklist", "fjordlys", "--json", "-d", "demo.sqlite"]
            let suspects = (try Tool.run(copies, in: folder.path).json as? [String: Any])?["items"] as? [[String: Any]]
            #expect(suspects?.compactMap { $0["serial"] as? String } == ["TR24100012107"])
            #expect(suspects?.first?["signals"] as? [String] == ["impossibleTravel", "otherMarket"])
            #expect(report["findings"] as? [String] == [])
            let list = ["label", "layouts", "--manufacturer", "fjordlys", "-d", "demo.sqlite"]
            #expect(try Tool.run(list, in: folder.path).output.contains("door-label"))
            // 31 rows of events, 17 of components, one event for the modules, one for the lorry, one for each of the 9 batches,
            // 6 decisions, one theft, one remedy of a recall, 9 that a unit came to be repaired, was, or went back to where it
            // came from, 8 of pieces, 9 that goods were shipped, received, held and set aside, one that there may be copies, 4 that
            // refrigerators were sold and 15 that their seals were replaced.
            #expect(report["events"] as? Int == 137)
            #expect(demo.end(with: SIGINT) == 0)
        }
    }

    /// Complaints, some of cases, and problems at each step, one of them with a correction that helps.
    private func expectQuality(in folder: String) throws {
        func items(_ arguments: String...) throws -> [[String: Any]] {
            let result = try Tool.run(["quality"] + arguments + ["--json", "-d", "demo.sqlite"], in: folder)
            #expect(result.status == 0, "\(result.errors)")
            return (result.json as? [String: Any])?["items"] as? [[String: Any]] ?? []
        }
        let complaints = try items("complaints", "list", "fjordlys")
        #expect(complaints.count == 14 && complaints.filter { $0["source"] as? String == "case" }.count == 2)
        #expect(Set(complaints.compactMap { $0["state"] as? String }) == ["open", "assessed", "closed"])
        let counts = try items("complaints", "counts", "fjordlys")
        #expect(counts.first?["code"] as? String == "seal-torn" && counts.first?["complaints"] as? Int == 7)
        let problems = try items("problems", "list", "fjordlys", "--all")
        #expect(
            problems.compactMap { $0["state"] as? String }.sorted()
                == ["causeFound", "closed", "contained", "corrected", "open"])
        let corrected = try #require(problems.first { $0["state"] as? String == "corrected" }?["number"] as? String)
        let check = try Tool.run(
            ["quality", "problems", "check", "fjordlys", corrected, "--json", "-d", "demo.sqlite"], in: folder)
        #expect((check.json as? [String: Any])?["verdict"] as? String == "fell", "\(check.output)\(check.errors)")
    }

    @Test func aFolderWithoutDataIsNamed() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(["demo", "--data", "nowhere", "-d", "demo.sqlite", "--port", "0"], in: folder.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("“nowhere”"))
        #expect(result.errors.contains("[demo.noData]"))
    }
}
