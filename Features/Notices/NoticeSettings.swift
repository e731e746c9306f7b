import Base
import Webhooks

/// Where mail goes out.
package struct MailServer: Sendable, Equatable {
    /// How the line to the server is guarded.
    package enum Encryption: String, Sendable, CaseIterable {
        /// Never without TLS: from the first byte on, or by STARTTLS.
        case required
        case ifOffered = "if-offered"
        /// For a server on the same machine.
        case none
    }

    package let url: String
    package let user: String
    package let password: String
    /// The sender's address as receivers see it.
    package let from: String
    package let encryption: Encryption
    /// A file of certificates in place of the system's; empty for those.
    package let authorities: String

    /// - Parameter url: `smtp://HOST[:PORT]` with STARTTLS, or `smtps://HOST[:PORT]` with TLS from the first byte on.
    package init(
        url: String, user: String = "", password: String = "", from: String, encryption: Encryption = .required,
        authorities: String = ""
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.from = from
        self.encryption = encryption
        self.authorities = authorities
    }

    /// Whether a text may be a sender's address.
    package static func isSender(_ text: String) -> Bool { MailMessage.isAddress(text) }

    /// Whether a text is an address of a mail server: scheme, host and perhaps a port, nothing else.
    package static func isURL(_ text: String) -> Bool {
        text.wholeMatch(of: /smtps?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?/) != nil
    }
}

/// A provider of text messages or Zalo that takes them as JSON over HTTP.
package struct Gateway: Sendable, Equatable {
    package let url: String
    /// Goes into `Authorization: Bearer …`; empty for none.
    package let token: String
    package let fields: GatewayFields

    package init(url: String, token: String = "", fields: GatewayFields = .usual) {
        self.url = url
        self.token = token
        self.fields = fields
    }

    /// Whether a text has the shape of an address; where it leads is checked with each message, as for webhooks.
    package static func isURL(_ text: String) -> Bool { ReceiverAddress.isShaped(text) }
}

/// How a provider calls the parts of a message: `to=phone,text=content,id=ref,answer=data.id,+sender=UBND`.
package struct GatewayFields: Sendable, Equatable {
    package let to: String
    package let text: String
    /// Our own id, so that the provider can tell a repetition.
    package let id: String
    /// Where in the answer the provider's id stands: names joined by dots.
    package let answer: [String]
    /// Further members with fixed values, in their order.
    package let constants: [Constant]

    package struct Constant: Sendable, Equatable {
        let name: String
        let value: String
    }

    package static let usual = GatewayFields(to: "to", text: "text", id: "id", answer: ["id"], constants: [])

    package init(to: String, text: String, id: String, answer: [String], constants: [Constant]) {
        self.to = to
        self.text = text
        self.id = id
        self.answer = answer
        self.constants = constants
    }

    /// What is not named keeps its usual name; nil for what cannot be read.
    package init?(_ text: String) {
        var names = ["to": "to", "text": "text", "id": "id", "answer": "id"]
        var constants: [Constant] = []
        for part in text.split(separator: ",") {
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else { return nil }
            let key = halves[0].filter { !$0.isWhitespace }
            if key.hasPrefix("+"), key.count > 1 {
                constants.append(Constant(name: String(key.dropFirst()), value: halves[1]))
            } else if names[key] != nil {
                names[key] = halves[1]
            } else {
                return nil
            }
        }
        self.init(to: names["to"] ?? "", text: names["text"] ?? "", id: names["id"] ?? "",
            answer: (names["answer"] ?? "").split(separator: ".").map(String.init), constants: constants)
    }
}

/// What whoever runs the installation has chosen about notices and reminders.
package struct NoticeSettings: Sendable {
    /// Nil: mail goes into the folder of files.
    package var mail: MailServer?
    package var sms: Gateway?
    package var zalo: Gateway?
    /// Where notices go whose channel leads nowhere else: one file each.
    package var folder: String
    package var quiet = QuietHours.usual
    /// From which share of the time, in percent, an official is reminded.
    package var sharePercent = 80
    /// When the morning's digest is written.
    package var digestAt = LocalTime(hour: 7, minute: 30)
    /// Networks that are not public and to which gateways may lead all the same.
    package var allowed: [NetworkRange] = []

    package init(folder: String) { self.folder = folder }
}
