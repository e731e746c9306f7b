/// Mã định danh điện tử of an agency (QĐ 20/2020/QĐ-TTg): groups between dots, a letter and two digits first, for
/// instance `H50.50.05`. It opens dossier codes; it is set by an administrator and never derived from another code.
package struct AgencyIdentifier: Sendable, Hashable {
    package static let lengthMax = 35
    package let text: String

    /// Reads what people type, in capitals; nil when it has not the shape.
    package init?(_ typed: String) {
        let text = typed.uppercased()
        let groups = text.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard text.utf8.count <= AgencyIdentifier.lengthMax, (1...5).contains(groups.count),
            let first = groups.first, first.count == 3, letters.contains(first[0]),
            first.dropFirst().allSatisfy({ digits.contains($0) }),
            groups.dropFirst().allSatisfy({ group in
                (2...3).contains(group.count) && group.allSatisfy { digits.contains($0) || letters.contains($0) }
            })
        else { return nil }
        self.text = text
    }
}
