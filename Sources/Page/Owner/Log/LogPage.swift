import Consent
import Foundation
import PersonalNetwork
import TransparencyLog

/// A page of the log.
struct LogPage {
  let part: LogPart
  /// How many entries the owner was shown before.
  let seen: Int
  let log: VerifiedOwnerLog
  let words: LogWords
  let language: Language

  /// The whole page.
  var content: PageContent {
    PageContent(LogText.heading(language), part: "log") {
      tag("p", text: LogText.intro(language))
      proof
      if part.lines.isEmpty {
        tag("p", .named("id", "nothing"), text: LogText.nothing(language))
      }
      for (day, lines) in part.days(language) {
        tag("section") {
          tag("h2", text: day.isEmpty ? LogText.noDay(language) : day)
          tag("ul", .of(class: "cards")) { lines.map(entry) }
        }
      }
      ways
    }
  }

  /// The page where the log cannot be read now.
  static func silent(_ sentence: String, _ language: Language) -> PageContent {
    PageContent(LogText.heading(language), part: "log") {
      tag("p", .of(class: "notice"), .named("id", "silent"), text: sentence)
    }
  }

  /// The page of a log that is not whole: what is wrong, and what to do.
  static func broken(_ error: ReceiptError, _ language: Language) -> PageContent {
    var content = PageContent(LogText.heading(language), part: "log") {
      tag("p", .of(class: "failure"), .named("role", "alert"), .named("id", "broken")) {
        tag("strong", text: LogText.broken(language))
      }
      tag("p", text: LogText(error.code)(language))
      tag("p", text: LogText.brokenHint(language))
      tag("details") {
        tag("summary", text: LogText.detail(language))
        tag("p") { tag("code", text: "\(error.code.rawValue): \(error.place)") }
      }
    }
    content.isFailure = true
    return content
  }

  private func entry(_ line: LogLine) -> HTML {
    let isNew = line.sequence.map { $0 > seen } ?? false
    return tag("li", .of(class: "card"), .named("id", "entry-\(line.index)")) {
      if isNew { tag("strong", .of(class: "new"), text: LogText.new(language)) }
      if let time = line.time {
        tag("p", .of(class: "quietly"), text: DayWords.clock(time, language))
      }
      tag("p", text: words.told(line.event))
    }
  }

  /// Whether the log is whole and witnessed, in one sentence, and what that rests on.
  private var proof: HTML {
    tag("section", .of(class: "card"), .named("id", "proof")) {
      tag("p", .named("id", "intact")) {
        tag(
          "strong",
          text: (log.isWitnessed ? LogText.intactWitnessed : .intact)(language))
      }
      tag("details") {
        tag("summary", text: LogText.detail(language))
        checkpoint
        places
      }
    }
  }

  @HTMLBuilder private var checkpoint: [HTML] {
    tag(
      "p",
      text: LogText.counted(
        language,
        [
          "count": "\(log.items.count)",
          "when": DayWords.moment(log.state.issuedAt, language),
        ]))
    if let checkpoint = log.checkpoint {
      tag("p", text: LogText.tree(language, ["count": "\(checkpoint.size)"]))
      tag("p") { tag("code", text: checkpoint.root.base64) }
      if checkpoint.cosigners.isEmpty {
        tag("p", text: LogText.noWitness(language))
      } else {
        tag(
          "p",
          text: LogText.witnesses(language, ["count": "\(checkpoint.quorum)"]))
        tag("ul") { checkpoint.cosigners.map { tag("li", text: witness($0)) } }
      }
    }
  }

  private func witness(_ signer: NoteSigner) -> String {
    guard let time = signer.timestamp else { return signer.key.name }
    return LogText.witness(
      language,
      [
        "name": signer.key.name,
        "when": DayWords.moment(Date(timeIntervalSince1970: Double(time)), language),
      ])
  }

  /// Where the lines of this page lie in the hub's log.
  private var places: HTML {
    wideTable(LogText.places(language)) {
      tag("caption", text: LogText.places(language))
      tag("thead") {
        tag("tr") {
          tag("th", .named("scope", "col"), text: LogText.placeTime(language))
          tag("th", .named("scope", "col"), text: LogText.placeLine(language))
          tag("th", .named("scope", "col"), text: LogText.placeLeaf(language))
        }
      }
      tag("tbody") {
        part.lines.map { line in
          tag("tr") {
            tag(
              "th", .named("scope", "row"),
              text: line.time.map { DayWords.moment($0, language) } ?? LogText.noDay(language))
            tag("td", text: line.sequence.map { "\($0)" } ?? LogText.noLine(language))
            tag("td", text: "\(line.index)")
          }
        }
      }
    }
  }

  /// The way to older and newer lines.
  private var ways: HTML {
    tag("p", .of(class: "row"), .named("id", "ways")) {
      switch part.newer {
      case nil: HTML.nothing
      case .newest: link(LogText.newer(language), ["seen": "\(seen)"])
      case .before(let index):
        link(LogText.newer(language), ["before": "\(index)", "seen": "\(seen)"])
      }
      if let older = part.older {
        link(LogText.older(language), ["before": "\(older)", "seen": "\(seen)"])
      }
    }
  }

  private func link(_ title: String, _ query: [String: String]) -> HTML {
    tag(
      "a", .of(class: "button"), .named("href", Place("log", query: query).path), text: title)
  }
}
