/// Words that only some may ever read: each occurs in the records of one owner and nowhere else.
struct Canary: Sendable {
    let words: [String]
    let isFor: @Sendable (Persona) -> Bool
}

extension Neighbours {
    var canaries: [Canary] {
        var all: [Canary] = []
        for owner in Owner.allCases {
            let filed = dossiers[owner] ?? []
            let names = filed.flatMap { [$0.id, $0.file, $0.code] }
            all.append(Canary(words: [Self.word(of: owner), Self.phonePrefix(of: owner)] + names) { persona in
                persona.commune == owner.commune || persona.account == owner
            })
            all.append(Canary(words: [Self.secret(of: owner)]) { $0.commune == owner.commune })
            let papers = (mandates[owner] ?? []).flatMap { [$0.id, $0.file] }
            all.append(Canary(words: papers) { $0.commune == owner.commune || $0.account == owner })
            let waiting = drafts[owner] ?? []
            all.append(Canary(words: [Self.draftWord(of: owner)] + waiting.flatMap { [$0.id, $0.file] }) {
                $0.account == owner
            })
            if let official = officials[owner] {
                all.append(Canary(words: [official, Self.colleague(of: owner)]) {
                    $0.commune == owner || $0 == .provinceAdministrator
                })
            }
        }
        return all
    }
}
