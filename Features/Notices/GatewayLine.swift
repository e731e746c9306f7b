import Base
import Webhooks

/// A provider of text messages or Zalo: one JSON object in, the provider's id out.
struct GatewayLine: Sendable {
    let gateway: Gateway
    let line: OutwardLine

    func send(_ notice: Notice) async -> NoticeOutcome {
        // The provider that heeds it takes a repetition after a crash of ours for what it is.
        var headers = [(name: "Idempotency-Key", value: notice.id.description)]
        if !gateway.token.isEmpty { headers.append((name: "Authorization", value: "Bearer \(gateway.token)")) }
        let (outcome, answer) = await line.post(Array(body(notice).orderedText.utf8), to: gateway.url, headers: headers)
        switch outcome {
        case .answered(200..<300): return .sent(id(in: answer))
        // What is wrong with us or with the provider passes; what is wrong with the message does not.
        case .answered(401), .answered(403), .answered(404), .answered(405): return .lineDown(outcome.words)
        case .answered(408), .answered(425), .answered(429): return .later(outcome.words)
        case .answered(400..<500): return .refused(outcome.words)
        case .answered: return .later(outcome.words)
        case .failed: return .lineDown(outcome.words)
        }
    }

    private func body(_ notice: Notice) -> JSONNode {
        let fields = gateway.fields
        let own = [(fields.to, notice.address), (fields.text, notice.body), (fields.id, notice.id.description)]
        let members = own + fields.constants.map { ($0.name, $0.value) }
        return JSONNode(.object(members.map { JSONNode.Member(name: $0.0, node: JSONNode(.text($0.1))) }))
    }

    private func id(in answer: [UInt8]) -> String {
        guard var node = try? JSONReader.read(answer) else { return "" }
        for name in gateway.fields.answer {
            guard let next = node[name] else { return "" }
            node = next
        }
        return String((node.text ?? node.integer.map { "\($0)" } ?? "").prefix(200))
    }
}
