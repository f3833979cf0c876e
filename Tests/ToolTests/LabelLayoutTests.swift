import Foundation
import TestSupport
import Testing

/// Layouts of a manufacturer's own, from outside.
struct LabelLayoutTests {
    @Test func oneIsKeptListedPrintedByAndTakenAway() throws {
        let sample = try SampleRegistry()
        let text = "name \"Drive label\"\nsize 60 x 30\nfield site \"Where\"\ntext \"{serial} {site}\"\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: sample.folder.file("drive.txt")))
        let maker = ["--manufacturer", "fjordlys"]
        func run(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
            let result = try Tool.run(["label"] + arguments, in: sample.folder.path)
            return (result.status, result.output, result.errors)
        }
        let kept = try Tool.run(["label", "layout", "set", "drive", "drive.txt"] + maker, in: sample.folder.path)
        #expect(kept.status == 0 && kept.output == "fjordlys has the layout drive.\n", "\(kept.errors)")
        let all = try Tool.run(["label", "layouts"] + maker, in: sample.folder.path).output
        #expect(all.contains("rating-plate") && all.contains("Drive label") && all.contains("60 x 30 mm"))
        #expect(!(try run("layouts").output.contains("Drive label")))
        let shown = try Tool.run(["label", "layout", "show", "drive"] + maker, in: sample.folder.path)
        #expect(shown.output == text)
        let printed = try run(
            "print", "fjordlys", "FJ-320", "TR2410001207Y", "--layout", "drive", "--field", "site=Oslo", "--output",
            "label.svg")
        #expect(printed.status == 0, "\(printed.errors)")
        let label = try String(contentsOfFile: sample.folder.file("label.svg"), encoding: .utf8)
        #expect(label.contains("TR2410001207Y Oslo"))
        let gone = try Tool.run(["label", "layout", "remove", "drive"] + maker, in: sample.folder.path)
        #expect(gone.status == 0)
        let unknown = try Tool.run(["label", "layout", "show", "drive"] + maker, in: sample.folder.path)
        #expect(unknown.status == 1 && unknown.errors.contains("[layout.unknown]"), "\(unknown.errors)")
    }

    @Test func aTextThatIsNoLayoutIsRefusedWithItsPlace() throws {
        let sample = try SampleRegistry()
        try Data("name \"x\"\ntext 8\n".utf8).write(to: URL(fileURLWithPath: sample.folder.file("wrong.txt")))
        let set = ["label", "layout", "set"]
        let maker = ["--manufacturer", "fjordlys"]
        let wrong = try Tool.run(set + ["drive", "wrong.txt"] + maker, in: sample.folder.path)
        #expect(wrong.status == 1 && wrong.errors.contains("Line 2, column 6"), "\(wrong.errors)")
        let taken = try Tool.run(set + ["box-label", "wrong.txt"] + maker, in: sample.folder.path)
        #expect(taken.status == 1 && taken.errors.contains("comes with the program"), "\(taken.errors)")
        #expect(try Tool.run(set + ["drive", "wrong.txt"], in: sample.folder.path).status == 2)
    }
}
