import Testing

@Suite struct StatementLiteralsTests {
    @Test func shortAndLongLiteralsAreFound() {
        let found = StatementLiterals(
            #"""
            static let a = Statement("SELECT 1")
            static let b = Statement(
                """
                SELECT '\\' -- "quoted"
                  FROM c
                """)
            // Statement(comment)
            let d = [PreparedStatement(e), Statement(sqlite: "PRAGMA f")]
            """#)
        #expect(found.statements.map(\.line) == [1, 3])
        #expect(found.statements.first?.sql == "SELECT 1")
        #expect(found.statements.last?.sql.contains("SELECT '\\' -- \"quoted\"\n") == true)
        #expect(found.refusals == [])
    }

    @Test(arguments: [
        #"Statement(sql)"#, #"Statement("SELECT \(column)")"#, ##"Statement(#"SELECT 1"#)"##, #"Statement("a\n")"#,
        "Statement(",
    ])
    func whatIsNotAPlainLiteralIsRefused(source: String) {
        let found = StatementLiterals(source)
        #expect(found.refusals.count == 1 && found.statements == [])
    }
}
