/// Smallest files of the kinds that are taken in.
enum TestFiles {
    static let pdf = Array("%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)
}
