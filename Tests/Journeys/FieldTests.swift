import Access
import App
import Base
import Foundation
import Identity
import Storage
import TestKit
import Testing
import Web

/// Fields of forms that name a record: a neighbour's office or official is refused like one that does not exist.
@Suite struct FieldTests {
    @Test(arguments: Engine.tested)
    func `somebody has said for every field that carries an id what it names`(engine: Engine) async throws {
        let neighbours = try await Neighbours.make(engine)
        let posts = Features.all.flatMap(\.routes).filter { $0.method == .post }
        var met: Set<String> = []
        for persona in Persona.allCases {
            let client = try await neighbours.house.client(as: persona)
            var pages = LeakTests.entrances.filter { !LeakTests.streams.contains($0) }
            for owner in Owner.allCases {
                pages += (neighbours.dossiers[owner] ?? []).flatMap { ["/ho-so/\($0.id)", "/ho-so-cua-toi/\($0.id)"] }
                pages += (neighbours.drafts[owner] ?? []).prefix(1).map { "/nop-ho-so/nhap/\($0.id)/giay-to" }
            }
            pages.append("/ban-lam-viec?viec=chua-ai-nhan")
            pages.append("/lam-thay/them?loai=representative")
            pages += ["/quay/\(neighbours.procedure.code)", "/nop-ho-so/\(neighbours.procedure.code)"]
            for page in pages {
                let reply = try await client.send("GET", page, chunksMax: 64)
                guard reply.status == 200 else { continue }
                for (action, field) in Self.idFields(in: PageText(reply.bytes)) {
                    let route = posts.first { Self.fits($0, action) }
                    met.insert("\(route?.path ?? action) \(field)")
                }
            }
        }
        #expect(met.subtracting(Reach.fields.keys) == [], "Say in Reach.fields what these name")
        #expect(Set(Reach.fields.keys).subtracting(met) == [], "No page shows these fields")
    }

    @Test(arguments: Engine.tested)
    func `a neighbour's office or official is refused in the words for one that does not exist`(
        engine: Engine
    ) async throws {
        let neighbours = try await Neighbours.make(engine)
        for (commune, other) in [(Owner.home, Owner.other), (.other, .home)] {
            let before = try await neighbours.house.journalLength()
            for (door, kind) in Reach.fields.sorted(by: { $0.key < $1.key }) where !kind.isPublic {
                let parts = door.split(separator: " ").map(String.init)
                let sender = try await Sender(neighbours, commune, path: parts[0])
                let foreign = try await neighbours.id(of: kind, at: other)
                let reply = try await sender.send([parts[1]: foreign])
                let nothing = try await sender.send([parts[1]: Filling.nobodys()])
                let filling = Filling(values: ["value": foreign])
                let twin = Filling(values: ["value": Filling.nobodys()])
                #expect(reply.status == 422, "\(door): \(reply.status)")
                let isSame = filling.signature(reply) == twin.signature(nothing)
                #expect(isSame, "\(door) tells them apart")
            }
            #expect(try await neighbours.house.journalLength() == before)
            for (door, kind) in Reach.fields.sorted(by: { $0.key < $1.key }) where !kind.isPublic {
                let parts = door.split(separator: " ").map(String.init)
                let sender = try await Sender(neighbours, commune, path: parts[0])
                let reply = try await sender.send([parts[1]: try await neighbours.id(of: kind, at: commune)])
                #expect(reply.status < 400, "\(door) refuses one's own: \(reply.status) \(reply.text.suffix(1500))")
            }
        }
    }

    /// Sends the form of one door as somebody who may, on a record where it is the next thing to do.
    private struct Sender {
        let neighbours: Neighbours
        let commune: Owner
        let client: WebClient
        let address: String
        /// One that was received at the counter.
        let received: String
        /// The account of whoever sends it.
        let account: String

        init(_ neighbours: Neighbours, _ commune: Owner, path: String) async throws {
            self.neighbours = neighbours
            self.commune = commune
            let isHome = commune == .home
            let persona: Persona =
                path.hasPrefix("/quan-tri") ? (isHome ? .administrator : .otherAdministrator)
                : path.hasSuffix("/phan-cong") || path.hasSuffix("/hang-loat")
                    ? (isHome ? .centreDirector : .otherDirector)
                : (isHome ? .reception : .otherReception)
            client = try await neighbours.house.client(as: persona)
            account = try await neighbours.house.caller(of: persona).account?.description ?? ""
            let submitted = neighbours.dossiers[isHome ? .citizen : .otherCitizen]?.last?.id ?? ""
            received = neighbours.dossiers[commune]?.first?.id ?? ""
            address = path.replacing(":code", with: neighbours.procedure.code)
                .replacing(":id", with: path.hasSuffix("/tiep-nhan") ? submitted : received)
        }

        func send(_ field: [String: String]) async throws -> WebClient.Reply {
            let form = neighbours.counterForm(commune).merging([
                "name": "Đinh Văn Chín", "title": "Chuyên viên", "roles": "specialist",
                "login": commune == .home ? "chin-hiep" : "chin-phung",
                "form": "tuq", "document": "QĐ 1/QĐ-UBND",
                "dossier": received, "deed": field["assignee"] == nil ? "forward" : "assign",
            ]) { $1 }.merging(absence(field)) { $1 }.merging(field) { $1 }
            return try await client.post(address, form: form)
        }

        /// With the sender as the other person, on a day of its own for each field: nobody is away twice.
        private func absence(_ field: [String: String]) -> [String: String] {
            let day = field["absent"] != nil ? "1" : address.hasPrefix("/quan-tri") ? "2" : "3"
            return ["absent": account, "deputy": account].merging(
                Dictionary(uniqueKeysWithValues: ["from", "through"].flatMap { name in
                    [("\(name)-ngay", day), ("\(name)-thang", "12"), ("\(name)-nam", "2026")]
                })) { $1 }
        }
    }

    /// Fields of forms that post, when a value of theirs looks like an id.
    private static func idFields(in page: PageText) -> [(action: String, field: String)] {
        page.all(between: "<form", and: "</form>").flatMap { form -> [(String, String)] in
            guard form.first(between: "method=\"", and: "\"") == "post",
                let action = form.first(between: "action=\"", and: "\"")
            else { return [] }
            let fields = form.all(between: "<input", and: ">") + form.all(between: "<select", and: "</select>")
            return fields.filter { field in
                field.all(between: "value=\"", and: "\"").contains { ID<AccountMark>($0.text) != nil }
            }.compactMap { $0.first(between: "name=\"", and: "\"") }.filter { $0 != "once" }.map { (action, $0) }
        }
    }

    private static func fits(_ route: Route, _ address: String) -> Bool {
        let (parts, words) = (route.path.split(separator: "/"), address.split(separator: "/"))
        return parts.count == words.count && zip(parts, words).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
}

extension Neighbours {
    func counterForm(_ owner: Owner) -> [String: String] {
        person(owner, 11).merging(form(owner)) { $1 }.merging(["paper": "\(component)"]) { $1 }
    }

    func id(of field: Reach.Field, at commune: Owner) async throws -> String {
        switch field {
        case .office: try await office(at: commune)
        case .official: try #require(officials[commune])
        case .head: try #require(house.people.accounts[commune == .home ? "kinhte" : "hp-kinhte"]).description
        case .dossier: try #require(dossiers[commune]?.first?.id)
        case .servedCommune, .agency: agency(of: commune).description
        }
    }
}
