import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

@Suite struct GraphMLTests {
  @Test func networkxIsReadWithItsReport() throws {
    let (plan, network) = try NetworkSample.plan(NetworkSample.file("networkx.graphml"))
    #expect(NetworkSample.labels(network) == ["Ada & Cie <atelier>", "Bruno <b>", "2"])
    #expect(network.memberTies.count == 1)
    #expect(network.ties(in: .relations).count == 3)
    // The default of a key holds for whoever does not say otherwise.
    let circles = Dictionary(
      uniqueKeysWithValues: network.members.map { ($0.card.label, $0.card.circle) })
    #expect(circles["Ada & Cie <atelier>"] == .closest && circles["2"] == .important)
    #expect(
      NetworkSample.report(plan) == [
        "15 merged reversed", "16 merged repeated", "17 dropped self-tie",
        "18 dropped unknown-member", "19 dropped no-tie",
      ])
    #expect(plan.lines.allSatisfy { $0.source == "networkx.graphml" })
  }

  @Test func igraphIsReadDirectedOneBecomingMutual() throws {
    let (plan, network) = try NetworkSample.plan(NetworkSample.file("igraph.graphml"))
    #expect(NetworkSample.labels(network) == ["Carine", "Dries", "Elif"])
    #expect(
      Set(network.memberTies.map(\.tie.qualities.direction)) == [.outward, .mutual])
    #expect(NetworkSample.report(plan) == ["13 merged reversed"])
    let graph = try #require(try NetworkFiles.graphs([NetworkSample.file("igraph.graphml")]).first)
    #expect(graph.name == "G" && graph.ego == nil)
    #expect(graph.edges.map(\.weight) == [0.5, 3, 1])
    #expect(graph.edges.allSatisfy { $0.directed })
  }

  @Test func gephiIsReadAndWhatIsNotIsNamed() throws {
    let (plan, network) = try NetworkSample.plan(NetworkSample.file("gephi.graphml"))
    #expect(NetworkSample.labels(network) == ["Farid", "Greta"])
    #expect(network.memberTies.count == 1)
    #expect(
      NetworkSample.report(plan) == [
        "3 dropped not-read", "5 dropped not-read", "6 dropped not-read",
      ])
  }

  @Test func yEdLabelsGroupsAndNestedNodesAreRead() throws {
    let (_, network) = try NetworkSample.plan(NetworkSample.file("yed.graphml"))
    #expect(NetworkSample.labels(network) == ["Hana", "Maison des voisins", "Ivo"])
    let tie = try #require(network.memberTies.first?.tie)
    #expect(tie.qualities.direction == .outward)
    #expect(network.card(tie.from)?.label == "Hana" && network.card(tie.to)?.label == "Ivo")
  }

  @Test func networkCanvasHasAnEgoAndSeveralGraphs() throws {
    let file = try NetworkSample.file("network-canvas.graphml")
    let networks = try NetworkFiles.networks([file])
    #expect(networks.map(\.name) == ["case-one", "case-two"])
    #expect(networks.first?.ego?["age"] == "34")
    #expect(throws: ImportError(.severalNetworks, at: "the files (2 networks)")) {
      try NetworkFiles.choose(nil, of: networks)
    }
    #expect(throws: ImportError(.noSuchNetwork, at: "the files (2 networks)")) {
      try NetworkFiles.choose(3, of: networks)
    }
    let plan = try NetworkFiles.choose(1, of: networks).plan(domain: .leisure)
    let network = try PersonalNetwork(items: plan.items)
    #expect(NetworkSample.labels(network) == ["Jonas", "Kadiatou"])
    #expect(network.nonEmptyDomains == [.leisure])
    #expect(network.memberTies.count == 1)
    let graphs = try NetworkFiles.graphs([file])
    #expect(graphs.map(\.nodes.count) == [2, 1])
    #expect(graphs.first?.nodes.first?.attributes["closeness"] == "4")
  }

  @Test func aNodeCanBeChosenAsEgo() throws {
    let graph = try #require(
      try NetworkFiles.graphs([NetworkSample.file("igraph.graphml")], ego: "n1").first)
    #expect(graph.nodes.map(\.label) == ["Carine", "Elif"])
    #expect(graph.edges.isEmpty && graph.nodes.map(\.egoWeight) == [0.5, 3])
    #expect(graph.ego?["name"] == "Dries")
    #expect(throws: ImportError(.noSuchNetwork, at: "the nodes")) {
      try NetworkFiles.graphs([NetworkSample.file("igraph.graphml")], ego: "n9")
    }
  }

  @Test func twoNamesThatLookTheSameAreTwoNodes() throws {
    let text = """
      <graphml><graph><node id="e\u{301}"/><node id="\u{E9}"/>
      <edge source="e\u{301}" target="\u{E9}"/></graph></graphml>
      """
    let graph = try #require(try NetworkFiles.graphs([NetworkSample.text(text)]).first)
    #expect(graph.nodes.count == 2 && graph.edges.count == 1)
  }

  static let laughs = """
    <?xml version="1.0"?>
    <!DOCTYPE graphml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
    <graphml><graph><node id="1"><data key="label">&c;</data></node></graph></graphml>
    """
  static let outside = """
    <!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <graphml><graph><node id="&x;"/></graph></graphml>
    """

  @Test(arguments: [
    (laughs, ImportError(.documentType, at: "line 2")),
    (outside, ImportError(.documentType, at: "line 1")),
    ("<graphml><graph><node id=\"&x;\"/></graph></graphml>", .init(.malformedXML, at: "line 1")),
    ("<graphml>\n<graph>\n<node id=\"1\">", .init(.malformedXML, at: "line 3")),
    ("<graphml>\n</graph>", .init(.malformedXML, at: "line 2")),
    ("<graphml><graph></graphml></graph>", .init(.malformedXML, at: "line 1")),
    ("<graphml><graph><node id='1' id='2'/></graph></graphml>", .init(.malformedXML, at: "line 1")),
    ("<graphml><graph><node id='&#0;'/></graph></graphml>", .init(.malformedXML, at: "line 1")),
    ("<graphml><graph>\u{1}</graph></graphml>", .init(.malformedXML, at: "line 1")),
    ("<graphml/><graphml/>", .init(.malformedXML, at: "line 1")),
    ("<graphml></graphml>\n", .init(.nothingToImport, at: "line 1")),
    ("<html></html>", .init(.wrongFormat, at: "line 1")),
    ("<?xml version='1.0' encoding='UTF-16'?>\n<graphml/>", .init(.notUTF8, at: "line 1")),
    (
      String(repeating: "<graphml>", count: 65), .init(.nestedTooDeeply, at: "line 1")
    ),
    ("<graphml><graph/></graphml>", .init(.nothingToImport, at: "the file")),
    (
      "<graphml><key id='a'/>\n<key id='a'/><graph><node id='1'/></graph></graphml>",
      .init(.duplicateField, at: "line 2")
    ),
  ])
  func whatIsNotSafeOrWholeIsRefused(_ text: String, _ expected: ImportError) {
    #expect(throws: expected) { try NetworkSample.plan(NetworkSample.text(text)) }
  }

  @Test func aDocumentTypeThatOnlyNamesAFileIsNotFetched() throws {
    let text = """
      <!DOCTYPE graphml SYSTEM "http://127.0.0.1:1/graphml.dtd">
      <graphml><graph><node id="1"/></graph></graphml>
      """
    #expect(try NetworkSample.plan(NetworkSample.text(text)).network.members.count == 1)
  }

  @Test func aMarkThatCombinesWithASemicolonHidesNoReference() throws {
    let text = "<graphml><graph><node id='&amp;\u{301}'/></graph></graphml>"
    #expect(
      NetworkSample.labels(try NetworkSample.plan(NetworkSample.text(text)).network) == ["&\u{301}"]
    )
  }

  @Test func aLabelThatNoCardMayHaveDropsItsLineAlone() throws {
    let long = String(repeating: "a", count: 300)
    let text = "<graphml><graph><node id='\(long)'/>\n<node id='b'/></graph></graphml>"
    let (plan, network) = try NetworkSample.plan(NetworkSample.text(text))
    #expect(NetworkSample.labels(network) == ["b"])
    #expect(NetworkSample.report(plan) == ["1 dropped not-allowed"])
  }

  @Test(arguments: UInt64(1)...6) func aDamagedFileIsRefusedOrKeepsItsRules(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for name in ["networkx", "igraph", "gephi", "yed", "network-canvas"] {
      let whole = try NetworkSample.file("\(name).graphml").data
      for _ in 0..<30 {
        var bytes = Array(whole)
        for _ in 0..<3 {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
        let cut = Int.random(in: 0...bytes.count, using: &generator)
        for data in [Data(bytes), Data(bytes.prefix(cut))] {
          do {
            for network in try NetworkFiles.networks([SourceFile(name: "", data: data)]) {
              _ = try PersonalNetwork(items: network.plan().items)
              _ = try network.graph()
            }
          } catch is ImportError {
            continue
          }
        }
      }
    }
  }

  /// Printed, not checked: what a large file takes on this machine.
  @Test func tenThousandMembersAreRead() throws {
    var text = "<graphml><key id='l' for='node' attr.name='label'/><graph>\n"
    for number in 0..<10_000 {
      text += "<node id='n\(number)'><data key='l'>Member \(number)</data></node>\n"
    }
    for number in 0..<20_000 {
      text += "<edge source='n\(number % 10_000)' target='n\((number * 7 + 1) % 10_000)'/>\n"
    }
    text += "</graph></graphml>"
    var members = 0
    let elapsed = try ContinuousClock().measure {
      members = try NetworkSample.plan(NetworkSample.text(text)).network.members.count
    }
    print("10,000 members, \(text.utf8.count) bytes of GraphML: \(elapsed)")
    #expect(members == 10_000)
  }
}
