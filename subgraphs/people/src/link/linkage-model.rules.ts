// Every number the linker uses, and where it comes from. Weights are bits: log2 of how much more often two records of one person agree
// (or differ) in this way than two records of two people do (Fellegi and Sunter 1969). They are stated, not fitted to any file.
//
// HMPPS: hmpps-person-match, model_2026_02_23_1e09, the published weights for people in the justice system of England and Wales.
// DERIVED: from m (how often one person's two records are so) and u (how often two people's are), both given beside the number.

/** How an exact agreement is weighed: log2(m / share of people who have the value), held between `least` and `most`; `average` where no share is known. */
export type Rarity = { m: number; average: number; least: number; most: number }

export const linkageModel = {
  version: '2026-11-1',

  // HMPPS: two records taken at random are one person with probability 2.65e-7, one in 3.8 million: that of everyone in its records. A file
  // on its own is its own population, one of its records being one person with a given other in as many as it holds; none is taken for
  // smaller than the least.
  people: Math.round(1 / 2.65e-7),
  leastPeople: 1_000,

  thresholds: {
    // HMPPS joins at 20 and lets a cluster stand down to 14. The lead over a runner-up is the Cambridge Bayesian linkage study's leader
    // advantage (BMC Med Inform 2023); 6 bits are odds of 64 to 1, and the difference of the two thresholds.
    link: 20,
    stay: 14,
    lead: 6,
    // Below odds of a thousand to one (10 bits) a pair is not worth a human's time: the house's design.
    review: 10,
    // What two records say of who someone is (names, birth date, sex, identifiers) contradicts itself from here on: HMPPS, "nothing agrees" of
    // a name is -7.9 and a different date of birth -8.6.
    disagreement: -7.5
  },

  givenName: {
    // HMPPS: a full name +17.1, split by u: about 1 in 110 share a given name, 1 in 1,200 a family name.
    exact: { m: 0.9, average: 6.9, least: 3, most: 11 } satisfies Rarity,
    // DERIVED: m 4 %, u 1 in 400.
    shortForm: 4,
    // HMPPS: a name of Jaro–Winkler 0.9 or more +7.3, split as above.
    alike: 3,
    // DERIVED: one of several given names, m 3 %, u 1 in 250.
    oneOfSeveral: 3,
    soundsAlike: 2,
    // DERIVED: m 2 %, u 1 in 14.
    initial: 1,
    // HMPPS: nothing agrees -7.9, in halves.
    different: -4
  },

  familyName: {
    exact: { m: 0.92, average: 10.2, least: 5, most: 14 } satisfies Rarity,
    // DERIVED: one half of a double-barrelled name, m 2 %, u 1 in 2,000.
    oneHalf: 5,
    alike: 4.3,
    soundsAlike: 3,
    different: -3.9
  },

  names: {
    // HMPPS: names reversed +14.0.
    swapped: 14,
    swappedAlike: 7,
    // HMPPS: an alias agrees +9 to +11.5, where the names themselves agree +17.1.
    aliasPenalty: -5.6,
    jaroWinklerGiven: 0.92,
    jaroWinklerFamily: 0.9
  },

  birthDate: {
    // HMPPS: exact +13.9, one of several +9 to +10, one edit +3.3, within five years -4.4, else -8.6.
    exact: 13.9,
    oneOfSeveral: 9.5,
    oneEdit: 3.3,
    withinFiveYears: -4.4,
    different: -8.6,
    // DERIVED: m 0.5 %, u 1 in 75,000 (both days at most 12).
    dayAndMonthSwapped: 8.5,
    // DERIVED: m 0.5 %, u 1 in 100.
    twoEdits: -1,
    // DERIVED: an estimate, or 1 January, is a year: agreement is worth log2 of about 60 years of birth, and a year or two off says little.
    estimatedSameYear: 5,
    estimatedNear: 1,
    estimatedDifferent: -5
  },

  // DERIVED: m 98 %, u one half; a wrong entry in 1 of 50.
  sex: { same: 0.9, different: -4 },

  postcode: {
    // HMPPS: shared postcodes by rarity +15.1, +12.0, +7.1, +5.3; none -2.3.
    exact: { m: 0.6, average: 12, least: 5.3, most: 15.1 } satisfies Rarity,
    // DERIVED: m 2 %, u 1 in 11,000 sectors; and a typing slip.
    sector: 5.3,
    oneEdit: 5.3,
    // DERIVED: m 8 %, u 1 in 400 among those whom one service meets.
    district: 3,
    different: -2.3,
    // Held by everyone of a prison or a hostel, or by everyone without a home.
    shared: 0
  },

  // DERIVED: people move: m 50 % exact, 10 % alike; u 1 in 10,000 and 1 in 1,000 once a postcode has been weighed.
  address: { exact: 8, alike: 4, different: -1.5 },

  // A town says nothing more once the postcode agrees. DERIVED: m 80 %.
  town: { exact: { m: 0.8, average: 4, least: 0.5, most: 7 } satisfies Rarity, alike: 2, different: -1.5 },

  // DERIVED: m 60 %; an address of one's own, though families and hostels share them.
  email: { exact: 14, sameUser: 9, alike: 5, different: -2 },
  phone: { exact: 12, different: -1 },

  // People of one household share a home and a phone, and a father and son a name too: with the same family name and another date of
  // birth, all that says no more than a common postcode does (HMPPS, lowest band).
  mostOfHousehold: 5.3,

  identifiers: {
    // HMPPS: PNC +21.6, CRO +21.8; both +29.9, so a second one adds 8. NHS number DERIVED: the PDS holds about 80 million people.
    exact: { NHS_NUMBER: 26, PNC: 21.6, CRO: 21.8 } as Record<string, number>,
    exactOther: 20,
    another: 8.1,
    // HMPPS: explicitly different -10, both -14.
    different: -10,
    anotherDifferent: -4,
    // DERIVED, for numbers without a check digit of six characters or more: m 3 %, u 1 in 100,000; m 0.5 %, u 1 in 3,000.
    oneEdit: 8,
    twoEdits: 3,
    // These carry a check digit or letter, so that a slip does not pass for another number.
    checked: ['NHS_NUMBER', 'PNC', 'CRO']
  },

  // HMPPS: the twin rule (same family name, date of birth and home, other first names, no alias and no identifier in common) forces -5.
  vetoedWeight: -5,

  // Past this many records nobody is one person, and no machine says so: the pair goes to review.
  mostRecordsOfPerson: 100,
  // A tangle of more records than this is cut at a higher threshold: see cluster.rules.ts.
  mostRecordsOfComponent: 300
}

/** A field whose commoner values say less. */
export type RarityField = 'givenName' | 'familyName' | 'postcode' | 'town'

/** The share of people who have a value, 0 to 1; null where it is not known. */
export type ShareOf = (field: RarityField, value: string) => number | null

/** Whom the records are of: how many people they may be, and how common values are among them. Held still between two releases of it, so that weights do not depend on who came first. */
export type Population = { people: number; shareOf: ShareOf }

/** Everyone in the justice system's records, no share known. */
export const national: Population = { people: linkageModel.people, shareOf: () => null }

/** The weight of two records before anything of them is compared. */
export function priorOf({ people }: Population): number {
  const chance = 1 / Math.max(people, linkageModel.leastPeople)
  return Math.log2(chance / (1 - chance))
}

/** The weight of an exact agreement on a value. */
export function weighRarity({ m, average, least, most }: Rarity, share: number | null): number {
  if (share === null || share <= 0) return average
  return Math.min(most, Math.max(least, Math.log2(m / share)))
}

/** Shares out of counts; null for a value that was not counted, or in a field with too few values to tell. */
export function sharesOf(counts: ReadonlyMap<RarityField, ReadonlyMap<string, number>>): ShareOf {
  const totals = Object.fromEntries([...counts].map(([field, values]) => [field, [...values.values()].reduce((total, count) => total + count, 0)]))
  return sharesAmong(totals, (field, value) => counts.get(field)?.get(value) ?? 0)
}

/** The same, of values that were counted elsewhere. */
export function sharesAmong(totals: Partial<Record<RarityField, number>>, countOf: (field: RarityField, value: string) => number): ShareOf {
  return (field, value) => {
    const total = totals[field] ?? 0
    const count = countOf(field, value)
    return count === 0 || total < leastCounted ? null : count / total
  }
}

const leastCounted = 500
