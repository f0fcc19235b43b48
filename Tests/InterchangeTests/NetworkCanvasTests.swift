import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

/// Invented interviews, in the columns that Network Canvas's documentation describes.
@Suite struct NetworkCanvasTests {
  static let ego = NetworkSample.text(
    "\u{FEFF}networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,sessionStart,null,age\r\n"
      + "e1,case one,s1,2026-01-01T10:00:00.000Z,,34\r\n", name: "one_s1_ego.csv")
  static let persons = NetworkSample.text(
    "\u{FEFF}nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,null,support_type_money,"
      + "support_type_very_near,paid,closeness\r\n"
      + "1,e1,u1,\"Jonas, le grand\",,true,true,false,3\r\n"
      + "2,e1,u2,'=Kadiatou,,false,false,true,\r\n"
      + "3,e1,u3,Liv,,,,,1\r\n"
      + "4,e1,u4,too few cells\r\n"
      + "1,e1,u1,Jonas again,,false,false,false,2\r\n", name: "one_s1_attributeList_Person.csv")
  static let places = NetworkSample.text(
    "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\r\n5,e1,u5,Le café\r\n",
    name: "one_s1_attributeList_Place.csv")
  static let knows = NetworkSample.text(
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,"
      + "networkCanvasTargetUUID,null\r\n"
      + "1,1,2,e1,k1,u1,u2,\r\n2,2,1,e1,k2,u2,u1,\r\n3,1,2,e1,k3,u1,u2,\r\n"
      + "4,3,3,e1,k4,u3,u3,\r\n5,1,9,e1,k5,u1,u9,\r\n6,1,5,e1,k6,u1,u5,\r\n",
    name: "one_s1_edgeList_Knows.csv")
  // An older export: the ends are numbers of nodes, without their UUIDs.
  static let talks = NetworkSample.text(
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID\r\n1,2,3,e1,t1\r\n",
    name: "one_s1_edgeList_Talks.csv")
  static let empty = NetworkSample.text(
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID\r\n",
    name: "one_s1_edgeList_Empty.csv")
  static let matrix = NetworkSample.text(
    ",u1,u2\r\nu1,0,1\r\nu2,1,0\r\n", name: "one_s1_adjacencyMatrix_Knows.csv")
  static let all = [ego, persons, places, knows, talks, empty, matrix]

  @Test(arguments: [all, all.reversed()]) func anInterviewBecomesARecord(
    _ files: [SourceFile]
  ) throws {
    let told = try NetworkFiles.choose(nil, of: NetworkFiles.networks(files))
    #expect(told.name == "case one" && told.ego?["age"] == "34" && told.ego?["null"] == nil)
    let plan = try told.plan()
    let network = try PersonalNetwork(items: plan.items)
    #expect(NetworkSample.labels(network) == ["Jonas, le grand", "=Kadiatou", "Liv", "Le café"])
    #expect(network.memberTies.count == 3)
    #expect(network.ties(in: .relations).count == 4)
    func reasons(_ file: SourceFile) -> [String] {
      plan.lines.filter { $0.source == file.name && $0.outcome != .taken && $0.line > 1 }
        .sorted { $0.line < $1.line }.map { "\($0.line) \($0.reason?.rawValue ?? "")" }
    }
    #expect(reasons(Self.persons) == ["5 cell-count", "6 repeated"])
    #expect(
      reasons(Self.knows) == ["3 reversed", "4 repeated", "5 self-tie", "6 unknown-member"])
    #expect(plan.lines.contains { $0.source == Self.matrix.name && $0.reason == .notRead })
  }

  @Test func aVariableSpreadOverColumnsIsOneAgain() throws {
    let graph = try #require(try NetworkFiles.graphs(Self.all).first)
    let jonas = try #require(graph.nodes.first { $0.id == "u1" })
    #expect(jonas.attributes["support_type"] == "money;very_near")
    #expect(jonas.attributes["paid"] == "false" && jonas.attributes["closeness"] == "3")
    #expect(jonas.attributes["networkCanvasType"] == "Person")
    #expect(jonas.attributes["null"] == nil)
    #expect(graph.nodes.first { $0.id == "u2" }?.attributes["support_type"] == nil)
    #expect(graph.ego?["age"] == "34")
    #expect(graph.edges.count == 6)
  }

  @Test func interviewsInOneFileAreSeveralNetworks() throws {
    let nodes = NetworkSample.text(
      "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\n1,e1,u1,A\n1,e2,u2,B\n2,e2,u3,C\n")
    let edges = NetworkSample.text(
      "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID\n1,1,2,e2,k1\n")
    let graphs = try NetworkFiles.graphs([nodes, edges])
    #expect(graphs.map(\.name) == ["e1", "e2"])
    #expect(graphs.map(\.nodes.count) == [1, 2] && graphs.map(\.edges.count) == [0, 1])
  }

  @Test func whatIsNotReadableIsRefusedByItsFileAndLine() {
    let broken = NetworkSample.text(
      "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\n1,e1,u1,\"A\n")
    #expect(throws: ImportError(.unclosedQuote, at: "file 2, line 2")) {
      try NetworkFiles.networks([Self.ego, broken])
    }
    #expect(throws: ImportError(.mixedFormats, at: "the files")) {
      try NetworkFiles.networks([Self.ego, NetworkSample.text("<graphml/>")])
    }
  }
}
