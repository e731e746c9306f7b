import Base
import Catalogue
import Deadlines
import Web

/// What a newer version of a procedure changes for a dossier, in lines that a person reads before they move it.
struct VersionDifference {
    let old: Procedure
    let new: Procedure
    let isRemote: Bool

    func lines(_ t: Strings) -> [String] {
        var lines: [String] = []
        func change(_ key: String, _ before: String, _ after: String) {
            if before != after { lines.append(t("dossier.version.\(key)", ["before": before, "after": after])) }
        }
        change("name", old.name, new.name)
        change("term", DossierWords.term(old.time.term(remote: isRemote), t),
            DossierWords.term(new.time.term(remote: isRemote), t))
        func fee(_ procedure: Procedure) -> String {
            procedure.feeRule(for: .counter).bill(for: nil)?.total.text ?? t("dossier.fee.unknown")
        }
        change("fee", fee(old), fee(new))
        func names(_ procedure: Procedure) -> [String: String] {
            Dictionary(procedure.components.map { (VietnameseText.folded($0.name), $0.name) }) { first, _ in first }
        }
        let (before, after) = (names(old), names(new))
        lines += after.filter { before[$0.key] == nil }.values.sorted()
            .map { t("dossier.version.added", ["paper": $0]) }
        lines += before.filter { after[$0.key] == nil }.values.sorted()
            .map { t("dossier.version.removed", ["paper": $0]) }
        return lines
    }
}
