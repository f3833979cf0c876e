import Foundation
import TestSupport
import Testing

/// Pick lists on the command line.
@Suite(.serialized) struct PickCommandTests {
    @Test func goodsAreSetAsideScannedAndSent() throws {
        let sample = try SampleRegistry()
        let (plant, plate) = ("fjordlys-plant-tr", "FJ-450C TR2506000301T")
        let reserve = ["picks", "reserve", "fjordlys", "FJ-450C", "--count", "2", "--at", plant, "--reference", "4711"]
        let tried = try Tool.run(reserve + ["--dry-run"], in: sample.folder.path)
        #expect(tried.status == 0 && tried.output.contains("a dry run"), "\(tried.errors)")
        #expect(try sample.run("picks", "list", "fjordlys").output.contains("None yet"))
        let made = try Tool.run(reserve, in: sample.folder.path)
        #expect(made.output.contains("Pick list P-") && made.output.contains("reserved"), "\(made.errors)")
        let short = try sample.run("picks", "reserve", "fjordlys", "FJ-450C", "--count", "500", "--at", plant)
        #expect(short.status == 1 && short.errors.contains("pick.short"), "\(short.errors)")
        #expect(try sample.run("picks", "items", "fjordlys", "4711").output.contains("TR2506000301T"))
        let scanned = try sample.run(
            "picks", "scan", "fjordlys", "4711", "--list", "-", input: "\(plate)\n\nnothing\n")
        #expect(scanned.output.contains("picked") && scanned.output.contains("not read"), "\(scanned.errors)")
        #expect(try sample.run("picks", "finish", "fjordlys", "4711").output.contains("picked"))
        let refused = try sample.run("sell", "fjordlys", plate, "--at", plant)
        #expect(refused.status == 1 && refused.errors.contains("P-"), "\(refused.errors)")
        let announced = try sample.run(
            "shipments", "announce", "fjordlys", "--pick", "4711", "--from", plant, "--to", "sample-shop",
            "--reference", "LS-7")
        #expect(announced.status == 0, "\(announced.errors)")
        #expect(try sample.run("shipments", "ship", "fjordlys", "LS-7").status == 0)
        #expect(try sample.run("picks", "show", "fjordlys", "4711").output.contains("fulfilled"))
        let table = "model,quantity\nFJ-450C,1\n"
        let other = try sample.run(
            "picks", "reserve", "fjordlys", "--table", "-", "--at", plant, "--reference", "4712", input: table)
        #expect(other.status == 0, "\(other.errors)")
        #expect(try sample.run("picks", "cancel", "fjordlys", "4712").output.contains("cancelled"))
        #expect(try sample.run("picks", "list", "fjordlys", "--json").json is [String: Any])
        #expect(try sample.run("audit").status == 0)
    }

    @Test func badUseIsToldApart() throws {
        let sample = try SampleRegistry()
        for arguments in [
            ["picks", "reserve", "fjordlys", "--at", "oslo"],
            ["picks", "reserve", "fjordlys", "x", "--table", "y", "--at", "oslo"],
            ["picks", "reserve", "fjordlys", "x", "--batch", "y", "--at", "oslo"],
            ["shipments", "announce", "fjordlys", "--from", "a", "--to", "b"],
            ["picks", "scan", "fjordlys", "P-7K3M-9TQ1"],
        ] {
            #expect(try Tool.run(arguments, in: sample.folder.path).status == 2, "\(arguments)")
        }
        let unknown = try sample.run("picks", "show", "fjordlys", "P-7K3M-9TQ1")
        #expect(unknown.status == 1 && unknown.errors.contains("pick.unknown"))
    }

    @Test func aBatchIsGoodUntilADay() throws {
        let sample = try SampleRegistry()
        let expiry = ["batch", "expiry", "fjordlys", "FJ-320", "2024-W10"]
        #expect(try Tool.run(expiry + ["2031-03-31"], in: sample.folder.path).output.contains("2031-03-31"))
        #expect(try sample.run("batch", "show", "fjordlys", "FJ-320", "2024-W10").output.contains("Good until"))
        #expect(try sample.run("export", "batches").output.contains("2031-03-31"))
        let wrong = try Tool.run(expiry + ["2031-03"], in: sample.folder.path)
        #expect(wrong.status == 1, "\(wrong.errors)")
        #expect(try !Tool.run(expiry, in: sample.folder.path).output.contains("2031-03-31"))
    }
}
