import PersonalNetwork
import Testing

@Suite struct DomainsTests {
  @Test func thereAreSeventyThreeCompartmentsInAFixedOrder() {
    #expect(Compartment.all.count == Compartment.count)
    #expect(Set(Compartment.all).count == 73)
    for (place, compartment) in Compartment.all.enumerated() {
      #expect(compartment.index == place)
      #expect(Compartment(index: place) == compartment)
      #expect(Compartment(compartment.description) == compartment)
    }
    #expect(Compartment.of(.communication, .people).index == 0)
    #expect(Compartment.of(.housing, .plan).index == 33)
    #expect(Compartment.of(.leisure, .notes).index == 71)
    #expect(Compartment.emergency.index == 72)
    #expect(Compartment(index: 73) == nil)
    #expect(Compartment(index: -1) == nil)
  }

  @Test(arguments: [
    "", "housing", "housing/", "/plan", "housing/plan/", "Housing/plan", "housing/plan ",
    "emergency/people", "EMERGENCY", "housing//plan",
  ])
  func aMalformedCompartmentIsRefused(_ text: String) {
    #expect(Compartment(text) == nil)
  }

  @Test func everyTitleExistsInBothLanguages() {
    var titled: [any Titled] = []
    titled += LifeDomain.allCases as [any Titled]
    titled += Facet.allCases as [any Titled]
    titled += Compartment.all as [any Titled]
    titled += MemberRole.allCases as [any Titled]
    titled += Member.Kind.allCases as [any Titled]
    titled += Member.Mandate.allCases as [any Titled]
    titled += Member.Circle.allCases as [any Titled]
    titled += ObstacleCode.allCases as [any Titled]
    titled += HelpKind.allCases as [any Titled]
    titled += ContactMedium.allCases as [any Titled]
    titled += ItemContent.Kind.allCases as [any Titled]
    for value in titled {
      for language in Language.allCases { #expect(!value.title(language).isEmpty) }
    }
    #expect(LifeDomain.housing.title(.fr) == "Habitation")
    #expect(LifeDomain.leisure.title(.en) == "Recreation")
  }

  @Test func rolesAreThoseOfTheICF() {
    #expect(MemberRole.allCases.count == 25)
    #expect(MemberRole(rawValue: "e355") == .healthProfessional)
    #expect(MemberRole.housingService.isService)
    #expect(!MemberRole.otherProfessional.isService)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32",
    "2100-02-29", "2026-01-01T", "２０２６-01-01", "0000-01-01",
  ])
  func anImpossibleDayIsRefused(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test func daysAreReadWrittenAndOrdered() throws {
    let leap = try #require(Day("2024-02-29"))
    let later = try #require(Day("2024-03-01"))
    #expect(leap.description == "2024-02-29")
    #expect(leap < later)
    #expect(Day(year: 2000, month: 2, day: 29) != nil)
  }
}
