import Registry
import Testing

@Suite struct PopulationTextTests {
    /// What people write, and the canonical text of it; nil where it is canonical already.
    @Test(
        arguments: [
            ("everything", nil),
            ("model = FJ-320", nil),
            ("MODEL=FJ-320", "model = FJ-320"),
            ("model in (FJ-320, FJ-450C)", nil),
            ("model in ( 'FJ-320' )", "model = FJ-320"),
            ("model in (A, B, A)", "model in (A, B)"),
            ("model not in (A)", "model != A"),
            ("model like FJ-*", nil),
            ("model like (FJ-*, GX-?)", nil),
            ("model like (FJ-**)", "model like FJ-*"),
            ("Product Line = \"Cold chain\"", "product line = 'Cold chain'"),
            ("product line != 'Anna''s'", nil),
            ("category = \"O'Neill\"", "category = 'O''Neill'"),
            ("category = 'say \"so\"'", nil),
            ("plant = 'or'", nil),
            ("plant = 'NOT'", nil),
            ("plant = to", nil),
            ("serial from FJ24-000100 to FJ24-000199", nil),
            ("serial in (A1, A2)", nil),
            ("serial like 'A 1*'", nil),
            ("vin like wvwzzz1k?7*", "vin like WVWZZZ1K?7*"),
            ("vin not like WVWZZZ1K?7*", nil),
            (
                "VIN from vf7******az025918 TO VF7??????AZ030421",
                "vin from VF7??????AZ025918 to VF7??????AZ030421"
            ),
            ("produced = 2024", nil),
            ("produced != 2024-03", nil),
            ("produced < 2024-03-01", "produced before 2024-03-01"),
            ("produced before 2024-03-01", nil),
            ("produced after 2024-03", nil),
            ("produced <= 2024", nil),
            ("produced from 2024-03-01 to 2024-03-31", nil),
            ("produced is unknown", nil),
            ("age < 2 years", nil),
            ("age >= 1 Year", "age >= 1 year"),
            ("age <= 90 days and model = A", nil),
            ("age > 18 MONTH", "age > 18 months"),
            ("age > '18 months'", "age > 18 months"),
            ("batch like 2024-*", nil),
            ("work order = WO-1", nil),
            ("WORK ORDER is known", "work order is known"),
            ("production line != 2", nil),
            ("market in (no, SE)", "market in (NO, SE)"),
            ("disposition = in_transit", nil),
            ("disposition = 'In transit'", "disposition = in_transit"),
            ("disposition = Non-Conformant", "disposition = non_conformant"),
            ("mark in (recalled, stolen)", nil),
            ("not mark = recalled", nil),
            ("not not model = A", nil),
            ("contains (model = A)", nil),
            ("contains(model = A or mark = stolen)", "contains (model = A or mark = stolen)"),
            ("model = A and (batch = B and plant = C)", "model = A and batch = B and plant = C"),
            ("model = A or batch = B and plant = C", "model = A or (batch = B and plant = C)"),
            ("(model = A or batch = B) and plant = C", nil),
            ("((model = A))", "model = A"),
            ("not (model = A or model = B)", nil),
            ("not (model = A)", "not model = A"),
            ("model = A\n  and\tplant = C", "model = A and plant = C"),
            ("plant = 日本", nil),
            ("version = contains", nil),
            ("version = 'a  b'", nil),
        ] as [(String, String?)])
    func whatPeopleWriteHasACanonicalText(_ text: String, _ canonical: String?) throws {
        let population = try Population(parsing: text)
        #expect(population.text == canonical ?? text)
        #expect(try Population(parsing: population.text) == population)
        #expect(try Population(population.form) == population)
    }

    /// What is no population: the code, the place in characters, and what the sentence says of it.
    @Test(
        arguments: [
            ("", .populationSyntax, 0, "found the end; expected a field such as model"),
            ("   ", .populationSyntax, 3, "found the end"),
            (
                "model", .populationSyntax, 5,
                "expected after 'model' one of '=', '!=', 'in', 'not in', 'like', 'not like'"
            ),
            ("model =", .populationSyntax, 7, "found the end; expected a value"),
            ("model = and", .populationSyntax, 8, "in quotation marks where it is this word"),
            (
                "model = FJ 320", .populationSyntax, 11,
                "found '320'; expected 'and', 'or' or the end (a value with spaces"
            ),
            ("model == A", .populationSyntax, 6, "found '=='; expected '='"),
            ("model <> A", .populationSyntax, 6, "found '<>'; expected '!='"),
            ("model < A", .populationValue, 6, "'model' is not compared by '<' but by '='"),
            ("model ! A", .populationSyntax, 6, "found '!'; expected '!='"),
            ("model in A", .populationSyntax, 9, "expected '(' and the values"),
            ("model in ()", .populationSyntax, 10, "found ')'; expected a value"),
            ("model in (A", .populationSyntax, 11, "found the end; expected ',' or ')'"),
            ("model in (A B)", .populationSyntax, 12, "found 'B'; expected ',' or ')'"),
            ("model in (A,)", .populationSyntax, 12, "found ')'; expected a value"),
            ("model not A", .populationSyntax, 10, "expected 'in' or 'like'"),
            ("model is A", .populationSyntax, 9, "expected 'known' or 'unknown'; other values follow '='"),
            ("model is known", .populationValue, 6, "'model' is not compared by 'is known'"),
            ("plant = 'A", .populationSyntax, 8, "a quotation mark that is not closed"),
            ("plant = \u{2018}A\u{2019}", .populationSyntax, 8, "straight quotation marks quote"),
            ("plant = A\u{200B}", .populationSyntax, 9, "U+200B, which cannot be seen"),
            ("plant = '\u{202E}A'", .populationValue, 9, "no control or invisible characters"),
            ("plant = ''", .populationValue, 8, "needs a value that is not empty"),
            ("plant = 'A", .populationSyntax, 8, "expected ' at the end of the text"),
            ("colour = red", .populationField, 0, "there is no field 'colour'; known are model, version"),
            ("line = 2", .populationField, 0, "write 'product line' or 'production line'"),
            ("model = A and", .populationSyntax, 13, "found the end"),
            ("model = A and and plant = B", .populationField, 14, "'and' joins two tests"),
            ("model = A, plant = B", .populationSyntax, 9, "found ','; expected 'and', 'or' or the end"),
            ("model = A)", .populationSyntax, 9, "found ')'; expected 'and', 'or' or the end"),
            ("(model = A", .populationSyntax, 10, "expected 'and', 'or' or ')'"),
            ("= A", .populationSyntax, 0, "found '='; expected a field"),
            ("'model' = A", .populationSyntax, 0, "found 'model' in quotation marks; expected a field"),
            ("contains model = A", .populationSyntax, 9, "expected '(' and which component"),
            ("not", .populationSyntax, 3, "found the end"),
            (
                "serial = --", .populationValue, 9,
                "'--' does not fit; 'serial' cannot be that: the serial number has neither"
            ),
            ("serial in (A, '-')", .populationValue, 14, "cannot be that"),
            ("serial = 'A\u{1}'", .populationValue, 11, "'serial' cannot be that"),
            ("serial from A", .populationSyntax, 13, "expected 'to' and the last value"),
            ("serial < A", .populationValue, 7, "'serial' is not compared by '<'"),
            ("vin = WVWZZZ1KZ7W386752", .populationValue, 4, "but by 'like', 'not like', 'from'"),
            ("vin from VF7?????OAZ to VF7", .populationValue, 17, "a letter other than I, O and Q"),
            ("vin from VF7 to VF7******AZ0304217", .populationValue, 16, "17"),
            (
                "vin from VF7??????HT515752 to VF7??????HT509642", .populationValue, 42,
                "as in the first VIN"
            ),
            ("vin like WVWZZZ1KO*", .populationValue, 17, "a letter other than I, O and Q"),
            ("vin like WVW", .populationValue, 9, "expected 17 places"),
            ("produced = yesterday", .populationValue, 11, "'produced' cannot be that"),
            ("produced = 2024-13", .populationValue, 11, "'produced' cannot be that"),
            ("produced in (2024, 2025)", .populationValue, 9, "'produced' is not compared by 'in'"),
            ("produced from 2025 to 2024", .populationValue, 22, "runs backwards"),
            ("age = 2 years", .populationValue, 4, "'age' is not compared by '='"),
            ("age < 2", .populationValue, 6, "needs a number of days, months or years"),
            ("age < two years", .populationValue, 6, "needs a number"),
            ("age < -1 days", .populationValue, 6, "needs a number"),
            ("age < 100001 days", .populationValue, 6, "at most 100000 days, 3300 months, 270 years"),
            ("age < 2 weeks", .populationValue, 6, "needs a number of days"),
            ("age < 2 or", .populationValue, 6, "needs a number of days"),
            ("market = Norway", .populationValue, 9, "the two letters of ISO 3166-1"),
            ("disposition = sold", .populationValue, 14, "is one of active"),
            ("mark != recalled", .populationValue, 5, "so write not mark ="),
            ("mark = red", .populationValue, 7, "is one of active"),
        ] as [(String, RegistryError.Code, Int, String)])
    func whatIsNoPopulationIsRefusedWhereItGoesWrong(
        _ text: String, _ code: RegistryError.Code, _ position: Int, _ words: String
    ) {
        let error = #expect(throws: RegistryError.self) { try Population(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.position == position)
        #expect(error?.field == "population")
        #expect(error?.sentence.contains(words) ?? false, "\(error?.sentence ?? "")")
    }

    @Test func theReadingIsPlainWords() throws {
        let text = """
            model in (FJ-320, FJ-450C) and (produced before 2024-03 or plant != ZW) and not mark = recalled \
            and age < 2 years and contains (model = CP-90 and serial from C100 to C200) and not market = NO
            """
        #expect(
            try Population(parsing: text).reading == """
                all of these hold:
                  - the model is FJ-320 or FJ-450C
                  - at least one of these holds:
                    - it was certainly produced before 2024-03
                    - the plant is known and not ZW
                  - not so: it is marked recalled
                  - it was produced less than 2 years ago
                  - it contains, at any depth, a unit of which this holds:
                    - all of these hold:
                      - the model is CP-90
                      - the serial number lies from C100 to C200, both included
                  - not so: the market is NO (holds too where that is not known)
                """)
    }
}
