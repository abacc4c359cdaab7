import { ageOn } from '@throughcare/kit/clock'
import { openNhsNumbers, pncOf, prisonNumberOf } from './identifiers.ts'
import { familyNames, givenNames } from './names.ts'
import { openRandom, type Random } from './random.ts'
import { shares } from './shares.ts'
import type { Calendar } from './times.ts'

export const personColumns = [
  ...(['source_system', 'source_key', 'given_name', 'family_name', 'birth_date', 'birth_date_estimated', 'sex', 'ethnic_category', 'postcode'] as const),
  ...(['nhs_number', 'nhs_number_verified', 'prison_number', 'pnc', 'consent_sister_service', 'consent_sister_service_on'] as const),
  ...(['consent_onward_service', 'consent_onward_service_on', 'consent_capacity', 'location_sensitive'] as const)
]

export type PersonRow = Partial<Record<(typeof personColumns)[number], string>>

/** Someone who does not exist, as they are: what the services write down of them is less, and at times wrong. */
export type Someone = {
  index: number
  random: Random
  /** Chance for what else happened to them, apart, so that it changes nothing of who they are and where they went. */
  aside: Random
  inLiaisonDiversion: boolean
  inReconnect: boolean
  given: string
  family: string
  sex: 'M' | 'F'
  isChild: boolean
  birthDate: string
  ethnicity: string
  postcode: string
  place: keyof typeof shares.place.value
  nhsNumber: string | null
  pnc: string
  prisonNumber: string
}

const outcodes: Record<Someone['place'], readonly string[]> = {
  preston: ['PR1', 'PR2'],
  blackburn: ['BB1', 'BB2', 'BB3'],
  blackpool: ['FY1', 'FY2', 'FY3', 'FY4'],
  burnley: ['BB10', 'BB11', 'BB12'],
  carlisle: ['CA1', 'CA2', 'CA3'],
  lancaster: ['LA1', 'LA2', 'LA3', 'LA4'],
  barrow: ['LA13', 'LA14'],
  skelmersdale: ['WN8'],
  workington: ['CA14'],
  kendal: ['LA8', 'LA9']
}
const elsewhere = ['M14', 'L8', 'OL6', 'WN5', 'BD3', 'DG1']
// The code that NHS Postcode Directory users write for people of no fixed abode.
const noFixedAbode = 'ZZ99 3VZ'
const inwardLetters = [...'ABDEFGHJLNPQRSTUWXYZ']

/** Makes people one after another. */
export function openPeople(seed: number, calendar: Calendar): (index: number) => Someone {
  const nextNhsNumber = openNhsNumbers()
  return (index) => {
    const random = openRandom(seed, index)
    const service = random.next()
    const inBoth = service < shares.bothServices.value
    const onlyLiaisonDiversion = !inBoth && service < shares.bothServices.value + shares.onlyLiaisonDiversion.value
    const sex = onlyLiaisonDiversion && random.chance(shares.female.value) ? 'F' : 'M'
    const isChild = onlyLiaisonDiversion && random.chance(shares.under18.value)
    const place = random.weigh(shares.place.value)
    const birth = birthOf(random, isChild)
    return {
      index,
      random,
      aside: openRandom(seed, -2 - index),
      inLiaisonDiversion: inBoth || onlyLiaisonDiversion,
      inReconnect: !onlyLiaisonDiversion,
      given: random.pick(givenNames[sex]),
      family: random.pick(familyNames),
      sex,
      isChild,
      birthDate: calendar.day(birth),
      ethnicity: random.weigh(shares.ethnicity.value),
      postcode: postcodeOf(random, place),
      place,
      nhsNumber: nextNhsNumber(),
      pnc: pncOf(Number(calendar.day(birth + 15 * 365).slice(0, 4)), index),
      prisonNumber: prisonNumberOf(index)
    }
  }
}

/** A day of birth, in days from today. Adults are eighteen before anything happened to them here, about two years back at most. */
function birthOf(random: Random, isChild: boolean): number {
  if (isChild) return -random.whole(Math.ceil(12.1 * 365.25), Math.floor(17.9 * 365.25))
  const years = 20 + random.whole(0, 15) + (random.chance(0.6) ? random.whole(0, 15) : 0) + (random.chance(0.2) ? random.whole(0, 22) : 0)
  return -Math.ceil((years + random.next()) * 365.25)
}

function postcodeOf(random: Random, place: Someone['place']): string {
  if (random.chance(shares.noFixedAbode.value)) return noFixedAbode
  const outcode = random.pick(random.chance(shares.outOfArea.value) ? elsewhere : outcodes[place])
  return `${outcode} ${random.whole(1, 9)}${random.pick(inwardLetters)}${random.pick(inwardLetters)}`
}

/** What a service wrote down of someone when they first met. */
export function recordOf(
  someone: Someone,
  { system, metOn, calendar }: { system: 'synthetic-custody' | 'synthetic-prison'; metOn: number; calendar: Calendar }
): PersonRow {
  const { random, index } = someone
  const isPrison = system === 'synthetic-prison'
  const nhsNumber = random.chance(shares.missingNhsNumber.value) ? null : someone.nhsNumber
  const withPnc = random.chance(isPrison ? shares.withPncInPrison.value : shares.withPncInCustody.value)
  return {
    source_system: system,
    source_key: `S${index}`,
    given_name: someone.given,
    family_name: someone.family,
    birth_date: someone.birthDate,
    sex: someone.sex,
    ethnic_category: someone.ethnicity,
    postcode: someone.postcode,
    ...(nhsNumber ? { nhs_number: nhsNumber, nhs_number_verified: random.chance(shares.unverifiedNhsNumber.value) ? 'N' : 'Y' } : {}),
    ...(isPrison ? { prison_number: someone.prisonNumber } : {}),
    ...(withPnc ? { pnc: someone.pnc } : {}),
    ...consent(random, { column: 'consent_sister_service', metOn, calendar }),
    ...consent(random, { column: 'consent_onward_service', metOn, calendar }),
    ...(ageOn(someone.birthDate, calendar.day(metOn)) < 16 ? { consent_capacity: 'COMPETENT_CHILD' } : {})
  }
}

function consent(
  random: Random,
  { column, metOn, calendar }: { column: 'consent_sister_service' | 'consent_onward_service'; metOn: number; calendar: Calendar }
): PersonRow {
  const decision = random.weigh(column === 'consent_sister_service' ? shares.sisterService.value : shares.onwardService.value)
  return decision ? { [column]: decision, [`${column}_on`]: calendar.day(metOn) } : {}
}

/** The same person taken down a second time, by someone in a hurry: a letter is wrong and nobody asked for numbers. */
export function secondRecordOf(someone: Someone, calendar: Calendar, metOn: number): PersonRow {
  const { nhs_number: _number, nhs_number_verified: _verified, pnc: _pnc, ...row } = recordOf(someone, { system: 'synthetic-custody', metOn, calendar })
  return { ...row, source_key: `S${someone.index}-again`, family_name: misspell(someone.random, someone.family) }
}

function misspell(random: Random, name: string): string {
  const place = random.whole(2, name.length - 2)
  const swapped = name.slice(0, place) + name.charAt(place + 1) + name.charAt(place) + name.slice(place + 2)
  return swapped === name ? name.slice(0, place) + name.slice(place + 1) : swapped
}
