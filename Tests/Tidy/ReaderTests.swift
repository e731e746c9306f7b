import Testing

/// The reader of Swift that the other tests rely on.
@Suite struct ReaderTests {
    @Test func `comments and strings are not code, interpolations are`() {
        let code = SwiftCode(#"""
            let a = "try! \(b! + "as!")" // fatalError
            /* Date() /* nested */ try! */ let c = 1
            """#)
        #expect(code.lines[0].contains("b!"))
        for word in ["try!", "as!", "fatalError", "Date()"] { #expect(!code.lines.joined().contains(word)) }
        #expect(code.lines[1].contains("let c = 1"))
        #expect(code.literals.map(\.text) == ["as!", "try! \u{1}"])
    }

    @Test func `a string over several lines keeps the lines counted`() {
        let code = SwiftCode("let a = \"\"\"\n    SELECT \"x\"\n    \"\"\"\nlet b = #\"q\"q\"#\n")
        #expect(code.lines.count == 5)
        #expect(code.literals.count == 2)
        #expect(code.literals[0].text.contains("SELECT \"x\""))
        #expect(code.literals[1].text == "q\"q")
        #expect(code.literals[1].line == 4)
    }

    @Test func `functions are measured from their name to their closing brace`() {
        let code = SwiftCode("""
            protocol P { func none() }
            struct S {
                init(a: Int = { 1 }()) {
                }
                func long(
                    _ b: Int
                ) -> Int {
                    if b > 0 { return 1 }
                    return 2
                }
            }
            """)
        let functions = Functions.inside(code)
        #expect(functions.map(\.name) == ["init", "long"])
        #expect(functions.map(\.lineCount) == [2, 6])
    }
}
