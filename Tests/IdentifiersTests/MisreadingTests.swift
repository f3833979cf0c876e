import Identifiers
import Testing

@Suite("Misreadings")
struct MisreadingTests {
    @Test(
        "A copy is compared with its original",
        arguments: [
            // copy, original, kind, place in the copy, in the original, found, expected
            ("TR2410001Z07Y", "TR2410001207Y", Misreading.Kind.confusable, 9, 9, "Z", "2"),
            ("tr24 1000 1z07y", "TR2410001207Y", .confusable, 11, 9, "z", "2"),
            ("VINLabel5", "VINLABELS", .confusable, 8, 8, "5", "S"),
            ("4lI1", "4111", .confusable, 1, 1, "l", "1"),
            ("QD7", "007", .confusable, 0, 0, "Q", "0"),
            ("TR2410001270Y", "TR2410001207Y", .swapped, 10, 10, "70", "07"),
            ("TR2410001307Y", "TR2410001207Y", .wrong, 9, 9, "3", "2"),
            ("TR241000127Y", "TR2410001207Y", .missing, 10, 10, "", "0"),
            ("TR2410001207", "TR2410001207Y", .missing, 12, 12, "", "Y"),
            ("TR24100012077Y", "TR2410001207Y", .extra, 12, 12, "7", ""),
            ("TR2410001207YX", "TR2410001207Y", .extra, 13, 13, "X", ""),
            ("SHARED-78", "SHARED 77", .wrong, 8, 8, "8", "7"),
            ("ТР-1", "ТР-2", .wrong, 3, 3, "1", "2"),
        ])
    func comparing(
        _ copy: String, _ original: String, _ kind: Misreading.Kind, _ position: Int, _ originalPosition: Int,
        _ found: String, _ expected: String
    ) throws {
        let slip = try #require(Misreading(of: copy, from: original))
        let place = try #require(slip.places.first)
        #expect(slip.kind == kind)
        #expect(place.position == position && place.originalPosition == originalPosition)
        #expect(place.found == found && place.expected == expected)
    }

    @Test(
        "What is spelled otherwise, or differs by more than a slip, is no misreading",
        arguments: [
            ("tr-24 10OO1", "TR241 0001"), ("I0", "1O"), ("", ""), ("A", ""), ("ABC", "AXY"), ("ABCD", "AB"),
            ("AB12", "12AB"), ("ABCDEF", "BACDFE"), ("QQQQQ", "00000"),
        ])
    func noMisreading(_ copy: String, _ original: String) {
        let slip = Misreading(of: copy, from: original)
        #expect(slip == nil || (copy == "A" && slip?.kind == .extra))
    }

    @Test("Look-alikes are one kind of slip in up to four places")
    func severalLookAlikes() throws {
        let slip = try #require(Misreading(of: "S5SS-B", from: "5555-8"))
        #expect(slip.kind == .confusable)
        #expect(slip.places.map(\.position) == [0, 2, 3, 5])
        #expect(
            slip.sentence
                == "The 1st, 3rd, 4th and 6th characters are '5', '5', '5' and '8', not 'S', 'S', 'S' and 'B'.")
    }

    @Test(
        "A sentence says what differs, and shows nothing that could disturb it",
        arguments: [
            ("1Z07Y", "1207Y", "The 2nd character is '2', not 'Z'."),
            ("1270Y", "1207Y", "From the 3rd character on it is '07', not '70'."),
            ("127Y", "1207Y", "Before the 3rd character '0' is missing."),
            ("1207", "1207Y", "At the end 'Y' is missing."),
            ("12077Y", "1207Y", "The 5th character, '7', is one too many."),
            ("12\u{202E}7Y", "1207Y", "The 3rd character is '0', not U+202E."),
        ])
    func sentences(_ copy: String, _ original: String, _ sentence: String) {
        #expect(Misreading(of: copy, from: original)?.sentence == sentence)
    }

    @Test("The kinds are ranked as they are likely")
    func ranking() {
        #expect(Misreading.Kind.allCases.shuffled().sorted() == [.confusable, .swapped, .wrong, .missing, .extra])
    }

    @Test("Look-alikes are so both ways, whatever the case")
    func lookAlikesAreMutual() {
        for one in UInt8(0)...255 {
            for other in UInt8(0)...255 {
                #expect(LookAlikes.contains(one, other) == LookAlikes.contains(other, one))
            }
            #expect(!LookAlikes.contains(one, one))
        }
        #expect(LookAlikes.contains(UInt8(ascii: "l"), UInt8(ascii: "1")))
        #expect(LookAlikes.contains(UInt8(ascii: "u"), UInt8(ascii: "V")))
        #expect(!LookAlikes.contains(UInt8(ascii: "1"), UInt8(ascii: "7")))
    }
}
