import Base
import Journal
import Proof
import Storage
import Web

/// `/kiem-chung`: anybody pastes a receipt and is told in plain words what it proves; and takes what is needed to
/// verify it without us: the public key and the seals.
enum VerifyPages {
    static let path = "/kiem-chung"
    static let keyPath = "\(path)/khoa.pem"
    static let sealsPath = "\(path)/niem-phong.jsonl"

    static let routes: [Route] = [
        .get(path, .sealVerify) { .page(try await page($0, nil)) },
        .post(path, .sealVerify, verify).paced(.lookUp),
        .get(keyPath, .sealVerify) { request in
            guard let key = try await newest(request)?.key else { throw Problem.notFound }
            return .file(Array(key.pem.utf8), type: "application/x-pem-file", name: "khoa.pem", attachment: true)
        },
        .get(sealsPath, .sealVerify) { request in
            let seals = try await request.site.database.read { try SealStore.all(in: $0) }
            let text = seals.map { "\($0.line)\n" }.joined()
            return .file(Array(text.utf8), type: "application/jsonl", name: "niem-phong.jsonl", attachment: true)
        },
    ]

    private static func newest(_ request: WebRequest) async throws -> Seal? {
        try await request.site.database.read { try SealStore.last(in: $0) }
    }

    @Sendable private static func verify(_ request: WebRequest) async throws -> Answer {
        let typed = request.form["receipt"]
        guard !typed.isEmpty else {
            let problem = Problem.invalid([FieldFault("receipt", "receipt-empty")])
            return .page(try await page(request, problem), status: 422)
        }
        guard let receipt = Receipt(reading: Array(typed.utf8)) else {
            let problem = Problem.invalid([FieldFault("receipt", "receipt-unreadable")])
            return .page(try await page(request, problem), status: 422)
        }
        let look = try await request.site.database.read { try ReceiptLook(receipt, in: $0) }
        return .page(result(receipt, look, request))
    }

    // MARK: What is seen

    private static func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let (t, form) = (request.strings, FormView(request, problem))
        let newest = try await newest(request)
        return Page(title: form.title(t("sealing.verify.title")), density: .citizen, section: path, main: """
            \(form.summary)<h1>\(t("sealing.verify.title"))</h1><p>\(t("sealing.verify.lead"))</p>
            \(Components.form(action: path, request) { """
                <p hidden data-read-box><label for="receipt-file">\(t("sealing.verify.file"))</label>
                <input type="file" id="receipt-file" accept=".json,application/json" \
                data-read-into="\(form.id("receipt"))"></p>
                \(form.textArea("receipt", label: t("sealing.verify.text"), hint: t("sealing.verify.text.hint"),
                    rows: 8, attributes: " spellcheck=\"false\" autocomplete=\"off\""))
                \(Components.button(t("sealing.verify.button"), icon: .check))
                """ })
            <h2>\(t("sealing.verify.alone"))</h2>\(alone(newest, t))
            """)
    }

    /// What somebody needs who does not want to take our word.
    private static func alone(_ newest: Seal?, _ t: Strings) -> HTML {
        guard let newest else { return "<p>\(t("sealing.none.text"))</p>" }
        return """
            <p>\(t("sealing.verify.alone.text"))</p>
            <p><code>motcua verify receipt bien-nhan.json --key khoa.pem --seals niem-phong.jsonl</code></p>
            \(Components.summaryList([
                .init(t("sealing.key"), "<code>\(newest.key.fingerprint)</code>"),
                .init(t("sealing.newest"), "\(named(newest, t))"),
            ], t))
            \(Components.buttonRow([
                Components.buttonLink(t("sealing.verify.take-key"), to: keyPath, .secondary, icon: .download),
                Components.buttonLink(t("sealing.verify.take-seals"), to: sealsPath, .secondary, icon: .download),
            ]))
            """
    }

    private static func result(_ receipt: Receipt, _ look: ReceiptLook, _ request: WebRequest) -> Page {
        let t = request.strings
        return Page(title: t("sealing.verify.title"), density: .citizen, section: path, main: """
            \(Components.backLink(to: path, t, label: t("sealing.verify.again")))
            <h1>\(t("sealing.verify.title"))</h1>
            \(verdict(receipt, look, t))
            \(if: look.isOurs, facts(receipt, t))
            """)
    }

    private static func verdict(_ receipt: Receipt, _ look: ReceiptLook, _ t: Strings) -> HTML {
        let words = [
            "code": receipt.code, "received": t.formats.dateTime(receipt.receivedAt),
            "number": "\(receipt.sealed?.seal.number ?? 0)",
            "sealed": receipt.sealed.map { t.formats.dateTime($0.seal.at) } ?? "", "entry": "\(receipt.entry.number)",
        ]
        switch look.verdict {
        case .refused(let fault):
            return Components.notice(.late, title: t("sealing.verdict.refused"), live: true) {
                "<p>\(t("sealing.fault.\(fault.rawValue)", words))</p>"
            }
        case .waiting:
            return Components.notice(.warn, title: t("sealing.verdict.waiting"), live: true) {
                "<p>\(t(look.standsToday ? "sealing.verdict.waiting.text" : "sealing.verdict.unknown", words))</p>"
            }
        case .proven:
            return """
                \(Components.notice(.good, title: t("sealing.verdict.proven"), live: true) {
                    "<p>\(t("sealing.verdict.proven.text", words))</p>"
                })
                \(if: !look.standsToday, Components.notice(.late, title: t("sealing.verdict.changed")) {
                    "<p>\(t("sealing.verdict.changed.text", words))</p>"
                })
                """
        }
    }

    private static func named(_ seal: Seal, _ t: Strings) -> String {
        t("sealing.number-at", ["number": "\(seal.number)", "at": t.formats.dateTime(seal.at)])
    }

    private static func facts(_ receipt: Receipt, _ t: Strings) -> HTML {
        var rows: [Components.SummaryRow] = [
            .init(t("sealing.fact.code"), "<span class=\"code\">\(receipt.code)</span>"),
            .init(t("sealing.fact.received"), "\(t.formats.dateTime(receipt.receivedAt))"),
        ]
        if let due = receipt.entry.facts["due"].flatMap({ Instant(iso8601: $0) }) {
            rows.append(.init(t("sealing.fact.due"), "\(t.formats.dateTime(due))"))
        }
        rows.append(.init(t("sealing.fact.by"), "\(receipt.entry.actorName)"))
        rows.append(.init(t("sealing.fact.entry"), "\(receipt.entry.number)"))
        if let sealed = receipt.sealed {
            rows.append(.init(t("sealing.fact.seal"), "\(named(sealed.seal, t))"))
            rows.append(.init(t("sealing.key"), "<code>\(sealed.seal.key.fingerprint)</code>"))
        }
        return Components.summaryList(rows, t)
    }
}

/// A receipt held against what this office has today.
struct ReceiptLook: Sendable {
    let verdict: VerifyReceipt.Verdict
    /// Whether the journal still has the entry as the receipt has it.
    let standsToday: Bool

    init(_ receipt: Receipt, in snapshot: Snapshot) throws {
        // Only the seals that it names: they must be ours.
        let named = [receipt.sealed?.seal.number, receipt.sealed?.later?.seal.number].compactMap(\.self)
        let seals = try named.compactMap { try SealStore.seal($0, in: snapshot) }
        verdict = VerifyReceipt(receipt, seals: seals).verdict
        let number = receipt.entry.number
        let today = number > 0 ? try Journal.entries(after: number - 1, limit: 1, in: snapshot).first : nil
        standsToday = today == receipt.entry
    }

    /// Whether the receipt says what is true, so that it may be shown.
    var isOurs: Bool {
        switch verdict {
        case .proven: true
        case .waiting: standsToday
        case .refused: false
        }
    }
}
