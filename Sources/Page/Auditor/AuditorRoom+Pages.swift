import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import TransparencyLog

extension AuditorRoom {
  /// Whether the log is sound, before anything else.
  func home(_ reading: AuditReading, _ request: PageRequest) -> PageAnswer {
    let (report, language) = (reading.report, request.language)
    let alarms = report.unreviewed(at: request.time).count
    let isWitnessed = report.checkpoint?.isWitnessed ?? false
    return .page(
      PageContent(AuditorText.home(language), part: "home") {
        if report.isSound {
          tag("p", .of(class: "notice"), .named("id", "sound"), text: AuditorText.sound(language))
        } else {
          tag(
            "p", .of(class: "failure"), .named("id", "unsound"), .named("role", "alert"),
            text: AuditorText.unsound(language, ["count": "\(report.findings.count)"]))
          tag("ul", .named("id", "findings")) {
            for finding in report.findings { tag("li", text: finding.description) }
          }
          tag("p", text: AuditorText.unsoundHint(language))
        }
        tag(
          "p", .named("id", "witnessed"),
          text: isWitnessed
            ? AuditorText.witnessed(language) : AuditorText.notWitnessed(language))
        tag("p", text: AuditorText.size(language, ["count": "\(report.size)"]))
        tag(
          "p",
          text: AuditorText.root(language, ["root": report.checkpoint?.root.base64 ?? "–"]))
        if let next = reading.announced {
          tag(
            "p", .of(class: "notice"), .named("id", "announced"),
            text: AuditorText.announced(
              language,
              [
                "version": "\(next.version)", "when": DayWords.moment(next.validFrom, language),
              ]))
        }
        if alarms > 0 {
          tag(
            "p", .of(class: "failure"),
            text: AuditorText.alarm(language, ["count": "\(alarms)"]))
        }
        request.form.button(AuditorText.readAgain(language), to: .home)
      })
  }

  /// What happened in a period, by authority, purpose and outcome.
  func period(_ reading: AuditReading, _ request: PageRequest) -> PageAnswer {
    let language = request.language
    let period = AuditPeriod(request.place.query, at: request.time)
    let frames = reading.report.entries.map(\.frame).filter { period.holds($0.time) }
    let none = AuditorText.none(language)
    let parts: [(AuditorText, String, [String])] = [
      (.authority, "by-authority", frames.map { $0.authority?.description ?? none }),
      (.purpose, "by-purpose", frames.map { $0.purpose?.title(language) ?? none }),
      (
        .outcome, "by-outcome",
        frames.map {
          AuditWords.told($0.kind, language) + ", " + AuditWords.told($0.decision, language)
        }
      ),
    ]
    return .page(
      PageContent(AuditorText.period(language), part: "period") {
        tag("form", .named("method", "get"), .named("action", Place("period").path)) {
          field(AuditorText.from(language), name: "from", value: period.from, type: "date")
          field(AuditorText.until(language), name: "until", value: period.until, type: "date")
          tag("button", .named("type", "submit"), text: AuditorText.show(language))
        }
        tag("p", text: AuditorText.entriesInAll(language, ["count": "\(frames.count)"]))
        for (title, id, keys) in parts {
          tag("section", .named("id", id)) {
            tag("h2", text: title(language))
            AuditCounts(keys).chart(title(language))
            AuditCounts(keys).table(title(language), AuditorText.count(language))
          }
        }
      })
  }

  /// Single entries with pseudonyms, newest first, 50 a page.
  func entries(_ reading: AuditReading, _ request: PageRequest) -> PageAnswer {
    let language = request.language
    let all = Array(reading.report.entries.reversed())
    let pages = max(1, (all.count + 49) / 50)
    let page = min(max(1, request.place.query["page"].flatMap { Int($0) } ?? 1), pages)
    return .page(
      PageContent(AuditorText.entries(language), part: "entries") {
        wideTable(AuditorText.entries(language), id: "entries") {
          Self.head(
            [.leaf, .when, .kind, .record, .actor, .authority, .purpose, .outcome], language)
          tag("tbody") {
            for entry in all.dropFirst((page - 1) * 50).prefix(50) { Self.row(entry, language) }
          }
        }
        tag(
          "p", text: AuditorText.page(language, ["page": "\(page)", "pages": "\(pages)"]))
        tag("ul") {
          if page > 1 { Self.link(to: page - 1, AuditorText.newer(language)) }
          if page < pages { Self.link(to: page + 1, AuditorText.older(language)) }
        }
      })
  }

  private static func link(to page: Int, _ title: String) -> HTML {
    tag("li") {
      tag("a", .named("href", Place("entries", query: ["page": "\(page)"]).path), text: title)
    }
  }

  private static func row(_ entry: ReplayedEntry, _ language: Language) -> HTML {
    let frame = entry.frame
    let actor = frame.actor.map { " " + String($0.description.prefix(8)) } ?? ""
    return tag("tr") {
      tag("th", .named("scope", "row"), text: "\(entry.index)")
      tag("td", text: DayWords.moment(frame.time, language))
      tag("td", text: AuditWords.told(frame.kind, language))
      tag("td", text: frame.record.map { String($0.description.prefix(8)) } ?? "")
      tag("td", text: AuditWords.told(frame.role, language) + actor)
      tag("td", text: frame.authority?.description ?? "")
      tag("td", text: frame.purpose?.title(language) ?? "")
      tag("td", text: AuditWords.outcome(frame, language))
    }
  }

  static func head(_ titles: [AuditorText], _ language: Language) -> HTML {
    tag("thead") {
      tag("tr") { for title in titles { tag("th", .named("scope", "col"), text: title(language)) } }
    }
  }
}
