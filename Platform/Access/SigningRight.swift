/// As whom somebody signs (quyền hạn ký): what stands before the title under a paper (NĐ 30/2020/NĐ-CP, article 13 and
/// appendix I, part II, 7).
package enum SigningForm: String, Sendable, CaseIterable {
    /// TM., thay mặt tập thể: the head for the committee.
    case collective = "tm"
    /// KT., ký thay: the deputy for the head.
    case deputy = "kt"
    /// TL., thừa lệnh: the head of an office by order, as the working rules of the agency name the papers.
    case order = "tl"
    /// TUQ., thừa ủy quyền: the head of a body under the agency, by a paper that limits time and matter; never handed
    /// on.
    case authorised = "tuq"

    /// Whether it lets somebody sign who otherwise could not; the others only say in which form a leader does.
    package var givesTheRight: Bool {
        switch self {
        case .order, .authorised: true
        case .collective, .deputy: false
        }
    }

    /// The letters before the title: the same in every language, since they stand on Vietnamese papers.
    package var letters: String { "\(rawValue.uppercased())." }
}

/// What somebody signs today in another's name or in a form of their own.
package struct SigningRight: Sendable, Hashable {
    /// The record of the delegation, as the journal names it.
    package let delegation: String
    package let form: SigningForm
    /// In whose name: "CHỦ TỊCH", or for the collective form "ỦY BAN NHÂN DÂN".
    package let principal: String
    /// The signer's title as it stands under the paper.
    package let title: String
    /// The fields (lĩnh vực) of the catalogue in which it holds; empty for all.
    package let fields: Set<String>

    package init(delegation: String, form: SigningForm, principal: String, title: String, fields: Set<String>) {
        self.delegation = delegation
        self.form = form
        self.principal = principal
        self.title = title
        self.fields = fields
    }

    package func covers(_ field: String) -> Bool { fields.isEmpty || fields.contains(field) }

    /// The lines over the name under a paper.
    package var lines: [String] { ["\(form.letters) \(principal)", title] }
}

extension StaffCaller {
    /// The form in which the official signs a matter of a field: one made for that field goes before one for all.
    package func signingRight(in field: String) -> SigningRight? {
        signsUnder.filter { $0.covers(field) }.min { ($0.fields.isEmpty ? 1 : 0) < ($1.fields.isEmpty ? 1 : 0) }
    }
}
