import { makeHome, makeJusticePeople, openChance, type Chance, type JusticePerson } from './make-justice-people.ts'

/** A record of an invented person as some service wrote it down, by column, and the person's number. */
export type JusticeRecord = { person: JusticePerson; fields: Record<string, string> }

/** Which column of a justice record means what, as `--columns` takes it. */
export const justiceColumns = {
  ...{ id: 'id', givenName: 'given', familyName: 'family', aliasGivenName: 'alias_given', aliasFamilyName: 'alias_family', birthDate: 'born' },
  ...{ birthDateEstimated: 'born_estimated', sex: 'sex', postcode: 'postcode', postcodeKind: 'postcode_kind', address: 'address', town: 'town' },
  ...{ nhsNumber: 'nhs', nhsNumberVerified: 'nhs_verified', pnc: 'pnc', prisonNumber: 'prison_number' }
}

const prisons = ['PR5 7AB', 'LA1 1YL', 'FY1 9XX', 'BB9 8ZZ']

/** So many records of invented people, one to four of each, with the slips and gaps that services make. */
export function makeJusticeRecords(count: number, seed: number): JusticeRecord[] {
  const chance = openChance(seed)
  const records: JusticeRecord[] = []
  for (const person of makeJusticePeople(Math.ceil(count / 1.9), chance)) {
    for (let left = 1 + chance.whole(3) + (chance.of(0.1) ? 1 : 0); left > 0; left -= 1) {
      records.push({ person, fields: { id: `r${records.length}`, ...writeDown(person, chance) } })
    }
  }
  return records.slice(0, count)
}

function writeDown(person: JusticePerson, chance: Chance): Record<string, string> {
  const isPrison = chance.of(0.3)
  return {
    ...writeName(person, chance),
    ...writeBirthDate(person, chance),
    sex: chance.of(0.02) ? '' : chance.of(0.005) ? (person.sex === 'M' ? 'F' : 'M') : person.sex,
    ...writeHome(person, chance, isPrison),
    ...writeNumbers(person, chance, isPrison)
  }
}

function writeName({ given, family, alias }: JusticePerson, chance: Chance): Record<string, string> {
  const spelt = (name: readonly string[]) => withSlip(chance.of(0.12) ? chance.pick(name) : (name[0] ?? ''), chance)
  const [first, last] = [spelt(given), spelt(family)]
  if (alias && chance.of(0.25))
    return { given: alias.given, family: alias.family, alias_given: chance.of(0.6) ? first : '', alias_family: chance.of(0.6) ? last : '' }
  const known = alias && chance.of(0.4) ? { alias_given: alias.given, alias_family: alias.family } : { alias_given: '', alias_family: '' }
  if (chance.of(0.012)) return { given: last, family: first, ...known }
  return { given: chance.of(0.015) ? first.charAt(0) : first, family: last, ...known }
}

function withSlip(name: string, chance: Chance): string {
  if (!chance.of(0.05) || name.length < 4) return name
  const at = 1 + chance.whole(name.length - 2)
  const kind = chance.whole(3)
  if (kind === 0) return name.slice(0, at) + name.slice(at + 1)
  if (kind === 1) return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2)
  return name.slice(0, at) + 'aeiourstln'.charAt(chance.whole(10)) + name.slice(at + 1)
}

function writeBirthDate({ born: [year, month, day] }: JusticePerson, chance: Chance): Record<string, string> {
  const write = (...parts: number[]) => parts.map((part) => String(part).padStart(2, '0')).join('-')
  const kind = chance.whole(1000)
  if (kind < 15) return { born: '', born_estimated: '' }
  if (kind < 45) return { born: write(year + chance.whole(3) - 1, 1, 1), born_estimated: chance.of(0.5) ? 'Y' : '' }
  if (kind < 65 && day <= 12) return { born: write(year, day, month), born_estimated: '' }
  if (kind < 80) return { born: write(year, month, 1 + ((day + 9) % 28)), born_estimated: '' }
  if (kind < 90) return { born: write(year + (chance.of(0.5) ? 1 : -1), month, day), born_estimated: '' }
  return { born: write(year, month, day), born_estimated: '' }
}

function writeHome({ home }: JusticePerson, chance: Chance, isPrison: boolean): Record<string, string> {
  const nothing = { postcode: '', postcode_kind: '', address: '', town: '' }
  if (isPrison && chance.of(0.5)) return { ...nothing, postcode: chance.pick(prisons), postcode_kind: 'PRISON' }
  if (!home) return chance.of(0.5) ? { ...nothing, postcode: 'NFA' } : nothing
  if (chance.of(0.15)) return nothing
  const { postcode, address, town } = chance.of(0.2) ? makeHome(chance) : home
  return { postcode, postcode_kind: '', address: chance.of(0.3) ? '' : address, town: chance.of(0.2) ? '' : town }
}

function writeNumbers(person: JusticePerson, chance: Chance, isPrison: boolean): Record<string, string> {
  const hasNhsNumber = chance.of(0.45)
  // Two numbers for one person: an old one, which nobody has verified.
  const isOld = hasNhsNumber && chance.of(0.004)
  return {
    nhs: hasNhsNumber ? (isOld ? '9990000018' : person.nhsNumber) : '',
    nhs_verified: hasNhsNumber && !isOld && chance.of(0.6) ? 'Y' : '',
    pnc: chance.of(isPrison ? 0.7 : 0.45) ? person.pnc : '',
    prison_number: isPrison && chance.of(0.9) ? person.prisonNumber : ''
  }
}
