import Consent
import PersonalNetwork

/// The figures before and after a yes, one limit a line.
struct YesTable {
  let yes: NextYes
  let limits: Limits
  let figure: FigureWords

  private struct Line {
    let limit: LimitID
    let unit: Refusal.Unit
    let before: Int
    let after: Int
    let bound: Int
  }

  private var language: Language { figure.language }

  /// The table.
  var table: HTML {
    tag("table") {
      tag("caption", text: LimitsText.nextCaption(language, ["name": yes.name]))
      tag("thead") {
        tag("tr") {
          for title in [
            LimitsText.column, .columnNow, .columnAfter, .columnBound,
          ] {
            tag("th", .named("scope", "col"), text: title(language))
          }
        }
      }
      tag("tbody") { lines.map(row) }
    }
  }

  private func row(_ line: Line) -> HTML {
    let isFloor = line.limit == .reserve
    return tag("tr") {
      tag("th", .named("scope", "row"), text: LimitsText(line.limit)(language))
      for value in [line.before, line.after, line.bound] {
        tag("td", text: figure(value, line.unit, isFloor: isFloor))
      }
    }
  }

  private var lines: [Line] {
    let (before, after) = (yes.before, yes.after)
    func line(
      _ limit: LimitID, _ unit: Refusal.Unit, _ value: (Figures) -> Int, _ bound: Int
    ) -> Line {
      Line(limit: limit, unit: unit, before: value(before), after: value(after), bound: bound)
    }
    return [
      line(
        .viewerShare, .share, \.viewerShare,
        limits.viewerShare(referent: after.viewerIsReferent)),
      line(
        .viewerDomains, .domains, \.viewerDomains,
        limits.viewerDomains(
          referent: after.viewerIsReferent, smallRecord: after.isSmallRecord)),
      line(
        .authorityShare, .share, \.authorityShare,
        limits.authorityShare(referent: after.authorityHoldsReferent)),
      line(
        .authorityDomains, .domains, \.authorityDomains,
        limits.authorityDomains(referent: after.authorityHoldsReferent)),
      line(
        .coalition, .share, { max($0.coalitionPersons, $0.coalitionAuthorities) },
        limits.coalition),
      line(.reserve, .share, \.neverSeen, limits.reserve),
      line(.duration, .days, \.durationDays, limits.durationDays),
      line(.run, .days, \.runDays, Limits.runDays),
    ]
  }
}
