import Access
import Dossiers
import Web

/// Who may reach which record: THE table of expected verdicts for doors that name one (T-11).
///
/// A new door with a `:name` in its path gets a line in `shelves`; a new field that carries an id gets one in `fields`.
/// Without it the tests fail, for nobody has said whose the record is.
enum Reach {
    /// What the names in a path stand for.
    enum Shelf: Sendable {
        /// A dossier, for the officials of the commune that resolves it.
        case dossierOfCommune
        /// A dossier, for the account that filed it.
        case dossierOfFiler
        case draft
        /// A paper by which a citizen acts for somebody else: for its agent, and for the officials who check it.
        case mandateOfAgent, mandateOfCommune
        /// An organisation, for its people.
        case organisation
        case official
        /// A review of the accounts of a commune.
        case review
        /// A program that is told what happens at a commune.
        case receiver
        /// A message that was sent for a commune.
        case notice
        /// The published catalogue: the same for everybody.
        case procedure
        /// One list for the whole installation, looked after by every administrator of it.
        case synonym, job
        /// A form of the law; the caller's own agency's layout of it.
        case layout
        /// Another system that signs people in: the same for everybody.
        case provider
        /// An incident with personal data, for the commune that records it.
        case incident
        /// What somebody has asked a commune about the own data.
        case rightsRequest
        /// A destruction that a commune has proposed, and a hold that it has placed.
        case purge, hold
    }

    /// The longest beginning that fits a route's path counts.
    static let shelves: [(beginning: String, shelf: Shelf)] = [
        ("/ho-so/:id", .dossierOfCommune),
        ("/ho-so-cua-toi/:id", .dossierOfFiler),
        ("/nop-ho-so/da-nop/:id", .dossierOfFiler),
        ("/nop-ho-so/:code", .procedure),
        ("/nop-ho-so/nhap/:id", .draft), ("/nop-ho-so/luu/:id", .draft), ("/nop-ho-so/tep/:id", .draft),
        ("/nop-ho-so/bo-tep/:id", .draft), ("/nop-ho-so/xoa/:id", .draft), ("/nop-ho-so/ban-moi/:id", .draft),
        ("/lam-thay/to-chuc/:id", .organisation), ("/lam-thay/:id", .mandateOfAgent),
        ("/uy-quyen/:id", .mandateOfCommune),
        ("/quay/:code", .procedure),
        ("/quan-tri/quy-trinh/:code", .procedure),
        ("/thu-tuc/:code", .procedure),
        ("/quan-tri/nguoi-dung/:account", .official),
        ("/quan-tri/ra-soat/:review", .review),
        ("/quan-tri/tu-dong-nghia/:id", .synonym),
        ("/quan-tri/cong-viec/:id", .job),
        ("/quan-tri/webhook/:id", .receiver),
        ("/quan-tri/thong-bao/:id", .notice),
        ("/bang-giam-doc/goi/:id", .dossierOfCommune),
        ("/quan-tri/bieu-mau/:form", .layout),
        ("/dang-nhap/qua/:provider", .provider),
        ("/quan-tri/su-co/:id", .incident),
        ("/quan-tri/yeu-cau-du-lieu/:id", .rightsRequest),
        ("/quan-tri/tieu-huy/dot/:id", .purge), ("/quan-tri/tieu-huy/lenh-giu/:id", .hold),
    ]

    static func shelf(of route: Route) -> Shelf? {
        shelves.filter { route.path.hasPrefix($0.beginning) }.max { $0.beginning.count < $1.beginning.count }?.shelf
    }

    /// The verdict: whether somebody who may use the door finds this owner's record behind it.
    static func reaches(_ persona: Persona, _ shelf: Shelf, of owner: Owner) -> Bool {
        switch shelf {
        case .dossierOfCommune, .mandateOfCommune: persona.commune == owner.commune
        case .official: persona.commune == owner || persona == .provinceAdministrator
        case .review, .receiver, .notice, .incident, .rightsRequest, .purge, .hold: persona.commune == owner
        case .dossierOfFiler, .draft, .mandateOfAgent, .organisation: persona.account == owner
        case .procedure, .synonym, .job, .layout, .provider: true
        }
    }

    /// The owners whose records stand on a shelf.
    static func owners(of shelf: Shelf) -> [Owner] {
        switch shelf {
        case .dossierOfCommune: Owner.allCases
        case .official, .review, .receiver, .notice, .incident, .rightsRequest, .purge, .hold: [.home, .other]
        case .dossierOfFiler, .draft, .mandateOfAgent, .mandateOfCommune, .organisation: [.citizen, .otherCitizen]
        case .procedure, .synonym, .job, .layout, .provider: [.home]
        }
    }

    /// Fields of forms that carry the id of something: what it names.
    enum Field: Sendable {
        case office, official
        /// The head of an office, who may be given signing.
        case head
        /// A dossier that the commune resolves.
        case dossier
        /// A commune that serves citizens: public, every one may be chosen.
        case servedCommune
        /// An agency of the installation that a dossier may be handed to: known to every office.
        case agency

        /// Known to everybody who sees the form.
        var isPublic: Bool {
            switch self {
            case .office, .official, .head, .dossier: false
            case .servedCommune, .agency: true
            }
        }
    }

    static let fields: [String: Field] = [
        "/ho-so/:id/tiep-nhan office": .office,
        "/ho-so/:id/chuyen office": .office,
        "/ho-so/:id/phan-cong assignee": .official,
        "/ban-lam-viec/hang-loat dossier": .dossier,
        "/ban-lam-viec/hang-loat office": .office,
        "/ban-lam-viec/hang-loat assignee": .official,
        "/quay/:code office": .office,
        "/quan-tri/nguoi-dung/them office": .office,
        "/vang-mat deputy": .official,
        "/quan-tri/uy-quyen-ky signer": .head,
        "/quan-tri/vang-mat absent": .official,
        "/quan-tri/vang-mat deputy": .official,
        "/ho-so/:id/lien-thong agency": .agency,
        "/nop-ho-so/:code agency": .servedCommune,
        "/lam-thay/them agency": .servedCommune,
        "/lam-thay/to-chuc/them agency": .servedCommune,
        "/tai-khoan/du-lieu/yeu-cau agency": .servedCommune,
        "/quay/:code agency": .servedCommune,
        "/quay/:code return-agency": .servedCommune,
    ]
}

extension Persona {
    /// The commune that the person works for.
    var commune: Owner? {
        switch self {
        case .anonymous, .citizen, .otherCitizen, .provinceMonitor, .provinceLeader, .provinceAdministrator: nil
        case .centreDirector, .centreDeputy, .reception, .cashier, .digitiser, .officeHead, .specialist, .recordsClerk,
            .procedureController, .reporter, .inspector, .leader, .administrator:
            .home
        case .otherDirector, .otherReception, .otherOfficeHead, .otherSpecialist, .otherLeader, .otherAdministrator:
            .other
        }
    }

    /// The citizen whose records are the person's own.
    var account: Owner? {
        switch self {
        case .citizen: .citizen
        case .otherCitizen: .otherCitizen
        case .anonymous, .provinceMonitor, .provinceLeader, .provinceAdministrator, .centreDirector, .centreDeputy,
            .reception, .cashier, .digitiser, .officeHead, .specialist, .recordsClerk, .procedureController, .reporter,
            .inspector, .leader, .administrator, .otherDirector, .otherReception, .otherOfficeHead, .otherSpecialist,
            .otherLeader,
            .otherAdministrator:
            nil
        }
    }
}

extension Owner {
    /// The commune that resolves what this owner filed.
    var commune: Owner {
        switch self {
        case .home, .citizen: .home
        case .other, .otherCitizen: .other
        }
    }
}
