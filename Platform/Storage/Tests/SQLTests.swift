import Keys
import Storage
import Testing

@Suite struct SQLTests {
    @Test func valuesAreBoundInTheirOrder() {
        let sql: SQL = "SELECT \(1) WHERE a = \("x'; DROP TABLE a") AND b IN (\(SQL.list([2, 3])))"
        #expect(sql.rendered.text == "SELECT $1 WHERE a = $2 AND b IN ($3, $4)")
        #expect(sql.rendered.values == [.integer(1), .text("x'; DROP TABLE a"), .integer(2), .integer(3)])
    }

    @Test func nullIsAWordOnPostgreSQLAndABoundValueOnSQLite() throws {
        let nothing: String? = nil
        let sql: SQL = "SELECT \(nothing), \(1)"
        #expect(try sql.rendered(for: .postgresql, keys: Keyring()).text == "SELECT NULL, $1")
        #expect(try sql.rendered(for: .sqlite, keys: Keyring()).values == [.null, .integer(1)])
    }

    @Test func anEmptyListEqualsNothing() {
        let sql: SQL = "a IN (\(SQL.list([Int]())))"
        #expect(sql.rendered.values == [.null])
    }

    @Test func fragmentsAreJoined() {
        let both = SQL.joined(["a = \(1)", "b = \(2)"], by: " AND ")
        #expect(("WHERE " + both).rendered.text == "WHERE a = $1 AND b = $2")
    }
}
