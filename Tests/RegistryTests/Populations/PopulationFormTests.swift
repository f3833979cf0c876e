import Registry
import Testing

@Suite struct PopulationFormTests {
    private static func test(
        _ field: String, _ comparison: String, _ values: [PopulationForm]? = nil
    ) -> PopulationForm {
        .object(
            [.init("field", .text(field)), .init("comparison", .text(comparison))]
                + (values.map { [.init("values", .list($0))] } ?? []))
    }

    private static func one(_ name: String, _ value: PopulationForm) -> PopulationForm { .object([.init(name, value)]) }

    private static let model = test("model", "=", [.text("A")])

    @Test(arguments: [
        (model, "model = A"), (test("MODEL", "In", [.text("A"), .text("B")]), "model in (A, B)"),
        (one("all", .list([model])), "model = A"), (one("everything", .yes), "everything"),
        (
            one("all", .list([model, one("any", .list([one("not", model), one("contains", model)]))])),
            "model = A and (not model = A or contains (model = A))"
        ),
        (test("age", "<", [.text("2 years")]), "age < 2 years"), (test("plant", "is known"), "plant is known"),
    ])
    func aFormIsReadAsTheTextIs(_ form: PopulationForm, _ text: String) throws {
        let population = try Population(form)
        #expect(population.text == text)
        #expect(try Population(population.form) == population)
    }

    @Test(
        arguments: [
            (.text("model = A"), .populationForm, "population"), (.other, .populationForm, "population"),
            (.object([]), .populationForm, "population"),
            (one("everything", .text("yes")), .populationForm, "population.everything"),
            (one("all", .list([])), .populationForm, "population.all"),
            (one("all", model), .populationForm, "population.all"),
            (one("all", .list([model, .yes])), .populationForm, "population.all[1]"),
            (one("not", .list([model])), .populationForm, "population.not"),
            (one("neither", model), .populationForm, "population"),
            (one("field", .text("model")), .populationForm, "population"),
            (test("colour", "=", [.text("A")]), .populationField, "population.field"),
            (test("model", "==", [.text("A")]), .populationForm, "population.comparison"),
            (test("model", "<", [.text("A")]), .populationValue, "population.comparison"),
            (test("model", "=", []), .populationValue, "population.comparison"),
            (test("model", "=", [.text("A"), .text("B")]), .populationValue, "population.comparison"),
            (test("model", "in", [.text("A"), .text("")]), .populationValue, "population.values[1]"),
            (test("model", "in", [.text("A"), .other]), .populationForm, "population.values[1]"),
            (
                one("any", .list([one("contains", test("age", "<", [.text("2")]))])), .populationValue,
                "population.any[0].contains.values[0]"
            ),
        ] as [(PopulationForm, RegistryError.Code, String)])
    func whatIsNoFormIsRefusedByItsPath(_ form: PopulationForm, _ code: RegistryError.Code, _ path: String) {
        let error = #expect(throws: RegistryError.self) { try Population(form) }
        #expect(error?.code == code)
        #expect(error?.field == path, "\(error?.sentence ?? "")")
    }
}
