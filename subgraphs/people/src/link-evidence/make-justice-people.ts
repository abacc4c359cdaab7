import { pools, type EthnicGroup } from './justice-names.rules.ts'

/** Chance that repeats with its seed. */
export type Chance = { of(share: number): boolean; pick<T>(items: readonly T[]): T; whole(most: number): number }

/** Mulberry32, a small generator of numbers; the same seed gives the same people everywhere. */
export function openChance(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    of: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    whole: (most) => Math.floor(next() * most)
  }
}

export type Home = { postcode: string; address: string; town: string }

/** An invented person as they are. Each name is the list of its spellings. */
export type JusticePerson = {
  number: number
  group: EthnicGroup
  sex: 'M' | 'F'
  given: string[]
  family: string[]
  alias: { given: string; family: string } | null
  /** Year, month and day. */
  born: [number, number, number]
  home: Home | null
  nhsNumber: string
  pnc: string
  prisonNumber: string
}

const groups = Object.keys(pools) as EthnicGroup[]
const towns: [string, string][] = [
  ['Preston', 'PR'],
  ['Blackburn', 'BB'],
  ['Lancaster', 'LA'],
  ['Blackpool', 'FY'],
  ['Burnley', 'BB'],
  ['Kendal', 'LA']
]
const streets = ['Mill', 'Church', 'Station', 'Park', 'Victoria', 'Albert', 'Moor', 'Bank', 'Chapel', 'Queen', 'Garstang', 'Whalley'].flatMap((name) =>
  ['Street', 'Road', 'Lane', 'Close'].map((kind) => `${name} ${kind}`)
)

/** Invented people, some of them twins and some a father and a son of one name and one home. */
export function makeJusticePeople(count: number, chance: Chance): JusticePerson[] {
  const people: JusticePerson[] = []
  while (people.length < count) {
    const person = makePerson(people.length, chance)
    people.push(person)
    const kin = chance.whole(100)
    if (kin < 2) people.push(asTwin(person, makePerson(people.length, chance), chance))
    else if (kin < 5 && person.sex === 'M' && person.born[0] > 1985) people.push(asFather(person, makePerson(people.length, chance), chance))
  }
  return people.slice(0, count)
}

function makePerson(number: number, chance: Chance): JusticePerson {
  const group = groupBy(chance.whole(10_000) / 10_000)
  const sex = chance.of(0.82) ? 'M' : 'F'
  const pool = pools[group]
  const [given, family] = [often(sex === 'M' ? pool.male : pool.female, chance), often(pool.family, chance)]
  const isAliased = chance.of(0.15)
  return {
    ...{ number, group, sex, given, family },
    alias: isAliased
      ? {
          given: chance.of(0.5) ? (given[0] ?? '') : (often(sex === 'M' ? pool.male : pool.female, chance)[0] ?? ''),
          family: often(pool.family, chance)[0] ?? ''
        }
      : null,
    born: [2012 - Math.floor((chance.whole(1000) * chance.whole(1000)) / 16_700), 1 + chance.whole(12), 1 + chance.whole(28)],
    home: chance.of(0.1) ? null : makeHome(chance),
    nhsNumber: nhsNumberOf(number),
    pnc: pncOf(1990 + chance.whole(36), number),
    prisonNumber: `A${String(number % 10_000).padStart(4, '0')}${letterOf(Math.floor(number / 10_000))}${letterOf(Math.floor(number / 260_000))}`
  }
}

export function makeHome(chance: Chance): Home {
  const [town, area] = chance.pick(towns)
  const postcode = `${area}${1 + chance.whole(9)} ${chance.whole(10)}${letterOf(chance.whole(26))}${letterOf(chance.whole(26))}`
  return { postcode, address: `${1 + chance.whole(180)} ${chance.pick(streets)}`, town }
}

function asTwin(person: JusticePerson, other: JusticePerson, chance: Chance): JusticePerson {
  const pool = pools[person.group]
  const given = chance.pick((person.sex === 'M' ? pool.male : pool.female).filter(([name]) => name !== person.given[0]))
  return { ...other, given, group: person.group, sex: person.sex, family: person.family, born: person.born, home: person.home, alias: null }
}

function asFather(person: JusticePerson, other: JusticePerson, chance: Chance): JusticePerson {
  const born: [number, number, number] = [person.born[0] - 18 - chance.whole(20), 1 + chance.whole(12), 1 + chance.whole(28)]
  return { ...other, born, given: person.given, family: person.family, group: person.group, sex: 'M', home: person.home, alias: null }
}

function groupBy(point: number): EthnicGroup {
  let sum = 0
  return groups.find((group) => (sum += pools[group].share) > point) ?? 'White British'
}

// The first names of a pool are the commonest, as names are.
function often(names: readonly string[][], chance: Chance): string[] {
  return names[Math.min(chance.whole(names.length), chance.whole(names.length))] ?? []
}

const letterOf = (number: number) => 'ABCDEFGHJKLMNPQRSTUVWXYZAB'.charAt(number % 26)

/** From the range that is never issued: 999, six digits and a check digit. */
function nhsNumberOf(number: number): string {
  for (let serial = number * 2; ; serial += 1) {
    const nine = `999${String(serial).padStart(6, '0')}`
    const check = (11 - ([...nine].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0) % 11)) % 11
    if (check < 10) return `${nine}${check}`
  }
}

function pncOf(year: number, number: number): string {
  const serial = String(1_000_000 + number).padStart(7, '0')
  return `${year}/${serial}${'ZABCDEFGHJKLMNPQRTUVWXY'.charAt(Number(`${String(year).slice(-2)}${serial}`) % 23)}`
}
