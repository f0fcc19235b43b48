import Foundation
import Testing

@Suite struct UsageTests {
  @Test(arguments: [
    ["no-such-command"],
    ["grant"],
    ["grant", "Paul", "--purpose", "gossip", "--until", "30d"],
    ["key", "new", "--name", "N", "--kind", "hub"],
    ["member", "add"],
    ["contact", "add", "Paul", "--domain", "housing"],
    ["grant", "Paul", "--purpose", "care", "--until", "never"],
    ["view"],
    ["--lang", "de", "status"],
    ["status", "--passphrase-fd", "x"],
  ])
  func whatIsNotUnderstoodIsAUsageError(arguments: [String]) throws {
    try CommandRun.withHome { home in
      try CommandRun(arguments, home: home).expectFailure(2)
    }
  }

  @Test func aValueThatBeginsWithADashIsExplained() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(["view", "-g3KGdvFyCtAoO_GMEU5qw"], home: home)
      run.expectFailure(2)
      #expect(run.errors.contains("after --"))
    }
  }

  @Test func aUsageErrorDoesNotRepeatWhatWasTyped() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(["member", "add", "Théo", "surname-typed-by-mistake"], home: home)
      run.expectFailure(2)
      #expect(!run.errors.contains("surname-typed-by-mistake"))
    }
  }

  @Test func aMissingKeyIsALocalErrorAndNamesTheNextStep() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(["status"], home: home)
      run.expectFailure(7)
      #expect(run.errors.contains("maille key new"))
    }
  }

  @Test func twoSourcesForOnePassphraseAreAUsageError() throws {
    try CommandRun.withHome { home in
      try CommandRun(
        [
          "key", "new", "--name", "N", "--kind", "viewer", "--passphrase-file", "p",
          "--passphrase-fd", "3",
        ], home: home
      ).expectFailure(2)
    }
  }

  @Test func frenchIsSpokenWhereAskedFor() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(["status", "--lang", "fr"], home: home)
      run.expectFailure(7)
      #expect(run.errors.contains("fichier de clés"))
    }
  }
}
