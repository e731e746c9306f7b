import Web

/// The life cycle as a drawing: the way to the result runs down on the left, what leads aside stands on the right.
/// Steps carry their numbers in the table beneath, which says the same in words. Moves taken back within a minute are
/// left out, or nothing would be seen.
struct LifeCycleDrawing {
    let t: Strings

    private struct Place {
        let column: Int
        /// In rows of the main way; halves stand between two.
        let row: Double
    }

    private static let boxes = (width: 230.0, height: 40.0)
    private static let rowHeight = 78.0
    private static let columns = [64.0, 372.0]
    private static let size = (width: 612.0, height: 700.0)

    private static func place(of state: DossierState) -> Place {
        switch state {
        case .submitted: Place(column: 0, row: 0)
        case .accepted: Place(column: 0, row: 1)
        case .forwarded: Place(column: 0, row: 2)
        case .inProgress: Place(column: 0, row: 3)
        case .inReview: Place(column: 0, row: 4)
        case .proposed: Place(column: 0, row: 5)
        case .approved: Place(column: 0, row: 6)
        case .resultReady: Place(column: 0, row: 7)
        case .returned: Place(column: 0, row: 8)
        case .refused: Place(column: 1, row: 0)
        case .withdrawn: Place(column: 1, row: 1)
        case .awaitingSupplement: Place(column: 1, row: 2.2)
        case .awaitingDuty: Place(column: 1, row: 3.3)
        case .suspended: Place(column: 1, row: 4.4)
        case .atAgency: Place(column: 1, row: 5.5)
        case .stopped: Place(column: 1, row: 6.8)
        case .declined: Place(column: 1, row: 7.8)
        }
    }

    var html: HTML {
        let moves = Self.moves.map(draw)
        let boxes = DossierState.allCases.map(draw)
        return """
            <figure class="life-drawing">
            <svg viewBox="0 0 \(Int(Self.size.width)) \(Int(Self.size.height))" role="img" \
            aria-label="\(t("dossier.life.drawing"))">
            <defs><marker id="life-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
            orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>
            \(moves)
            \(boxes)
            </svg>
            </figure>
            """
    }

    /// Each pair of states once, with the numbers of the steps that lead along it.
    private static var moves: [(move: LifeCycle.Move, numbers: [Int])] {
        var numbers: [LifeCycle.Move: [Int]] = [:]
        for (index, step) in LifeCycle.steps.enumerated() where step.clock != .undoes {
            for from in step.from {
                for to in step.targets(from: from) where to != from {
                    numbers[LifeCycle.Move(from: from, to: to), default: []].append(index + 1)
                }
            }
        }
        let order = DossierState.allCases
        return order.flatMap { from in
            order.compactMap { to in
                numbers[LifeCycle.Move(from: from, to: to)].map { (LifeCycle.Move(from: from, to: to), $0) }
            }
        }
    }

    private func draw(_ state: DossierState) -> HTML {
        let corner = Self.corner(of: state)
        let kind = state.isOpen ? state.isBeingResolved ? "running" : "open" : "end"
        return """
            <g class="life-\(kind)"><rect x="\(Int(corner.x))" y="\(Int(corner.y))" \
            width="\(Int(Self.boxes.width))" height="\(Int(Self.boxes.height))" rx="6"/>\
            <text x="\(Int(corner.x + Self.boxes.width / 2))" y="\(Int(corner.y) + 25)">\
            \(t("dossier.state.\(state.rawValue)"))</text></g>
            """
    }

    private func draw(_ move: LifeCycle.Move, _ numbers: [Int]) -> HTML {
        let line = Self.line(from: move.from, to: move.to)
        let label = numbers.map(String.init).joined(separator: ", ")
        return """
            <g class="life-move"><path d="\(line.path)" marker-end="url(#life-tip)"/><text x="\(Int(line.label.x))" \
            y="\(Int(line.label.y))">\(label)</text></g>
            """
    }

    private typealias Point = (x: Double, y: Double)

    private static func corner(of state: DossierState) -> Point {
        let place = place(of: state)
        return (columns[place.column], 8 + place.row * rowHeight)
    }

    /// Down the main way straight; back up it in a bow on the left; aside and back in a bow between the columns.
    private static func line(from: DossierState, to: DossierState) -> (path: String, label: Point) {
        let (start, end) = (place(of: from), place(of: to))
        let (a, b) = (corner(of: from), corner(of: to))
        let half = boxes.height / 2
        if start.column == 0, end.column == 0 {
            if end.row == start.row + 1 {
                let x = a.x + boxes.width / 2
                return ("M\(x) \(a.y + boxes.height)V\(b.y - 2)", (x + 12, (a.y + boxes.height + b.y) / 2 + 5))
            }
            let bow = a.x - 18 * abs(end.row - start.row) - 6
            return ("M\(a.x) \(a.y + half)C\(bow) \(a.y + half) \(bow) \(b.y + half) \(b.x - 2) \(b.y + half)",
                (a.x * 0.25 + bow * 0.75 - 2, (a.y + b.y) / 2 + half + 5))
        }
        if start.column == end.column {
            let x = a.x + boxes.width / 2
            return ("M\(x) \(a.y)V\(b.y + boxes.height + 2)", (x + 12, (a.y + b.y + boxes.height) / 2 + 5))
        }
        // Two ways between the same boxes keep apart.
        let shift = start.column == 0 ? -7.0 : 9.0
        let (x1, x2) = start.column == 0 ? (a.x + boxes.width, b.x - 2) : (a.x, b.x + boxes.width + 2)
        let (y1, y2) = (a.y + half + shift, b.y + half + shift)
        let middle = (x1 + x2) / 2
        return ("M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)",
            (x1 + (x2 - x1) * 0.3, y1 + (y2 - y1) * 0.22 - 4))
    }
}
