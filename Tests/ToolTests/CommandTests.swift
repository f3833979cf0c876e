import Foundation
import TestSupport
import Testing

/// Every command on a registry of its own.
@Suite(.serialized) struct CommandTests {
    @Test func aPlateIsLookedUp() throws {
        let sample = try SampleRegistry()
        let found = try sample.run("lookup", "M/N: FJ-320", "S/N TR2410001207Y")
        #expect(found.status == 0)
        #expect(found.output.contains("FJ-320  S/N TR2410001207Y"))
        #expect(found.output.contains("inspecting, then conformant"))
        #expect(found.errors.isEmpty)
        let piped = try sample.run("lookup", "-", input: "Modell FJ-320\nSerien-Nr. TR2410001207Y\n")
        #expect(piped.output == found.output)
        let model = try sample.run("lookup", "FJ-320")
        #expect(model.status == 0)
        #expect(model.output.contains("Specifications"))
    }

    @Test func whatIsNotFoundIsExplainedWithStatus1() throws {
        let sample = try SampleRegistry()
        let unknown = try sample.run("lookup", "S/N 4711-XYZ")
        #expect(unknown.status == 1)
        #expect(unknown.output.contains("What to try"))
        #expect(unknown.errors.isEmpty)
        let json = try sample.run("lookup", "S/N 4711-XYZ", "--json")
        #expect(json.status == 1)
        #expect((json.json as? [String: Any])?["outcome"] as? String == "unknown")
    }

    @Test(arguments: [
        ["lookup", "TR2410001207Y"], ["manufacturer", "list"], ["manufacturer", "show", "fjordlys"],
        ["model", "list", "fjordlys"], ["model", "show", "fjordlys", "FJ-320"],
        ["format", "list", "fjordlys", "FJ-320"],
        ["batch", "list", "fjordlys", "FJ-320"], ["batch", "show", "fjordlys", "FJ-320", "2024-W10"],
        ["unit", "show", "fjordlys", "FJ-320", "TR2410001207Y"], ["unit", "list", "fjordlys", "FJ-320"], ["audit"],
        ["component", "list", "fjordlys", "FJ-320", "TR2410001207Y"],
        ["component", "where", "fjordlys", "CX-90", "CX90-118850"],
        ["component", "using", "fjordlys", "CX-90", "CX90-2024-02"],
        ["issue", "fjordlys", "FJ-320", "--count", "2", "--plant", "TR", "--date", "2026-03-02", "--dry-run"],
        ["population", "check", "model = FJ-320"], ["population", "count", "fjordlys", "everything"],
        ["population", "list", "fjordlys", "batch = 2024-W10", "--limit", "3"],
        ["replenishment", "list", "fjordlys"], ["replenishment", "rules", "fjordlys"],
        ["stock", "units", "fjordlys", "--location", "fjordlys-plant-tr", "--limit", "3"],
        ["stock", "fjordlys", "--by", "version", "--model", "FJ-320"],
        ["quality", "rates", "fjordlys", "--by", "month"], ["quality", "ages", "fjordlys", "--model", "FJ-320"],
        ["quality", "warranty", "fjordlys"], ["quality", "warranty", "fjordlys", "--by", "sale"],
        ["quality", "forecast", "fjordlys", "--model", "FJ-320"], ["quality", "ageing", "fjordlys"],
        ["quality", "health", "fjordlys", "FJ-320", "TR2410001207Y"],
        ["quality", "watch", "list", "fjordlys"], ["quality", "watch", "propose", "fjordlys", "--model", "FJ-320"],
        ["quality", "watch", "add", "fjordlys", "FJ-320", "TR2410001207Y", "It hums", "--dry-run"],
        ["quality", "faults", "fjordlys"], ["quality", "failures", "fjordlys", "--model", "FJ-320", "--limit", "3"],
        ["picks", "list", "fjordlys"], ["counts", "list", "fjordlys"], ["counts", "accuracy", "fjordlys"],
        ["counts", "open", "fjordlys", "--location", "fjordlys-plant-tr", "--dry-run"],
        ["quality", "complaints", "list", "fjordlys"], ["quality", "complaints", "counts", "fjordlys"],
        ["quality", "complaints", "signals", "fjordlys"],
        [
            "quality", "complaints", "add", "fjordlys", "FJ-320", "2026-01-02", "--words", "It hums", "--fire",
            "--dry-run",
        ],
        ["quality", "problems", "list", "fjordlys", "--all"],
        ["quality", "issues", "list", "fjordlys"], ["quality", "issues", "search", "fjordlys", "--dry-run"],
        ["quality", "problems", "open", "fjordlys", "Hinge breaks", "--model", "FJ-320", "--dry-run"],
        ["locations", "list", "fjordlys"], ["locations", "show", "fjordlys", "fjordlys-plant-tr"],
        ["population", "holds", "fjordlys", "FJ-320", "TR2410001207Y", "model = FJ-320"], ["version"],
    ])
    func everyAnswerCanBeHadAsJSON(_ arguments: [String]) throws {
        let sample = try SampleRegistry()
        let plain = try Tool.run(arguments, in: sample.folder.path)
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.json == nil)
        let json = try Tool.run(arguments + ["--json"], in: sample.folder.path)
        #expect(json.status == 0)
        #expect(json.json is [String: Any], "\(json.output)")
    }

    @Test func aPopulationIsCheckedCountedListedAndAskedOfOne() throws {
        let sample = try SampleRegistry()
        let checked = try sample.run("population", "check", "-", input: "MODEL = FJ-320\n and age<2 years\n")
        #expect(checked.output.hasPrefix("model = FJ-320 and age < 2 years\nall of these hold:\n"))
        let form = try sample.run(
            "population", "check", "{\"field\":\"model\",\"comparison\":\"=\",\"values\":[\"A\"]}")
        #expect(form.output == "model = A\nthe model is A\n")
        for arguments in [["check"], ["count", "fjordlys"]] {
            let wrong = try Tool.run(
                ["population"] + arguments + ["model =\nFJ 320"], in: sample.folder.path)
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("[population.syntax]\n  model = FJ 320\n             ^"), "\(wrong.errors)")
        }
        let count = try sample.run("population", "count", "fjordlys", "batch = 2024-W10 or model = FJ-99")
        #expect(count.output.hasSuffix(" units\nThere is no model FJ-99 of fjordlys.\n"))
        let csv = try sample.run("population", "list", "fjordlys", "batch = 2024-W10", "--csv", "--limit", "2")
        #expect(csv.output.split(whereSeparator: \.isNewline).count == 3)
        let next = try sample.run("population", "list", "fjordlys", "batch = 2024-W10", "--limit", "2", "--json")
        let cursor = try #require((next.json as? [String: Any])?["next"] as? String)
        let rest = try sample.run(
            "population", "list", "fjordlys", "batch = 2024-W10", "--after", cursor, "--ndjson", "--limit", "1")
        #expect(rest.output.contains("\"sequence\":3"))
        let question = ["population", "holds", "fjordlys", "FJ-320", "TR2410001207Y"]
        let holds = try Tool.run(question + ["batch = 2024-W10"], in: sample.folder.path)
        #expect(holds.status == 0)
        #expect(holds.output.hasPrefix("TR2410001207Y belongs.\n"))
        let not = try Tool.run(question + ["batch != 2024-W10"], in: sample.folder.path)
        #expect(not.status == 1)
        #expect(not.errors.isEmpty)
    }

    @Test func aRefusalIsASentenceWithItsCodeAndAsJSONADocument() throws {
        let sample = try SampleRegistry()
        let plain = try sample.run("model", "show", "fjordlys", "FJ-999")
        #expect(plain.status == 1)
        #expect(plain.output.isEmpty)
        #expect(plain.errors.hasSuffix("[model.unknown]\n"))
        let json = try sample.run("model", "show", "fjordlys", "FJ-999", "--json")
        #expect(json.status == 1)
        #expect((json.json as? [String: Any])?["code"] as? String == "model.unknown")
    }

    @Test func serialNumbersAreIssuedShownAndWritten() throws {
        let sample = try SampleRegistry()
        let issue = ["issue", "fjordlys", "FJ-320", "--count", "30000", "--plant", "TR", "--date", "2026-03-02"]
        let dry = try Tool.run(issue + ["--batch", "W10", "--dry-run"], in: sample.folder.path)
        #expect(dry.status == 0)
        #expect(dry.output.contains("dry run"))
        #expect(try sample.run("batch", "show", "fjordlys", "FJ-320", "W10").status == 1)
        let issued = try Tool.run(issue + ["--batch", "W10", "--serials", "-"], in: sample.folder.path)
        #expect(issued.status == 0, "\(issued.errors)")
        let serials = issued.output.split(separator: "\n")
        #expect(Set(serials).count == 30_000)
        let some = try sample.run("batch", "serials", "fjordlys", "FJ-320", "W10", "--limit", "3")
        #expect(some.output.split(separator: "\n") == Array(serials.prefix(3)))
        let head = try Tool.shell("nameplate batch serials fjordlys FJ-320 W10 | head -n 2", in: sample.folder.path)
        #expect(head.status == 0)
        #expect(head.errors.isEmpty)
        #expect(head.output.split(separator: "\n") == Array(serials.prefix(2)))
        let found = try sample.run("lookup", String(serials[29_999]))
        #expect(found.status == 0)
    }

    @Test func whatIsSaidOfMakersAndModelsCanBeChanged() throws {
        let sample = try SampleRegistry()
        let maker = try sample.run("manufacturer", "edit", "seagate", "--country", "US")
        #expect(maker.status == 0, "\(maker.errors)")
        #expect(maker.output.contains("US"))
        #expect(maker.output.contains("Seagate"))
        let model = try sample.run(
            "model", "edit", "fjordlys", "FJ-320", "--spec", "Noise=37 2N", "--spec", "Door=left", "--brand", "Fjord")
        #expect(model.status == 0, "\(model.errors)")
        let shown = try sample.run("model", "show", "fjordlys", "FJ-320")
        #expect(shown.output.contains("37\u{A0}dB"))
        #expect(shown.output.contains("left"))
        #expect(shown.output.contains("321\u{A0}L"))
        #expect(shown.output.contains("FJ-300"))
    }

    @Test func unitsAreRegisteredAndEventsRecorded() throws {
        let sample = try SampleRegistry()
        let registered = try sample.run("unit", "register", "seagate", "ST4000DM000", "Z300TEST")
        #expect(registered.status == 0, "\(registered.errors)")
        let again = try sample.run("unit", "register", "seagate", "ST4000DM000", "Z300TEST")
        #expect(again.status == 1)
        #expect(again.errors.contains("[serial.taken]"))
        let recorded = try sample.run(
            "event", "add", "seagate", "ST4000DM000", "Z300TEST", "--step", "repairing", "--disposition", "active",
            "--fault", "click", "--note", "Heads", "--reading", "power_on_hours=12 HUR", "--fitted", "PCB-1 P77",
            "--json")
        #expect(recorded.status == 0, "\(recorded.errors)")
        let id = try #require((recorded.json as? [String: Any])?["id"] as? String)
        let event = try sample.run("event", "show", id)
        #expect(event.status == 0, "\(event.errors)")
        #expect(event.output.contains("repairing"))
        let unit = try sample.run("unit", "show", "seagate", "ST4000DM000", "Z300TEST")
        #expect(unit.output.contains("fitted PCB-1 P77"))
        #expect(unit.output.contains("“Heads”"))
        let refused = try sample.run(
            "event", "add", "seagate", "ST4000DM000", "Z300TEST", "--step", "retail_selling", "--disposition",
            "retail_sold", "--expect-disposition", "sellable_accessible")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("[unit.state]"))
    }

    @Test func componentsAreTriedReplacedAndFound() throws {
        let sample = try SampleRegistry()
        let unit = ["fjordlys", "FJ-320", "TR2410001207Y"]
        let replace =
            ["component", "replace"] + unit + ["CX-95", "CX95-204406", "CX-95", "CX95-300222", "--fault", "hums"]
        let unknown = try Tool.run(replace, in: sample.folder.path)
        #expect(unknown.status == 1 && unknown.errors.contains("[unit.unknown]"))
        let trial = try Tool.run(replace + ["--register", "--dry-run"], in: sample.folder.path)
        #expect(trial.status == 0 && trial.output.contains("dry run"), "\(trial.errors)")
        let before = try Tool.run(["component", "list"] + unit, in: sample.folder.path)
        #expect(before.output.contains("CX95-204406") && before.output.contains("instead of CX-90 CX90-118842"))
        let done = try Tool.run(replace + ["--register", "--batch", "N-1"], in: sample.folder.path)
        #expect(done.status == 0 && done.output.contains("Put in"), "\(done.errors)")
        let after = try Tool.run(["component", "list"] + unit, in: sample.folder.path)
        #expect(after.output.contains("CX-95 CX95-300222") && after.output.contains("N-1"))
        let built = try Tool.run(["component", "list"] + unit + ["--built"], in: sample.folder.path)
        #expect(built.output.contains("As built") && built.output.contains("CX90-118842"))
        let old = try sample.run("unit", "show", "fjordlys", "CX-95", "CX95-204406")
        #expect(old.output.contains("taken out of FJ-320 TR2410001207Y (compressor)"))
        #expect(old.output.contains("fault hums") && old.output.contains("fitted CX-95 CX95-300222"))
        let place = try sample.run("component", "where", "fjordlys", "CX-95", "CX95-300222")
        #expect(place.output.contains("FJ-320 TR2410001207Y, compressor, since"))
        let nested = try sample.run("component", "using", "fjordlys", "CX-90", "CX90-2024-02")
        #expect(nested.output.contains("CM-45 CM45-000311     FJ-450C TR2506000011C"))
        #expect(!nested.output.contains("TR2410001207Y"))
        let then = try sample.run(
            "component", "using", "fjordlys", "CX-90", "CX90-2024-02", "--as-of", "2025-01-01", "--csv")
        #expect(then.output.contains("fjordlys,CX-90,CX90-118842,FJ-320,TR2410001207Y,FJ-320,TR2410001207Y,\n"))
        #expect(try sample.run("audit").status == 0)
    }

    @Test func placesAreAddedMovedAndRetired() throws {
        let sample = try SampleRegistry()
        let tried = try sample.run("locations", "add", "fjordlys", "oslo", "--kind", "warehouse", "--dry-run")
        #expect(tried.status == 0 && tried.output.contains("oslo"), "\(tried.errors)")
        #expect(try sample.run("locations", "add", "fjordlys", "oslo", "--kind", "warehouse").status == 0)
        #expect(try sample.run("locations", "add", "fjordlys", "oslo-a", "--in", "oslo").status == 0)
        #expect(
            try sample.run("locations", "add", "fjordlys", "oslo-1", "--in", "oslo-a", "--level", "bin").status == 0)
        let tree = try sample.run("locations", "list", "fjordlys", "--within", "oslo").output
        #expect(tree.contains("\n  oslo-a ") && tree.contains("\n    oslo-1 "), "\(tree)")
        let changed = try sample.run("locations", "change", "fjordlys", "oslo-1", "--name", "Rack", "--room", "1000")
        #expect(changed.output.contains("Rack (oslo-1)") && changed.output.contains("1\u{202F}000 cm³"))
        #expect(try sample.run("locations", "move", "fjordlys", "oslo-1", "--into", "oslo").output.contains("Rack"))
        let busy = try sample.run("locations", "retire", "fjordlys", "oslo")
        #expect(busy.status == 1 && busy.errors.contains("location.inUse"))
        #expect(try sample.run("locations", "retire", "fjordlys", "oslo-1").output.contains("Retired"))
        #expect(try sample.run("locations", "retire", "fjordlys", "oslo-1", "--undo").status == 0)
        let wrong = try sample.run("locations", "add", "fjordlys", "x", "--kind", "shop", "--gln", "9520471000016")
        #expect(wrong.status == 1 && wrong.errors.contains("^"), "\(wrong.errors)")
    }

    @Test func whatToOrderIsToldAndRuled() throws {
        let sample = try SampleRegistry()
        let place = "fjordlys-plant-tr"
        let moved = ["stock", "pieces", "fjordlys", "FJ-320", "1", "--to", place]
        #expect(try Tool.run(moved, in: sample.folder.path).status == 1)
        let list = try sample.run("replenishment", "fjordlys", "--service-level", "0.98")
        #expect(list.status == 0 && list.output.contains("FJ-320"), "\(list.output) \(list.errors)")
        let shown = try sample.run("replenishment", "show", "fjordlys", "fjordlys-warehouse", "FJ-320")
        #expect(shown.status == 0 && shown.output.contains("Available"), "\(shown.output) \(shown.errors)")
        let rule = ["replenishment", "rule", "fjordlys", "--location", place, "--service-level", "0.98"]
        #expect(try Tool.run(rule + ["--dry-run"], in: sample.folder.path).output.contains("nothing was written"))
        #expect(try Tool.run(rule, in: sample.folder.path).output.contains("is set"))
        #expect(try sample.run("replenishment", "rules", "fjordlys").output.contains(place))
        let gone = try sample.run("replenishment", "rule", "fjordlys", "--location", place)
        #expect(gone.output.contains("taken away"))
        let wrong = try sample.run("replenishment", "rule", "fjordlys", "--service-level", "98")
        #expect(wrong.status == 1 && wrong.errors.contains("value.invalid"), "\(wrong.errors)")
    }

    @Test func aPlaceIsCountedAndAdjusted() throws {
        let sample = try SampleRegistry()
        #expect(try sample.run("locations", "add", "fjordlys", "oslo", "--kind", "warehouse").status == 0)
        #expect(try sample.run("move", "fjordlys", "FJ-320 TR2410001208W", "--to", "oslo").status == 0)
        let opened = try sample.run("counts", "open", "fjordlys", "--location", "oslo", "--json")
        let number = try #require((opened.json as? [String: Any])?["number"] as? String)
        func counts(_ command: String, _ rest: String..., input: String = "") throws -> Tool.Result {
            try Tool.run(
                ["counts", command, "fjordlys", number] + rest, in: sample.folder.path, input: Data(input.utf8))
        }
        let units = try sample.run("stock", "units", "fjordlys", "--location", "oslo")
        #expect(units.output.contains("TR2410001208W"), "\(units.errors)")
        let scanned = try counts("scan", "--list", "-", input: "FJ-320 TR2410001209U\n\nnothing\n")
        #expect(scanned.output.hasPrefix("1 taken, 0 scanned before, 1 not read.\n"), "\(scanned.errors)")
        let again = try counts("scan", "FJ-320 TR2410001209U")
        #expect(again.output.hasPrefix("0 taken, 1 scanned before, 0 not read.\n"), "\(again.errors)")
        #expect(try counts("finish").output.contains("0 of 1 (0.0 %)"))
        let differences = try counts("differences").output
        #expect(differences.contains("missing") && differences.contains("foundElsewhere"), "\(differences)")
        #expect(try counts("close").errors.contains("count.state"))
        #expect(try counts("adjust", "misplaced", "--dry-run").output.contains("a dry run"))
        #expect(try counts("adjust", "misplaced").output.contains("adjusted: misplaced"))
        #expect(try counts("close").output.contains("closed"))
        let after = try sample.run("stock", "units", "fjordlys", "--location", "oslo").output
        #expect(after.contains("TR2410001209U") && !after.contains("TR2410001208W"))
        #expect(try sample.run("audit").status == 0)
    }

    @Test func goodsArePackedMovedAndUnpacked() throws {
        let sample = try SampleRegistry()
        let plate = "FJ-320 TR2410001208W"
        let tried = try sample.run("pack", "fjordlys", "new", plate, "--at", "fjordlys-plant-tr-dock", "--dry-run")
        #expect(tried.status == 0 && tried.output.contains("dry run"), "\(tried.errors)")
        let packed = try sample.run("pack", "fjordlys", "new", plate, "--at", "fjordlys-plant-tr-dock")
        let code = String(try #require(packed.output.firstMatch(of: /09520471[0-9]{10}/)).0)
        #expect(try sample.run("move", "fjordlys", code, "--to", "fjordlys-warehouse").status == 0)
        #expect(try sample.run("contents", "fjordlys", "(00)\(code)").output.contains("TR2410001208W"))
        let shown = try sample.run("unit", "show", "fjordlys", "FJ-320", "TR2410001208W").output
        #expect(shown.contains("Central warehouse (invented) (fjordlys-warehouse)"), "\(shown)")
        let wrong = try sample.run("move", "fjordlys", plate, "--to", "fjordlys-warehouse")
        #expect(wrong.status == 1 && wrong.errors.contains("unit.state"))
        #expect(try sample.run("unpack", "fjordlys", code).status == 0)
        #expect(try sample.run("move", "fjordlys", plate, "--to", "fjordlys-warehouse-a-01").status == 0)
    }

    @Test func goodsAreAnnouncedSentReceivedAndSettled() throws {
        let sample = try SampleRegistry()
        func run(_ arguments: [String], _ input: String = "") throws -> Tool.Result {
            try Tool.run(arguments, in: sample.folder.path, input: Data(input.utf8))
        }
        _ = try sample.run("move", "fjordlys", "FJ-320 TR2410001208W", "--to", "fjordlys-warehouse")
        let announce = [
            "shipments", "announce", "fjordlys", "-", "--from", "fjordlys-warehouse", "--to", "sample-shop",
        ]
        let table = "model,serial,quantity\nFJ-320,TR2410001208W,\nWF-2,,3\n"
        let tried = try run(announce + ["--dry-run"], table)
        #expect(tried.status == 0 && tried.output.contains("dry run"), "\(tried.errors)")
        let wrong = try run(announce, "model,serial\nFJ-320,TR2410001208W\nFJ-320,NONE\n")
        #expect(wrong.status == 1 && wrong.errors.contains("unit.unknown"), "\(wrong.errors)")
        let announced = try run(announce + ["--reference", "LS-1"], table)
        #expect(announced.output.contains("expected"), "\(announced.errors)")
        let sent = try sample.run("shipments", "ship", "fjordlys", "LS-1")
        #expect(sent.status == 0 && sent.output.contains("shipped"), "\(sent.errors)")
        let scans = "2026-03-02T14:00:00+01:00,TR2410001208W\nnothing known\n"
        let received = try sample.run("shipments", "receive", "fjordlys", "LS-1", "-", input: scans)
        #expect(received.output.contains("1 expected, 1 unreadable"), "\(received.output) \(received.errors)")
        let closed = try sample.run("shipments", "close", "fjordlys", "LS-1")
        #expect(closed.output.contains("missing: WF-2 (0 of 3)"), "\(closed.output) \(closed.errors)")
        #expect(try sample.run("shipments", "list", "fjordlys", "--open").output.contains("No such shipment"))
        let found = try sample.run("shipments", "discrepancies", "fjordlys", "--json").json as? [String: Any]
        let id = try #require((found?["items"] as? [[String: Any]])?.first?["id"] as? String)
        let settled = try sample.run(
            "shipments", "resolve", "fjordlys", id, "--as", "writtenOff", "--reason", "Lost by the carrier")
        #expect(settled.output.contains("writtenOff"), "\(settled.errors)")
        #expect(try sample.run("shipments", "discrepancies", "fjordlys").output.contains("None."))
        #expect(try sample.run("shipments", "show", "fjordlys", "LS-1").output.contains("1 of 4"))
    }

    @Test func exportedComponentsAreImportedAgain() throws {
        let sample = try SampleRegistry()
        let export = ["component", "list", "fjordlys", "FJ-450C", "TR2506000011C", "--csv"]
        let table = try Tool.run(export, in: sample.folder.path)
        #expect(table.status == 0 && table.output.split(separator: "\n").count == 6, "\(table.errors)")
        let again = try sample.run("import", "components", "-", input: table.output)
        #expect(again.output.contains("Imported 5 rows: 0 created, 0 updated, 5 unchanged."), "\(again.output)")
        // The same into a registry that knows only the numbers that were issued.
        let other = try TemporaryDirectory()
        let demo = Tool.project.appendingPathComponent("Demo/fjordlys")
        for kind in ["manufacturers", "models", "formats", "batches"] {
            _ = try Tool.run(["import", kind, demo.appendingPathComponent("\(kind).csv").path], in: other.path)
        }
        let whole = try Tool.run(["import", "components", "-"], in: other.path, input: Data(table.output.utf8))
        #expect(whole.output.contains("5 created"), "\(whole.output)")
        #expect(try Tool.run(export, in: other.path).output == table.output)
    }

    @Test func thePastIsShownAsItWasAndAsItWasKnown() throws {
        let sample = try SampleRegistry()
        let path = ["unit", "show", "fjordlys", "FJ-320", "TR2410001207Y"]
        let now = try Tool.run(path, in: sample.folder.path)
        let past = try Tool.run(path + ["--as-of", "2024-03-06T12:00:00Z"], in: sample.folder.path)
        #expect(now.output.contains("20 events"))
        #expect(past.status == 0, "\(past.errors)")
        #expect(past.output.contains("5 events"))
        #expect(past.output.contains("As of 2024-03-06 12:00 UTC."))
        let wrong = try Tool.run(path + ["--as-of", "yesterday"], in: sample.folder.path)
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("[value.invalid]"))
    }

    @Test func aFileWithFaultsIsRefusedRowByRow() throws {
        let sample = try SampleRegistry()
        let file = "manufacturer,number,name\nfjordlys,FJ-901,One\nnobody,FJ-902,Two\n"
        let result = try sample.run("import", "models", "-", input: file)
        #expect(result.status == 1)
        #expect(result.output.contains("Nothing is imported: 1 error"))
        #expect(result.output.contains("manufacturer.unknown"))
        #expect(try sample.run("model", "show", "fjordlys", "FJ-901").status == 1)
    }

    @Test func anImportIsTriedDoneAndNotDoneTwice() throws {
        let sample = try SampleRegistry()
        let file = "manufacturer,number,name\nfjordlys,FJ-901,One\n"
        #expect(try sample.run("import", "models", "-", "--dry-run", input: file).output.contains("would import 1 row"))
        #expect(try sample.run("model", "show", "fjordlys", "FJ-901").status == 1)
        #expect(try sample.run("import", "models", "-", input: file).output.contains("Imported 1 row: 1 created"))
        #expect(try sample.run("import", "models", "-", input: file).output.contains("imported before"))
        #expect(try sample.run("audit").status == 0)
    }

    /// Texts by name: one of them is too long for a test's output.
    private static let hostile = [
        "empty": "", "space": " ", "control": "\u{1B}[2J", "direction": "\u{202E}", "SQL": "'; DROP TABLE units; --",
        "HTML": "<script>", "full width": "１２３４５６", "path": "../../etc/passwd", "NUL": "%00", "dots": "..",
        "long": String(repeating: "A", count: 100_000),
    ]

    @Test(arguments: hostile.keys.sorted())
    func hostileTextsAreAnsweredAndNeverEchoedRaw(_ name: String) throws {
        let text = try #require(Self.hostile[name])
        let sample = try SampleRegistry()
        for arguments in [
            ["lookup", "--", text], ["unit", "show", "fjordlys", "FJ-320", "--", text],
            ["model", "show", "fjordlys", "--", text], ["event", "show", "--", text],
        ] {
            let result = try Tool.run(arguments, in: sample.folder.path)
            let words = result.output + result.errors
            #expect([0, 1].contains(result.status), "\(arguments[0]) \(result.errors)")
            #expect(!words.isEmpty)
            #expect(!words.contains("\u{1B}") && !words.unicodeScalars.contains("\u{202E}"))
        }
        #expect(try sample.run("audit").status == 0)
    }
}
