import Access
import Base
import Catalogue
import Dossiers
import Identity
import Mandates
import Notices
import OpenID
import Privacy
import Storage

/// Which part of the copy of somebody's data brings which kind of record, and which kinds no copy brings. A test holds
/// the list against the kinds with personal data.
extension Features {
    package static let copyParts = CopyParts(
        [ways, drafts, mandates, organisations, told, sessions, networks],
        // What officials do at work; what is gone within days and says no name; what would warn whom it is about; what
        // stands in the dossiers' own stories.
        without: ["staff", "sign-in", "reminder", "external", "destruction", "journal"])

    private static func list(_ words: [String]) -> String { words.filter { !$0.isEmpty }.joined(separator: ", ") }

    /// How the account signs in, what is proven of it, how it wants to be told.
    private static let ways = CopyPart("ways", of: ["account"]) { asked, snapshot in
        let proofs = try ProofStore.proofs(of: asked.account, in: snapshot).map {
            CopyPart.Entry([("field", $0.field.rawValue), ("source", $0.source), ("at", $0.at.iso8601)])
        }
        let links = try OpenIDFeature.links(of: asked.account, in: snapshot).map {
            CopyPart.Entry([
                ("source", $0.issuer), ("subject", $0.subject), ("at", $0.linkedAt.iso8601),
                ("last-used", $0.usedAt.iso8601),
            ])
        }
        let wish = try NoticesFeature.wish(of: asked.account, in: snapshot).map {
            CopyPart.Entry([
                ("mail", $0.takesMail ? "✓" : "–"), ("texts", $0.takesTexts ? "✓" : "–"), ("language", $0.language),
            ])
        }
        return proofs + links + [wish].compactMap { $0 }
    }

    private static let drafts = CopyPart("drafts", of: ["draft"]) { asked, snapshot in
        let drafts = try FilingDraftStore.unsent(of: asked.account, in: snapshot)
        let names = try ProcedureStore.names(of: Set(drafts.map(\.procedure)), in: snapshot)
        return drafts.map { draft in
            let answers = draft.answers.values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            return CopyPart.Entry([
                ("procedure", names[draft.procedure]), ("at", draft.savedAt.iso8601),
                ("content", answers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")),
            ])
        }
    }

    /// Papers of authority, consents, membership: on either side. Whoever is only said to be meant has claimed the
    /// number, and gets what the page of the mandate shows before the yes.
    private static let mandates = CopyPart("mandates", of: ["mandate"]) { asked, snapshot in
        let all = try MandatesFeature.all(of: asked.account, in: snapshot)
        return (all.acting + all.named.filter { $0.agent != asked.account }).map { one in
            let isWhole = one.agent == asked.account || one.principalAccount == asked.account
            let details: [(String, String?)] = [
                ("personal-id", one.principal.personalID), ("phone", one.principal.phone),
                ("address", one.principal.address), ("birth-date", one.principal.birthDate?.iso8601),
                ("paper", list([one.paper.number, one.paper.place, one.paper.day?.iso8601 ?? ""])),
                ("consent", one.consent.map { list([$0.way.rawValue, $0.purpose, $0.witness]) }),
            ]
            return CopyPart.Entry([
                ("kind", one.kind.rawValue), ("agent", one.agentName), ("name", one.principal.name),
            ] + (isWhole ? details : []) + [
                ("from", one.from.iso8601), ("through", one.through?.iso8601), ("standing", one.standing.rawValue),
                ("at", one.madeAt.iso8601), ("reason", one.reason),
            ])
        }
    }

    private static let organisations = CopyPart("organisations", of: ["mandate"]) { asked, snapshot in
        let acting = try MandatesFeature.all(of: asked.account, in: snapshot).acting
        return try Set(acting.compactMap(\.organisation)).sorted { $0.description < $1.description }.compactMap {
            try MandatesFeature.organisation($0, in: snapshot)
        }.map { one in
            CopyPart.Entry([
                ("name", one.name), ("tax-code", one.taxCode), ("phone", one.phone), ("address", one.address),
                ("at", one.madeAt.iso8601),
            ])
        }
    }

    private static let told = CopyPart("notices", of: ["notice"]) { asked, snapshot in
        try NoticesFeature.told(asked.account, in: snapshot).map { one in
            CopyPart.Entry([
                ("at", (one.sentAt ?? one.createdAt).iso8601), ("channel", one.channel.rawValue),
                ("address", one.address), ("subject", one.subject), ("content", one.body),
            ])
        }
    }

    /// Where somebody is signed in; never what they sign in with.
    private static let sessions = CopyPart("sessions", of: ["credential"]) { asked, snapshot in
        try asked.sessions.open(of: asked.account, at: asked.now, in: snapshot).map { one in
            CopyPart.Entry([
                ("device", list([one.device.program.rawValue, one.device.system.rawValue])),
                ("from", one.since.iso8601), ("last-used", one.lastUsed.iso8601), ("address", one.address),
            ])
        }
    }

    private static let networks = CopyPart("networks", of: ["known-network"]) { asked, snapshot in
        try KnownNetworkStore.networks(of: asked.account, in: snapshot).map {
            CopyPart.Entry([("network", $0.network), ("last-used", $0.lastAt.iso8601)])
        }
    }
}
