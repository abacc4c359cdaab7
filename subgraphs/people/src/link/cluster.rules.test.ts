import fc from 'fast-check'
import { assertionsBetween, componentOf, pairKey, standingAssertions, type Assertion } from './assertion.rules.ts'
import { clusterRecords, type ClusterInput, type Fit, type ScoredPair } from './cluster.rules.ts'
import { linkageModel as model } from './linkage-model.rules.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const fits: Fit = { veto: null, disagrees: false }
const disagrees: Fit = { veto: null, disagrees: true }

type World = { records: string[]; pairs: ScoredPair[]; assertions: Assertion[]; fitOf: Map<string, Fit> }

const toInput = ({ fitOf, ...world }: World): ClusterInput => ({ ...world, compare: (one, other) => fitOf.get(pairKey(one, other)) ?? fits })
const personsOf = (world: World) => clusterRecords(toInput(world)).clusters

/** A small world in one line: `a-b 25` weighs 25, `a!b` disagree, `a=b` and `a#b` are a human's SAME and DIFFERENT, in the order written. */
function world(text: string): World {
  const made: World = { records: [], pairs: [], assertions: [], fitOf: new Map() }
  for (const [minute, item] of text.split(', ').entries()) {
    const [, one = '', sign = '', other = '', weight] = item.match(/^(\w+)([-!=#])(\w+)(?: (.+))?$/) ?? []
    for (const id of [one, other]) if (!made.records.includes(id)) made.records.push(id)
    if (sign === '-') made.pairs.push({ one, other, weight: Number(weight) })
    if (sign === '!') made.fitOf.set(pairKey(one, other), weight ? { veto: weight, disagrees: true } : disagrees)
    if (sign === '=' || sign === '#') made.assertions.push({ one, other, says: sign === '=' ? 'SAME' : 'DIFFERENT', decidedAt: at(minute) })
  }
  return made
}

const shown = (text: string) =>
  personsOf(world(text))
    .map((ids) => ids.join(''))
    .join(' ')

describe('which records are one person', () => {
  test.each([
    ['links from 20 bits', 'a-b 20', 'ab'],
    ['does not link below', 'a-b 19.9', 'a b'],
    ['links through a third record', 'a-b 25, b-c 21', 'abc'],
    ['does not chain two that disagree', 'a-b 30, b-c 21, a!c', 'ab c'],
    ['holds a joining record against every record of the person', 'a-b 30, b-c 29, c-d 22, a!d', 'abc d'],
    ['wants a lead of 6 bits over a rival', 'a-b 26, b-c 20.1, a!c', 'a b c'],
    ['and takes one of 6 bits', 'a-b 26.2, b-c 20.2, a!c', 'ab c'],
    ['a rival below the link threshold counts too', 'a-b 21, b-c 15.1, a!c', 'a b c'],
    ['a runner-up who may be the same person is no rival', 'a-b 26, b-c 21', 'abc'],
    ['a human’s SAME links whatever the weight', 'a=b', 'ab'],
    ['and whatever disagrees', 'a!b, a=b', 'ab'],
    ['and twins', 'a!b TWINS, a=b', 'ab'],
    ['but not two verified NHS numbers', 'a!b DIFFERENT_VERIFIED_NHS_NUMBERS, a=b', 'a b'],
    ['a human’s DIFFERENT parts whatever the weight', 'a-b 60, a#b', 'a b'],
    ['and in a chain', 'a-b 40, b-c 33, a#c', 'ab c'],
    ['of two decisions on one pair the newest holds', 'a#b, a=b', 'ab'],
    ['of two decisions on one pair the newest holds, the other way', 'a=b, a#b', 'a b'],
    ['a chain of SAMEs never joins what a human calls different', 'a=b, b=c, a#c', 'ab c'],
    ['whom a human parts from one person goes to the next they are like', 'a-b 40, a-c 24, b!c, a#b', 'ac b'],
    ['what a human parted are rivals', 'a-b 40, a-c 24, b-c 23, a#b', 'a b c']
  ])('%s: %s', (_, text, persons) => expect(shown(text)).toBe(persons))

  test('says why a pair stayed apart', () => {
    const reasons = (text: string) => clusterRecords(toInput(world(text))).held.map(({ reason }) => reason)

    expect(reasons('a-b 26, b-c 20.1, a!c')).toEqual(['NO_LEAD', 'NO_LEAD'])
    expect(reasons('a-b 30, b-c 21, a!c')).toEqual(['NO_LEAD'])
    expect(reasons('a-b 30, b-c 29, c-d 22, a!d')).toEqual(['DISAGREES'])
    expect(reasons('a-b 60, a#b')).toEqual(['HUMAN_SAYS_DIFFERENT'])
  })

  test('a pair that once weighed enough stays linked down to 14 bits', () => {
    const of = (weight: number, peak: number) => personsOf({ ...world('a-b 0'), pairs: [{ one: 'a', other: 'b', weight, peak }] }).length

    expect([of(14, 20), of(13.9, 20), of(14, 19.9)]).toEqual([1, 2, 2])
  })

  test('nobody is made of more records than a person can have', () => {
    const ids = Array.from({ length: model.mostRecordsOfPerson + 1 }, (_, number) => `r${number}`)
    const pairs = ids.slice(1).map((other) => ({ one: 'r0', other, weight: 30 }))
    const { clusters, held } = clusterRecords(toInput({ records: ids, pairs, assertions: [], fitOf: new Map() }))

    expect(Math.max(...clusters.map((cluster) => cluster.length))).toBe(model.mostRecordsOfPerson)
    expect(held.map(({ reason }) => reason)).toEqual(['TOO_MANY_RECORDS'])
  })

  test('a tangle too big to weigh up is cut where it is lightest, and links only what leads by more', () => {
    const ids = Array.from({ length: model.mostRecordsOfComponent + 2 }, (_, number) => `r${number}`)
    const chain = ids.slice(1).map((other, number) => ({ one: `r${number}`, other, weight: number === 150 ? 21 : number % 2 === 0 ? 40 : 16 }))
    const persons = personsOf({ records: ids, pairs: chain, assertions: [], fitOf: new Map() })

    expect(persons.filter((cluster) => cluster.length === 2)).toHaveLength(150)
    expect(persons.filter((cluster) => cluster.length === 1)).toHaveLength(2)
  })
})

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const weights = fc.constantFrom(12, 14.5, 17, 19.9, 20, 22, 25, 27, 31, 40)
const twoOf = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([one, other]) => one !== other)
const somePairs = fc.uniqueArray(fc.tuple(twoOf, weights), { maxLength: 14, selector: ([[one, other]]) => pairKey(one, other) })
const someFits = fc.array(
  fc.tuple(twoOf, fc.constantFrom(disagrees, { veto: 'TWINS', disagrees: true }, { veto: 'DIFFERENT_VERIFIED_NHS_NUMBERS', disagrees: true })),
  {
    maxLength: 5
  }
)
const someAssertions = fc.array(fc.tuple(twoOf, fc.constantFrom('SAME', 'DIFFERENT'), fc.integer({ min: 0, max: 20 })), { maxLength: 5 })
const worlds = fc.tuple(somePairs, someFits, someAssertions).map(([pairs, unlike, said]): World => ({
  records: ids,
  fitOf: new Map(unlike.map(([[one, other], fit]) => [pairKey(one, other), fit])),
  pairs: pairs.map(([[one, other], weight]) => ({ one, other, weight })),
  assertions: said.map(([[one, other], says, minute]) => ({ one, other, says: says as Assertion['says'], decidedAt: at(minute) }))
}))
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })

/** Imports the records one by one; each touches only what it hangs together with, and what is standing elsewhere is left alone. */
function importOneByOne(given: World, order: readonly string[]): string[][] {
  const here = new Set<string>()
  let persons: string[][] = []
  for (const id of order) {
    here.add(id)
    const among = <T extends { one: string; other: string }>(items: readonly T[]) => items.filter(({ one, other }) => here.has(one) && here.has(other))
    const [pairs, assertions] = [among(given.pairs).filter(({ weight }) => weight >= model.thresholds.stay), among(given.assertions)]
    const touched = componentOf([id], pairs, assertions)
    const records = [...touched]
    persons = [...persons.filter(([first]) => first !== undefined && !touched.has(first)), ...personsOf({ ...given, records, pairs, assertions })]
  }
  return persons.sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1))
}

describe('for any records, pairs and decisions', () => {
  test('linking in any order gives the same persons, one by one or all at once', () => {
    const cases = worlds.chain((given) => fc.tuple(fc.constant(given), shuffled(ids), shuffled(given.pairs), shuffled(given.assertions)))

    fc.assert(
      fc.property(cases, ([given, order, pairs, assertions]) => {
        const untimed = { ...given, assertions: given.assertions.map((item, minute) => ({ ...item, decidedAt: at(minute) })) }
        const inOtherOrder = assertions.map((item) => untimed.assertions[given.assertions.indexOf(item)] ?? item)

        expect(personsOf({ ...untimed, records: order, pairs, assertions: inOtherOrder })).toEqual(personsOf(untimed))
        expect(importOneByOne(untimed, order)).toEqual(personsOf(untimed))
      }),
      { numRuns: 2_000 }
    )
  })

  test('to link two persons and then part them leaves everyone as they were', () => {
    const cases = worlds.chain((given) => {
      const before = personsOf(given)
      return fc.tuple(
        fc.constant(given),
        shuffled(before).map((persons) => [persons[0] ?? [], persons[1] ?? []] as const)
      )
    })

    fc.assert(
      fc.property(cases, ([given, [ones, others]]) => {
        // Where somebody had called two of them the same and was overruled, to part them settles that too: they are not as they were.
        const said = standingAssertions(given.assertions)
        fc.pre(!ones.some((one) => others.some((other) => said.get(pairKey(one, other))?.says === 'SAME')))
        const linked = [...given.assertions, ...assertionsBetween(ones, others, { says: 'SAME', decidedAt: at(100) })]
        const parted = [...linked, ...assertionsBetween(ones, others, { says: 'DIFFERENT', decidedAt: at(101) })]

        expect(personsOf({ ...given, assertions: parted })).toEqual(personsOf(given))
      }),
      { numRuns: 2_000 }
    )
  })

  test('no imports and no other decisions rejoin what a human parted', () => {
    const cases = fc.tuple(worlds, twoOf, shuffled(ids))

    fc.assert(
      fc.property(cases, ([given, [one, other], order]) => {
        const parting = { one, other, says: 'DIFFERENT' as const, decidedAt: at(100) }
        const persons = importOneByOne({ ...given, assertions: [...given.assertions, parting] }, order)

        expect(persons.find((records) => records.includes(one))).not.toContain(other)
      }),
      { numRuns: 2_000 }
    )
  })

  test('nobody holds two verified NHS numbers, and a machine puts nobody together out of records that disagree', () => {
    fc.assert(
      fc.property(worlds, (given) => {
        const inOnePerson = (assertions: Assertion[], isBad: (fit: Fit) => boolean) =>
          personsOf({ ...given, assertions }).flatMap((records) =>
            records.flatMap((one) => records.filter((other) => one < other && isBad(given.fitOf.get(pairKey(one, other)) ?? fits)))
          )

        expect(inOnePerson(given.assertions, ({ veto }) => veto === 'DIFFERENT_VERIFIED_NHS_NUMBERS')).toEqual([])
        expect(inOnePerson([], (fit) => fit.disagrees)).toEqual([])
      }),
      { numRuns: 500 }
    )
  })
})
