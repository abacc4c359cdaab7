import { isUuid } from '@throughcare/kit/ids'
import { needTaxonomy, toNeedTerm } from './hsds.rules.ts'

/** What is asked of the open feed, as the address says it. */
export type Parameters = Readonly<Record<string, string>>

export type Question = {
  page: number
  size: number
  isFull: boolean
  /** True for rows of tables in place of documents, which then are full. */
  isTabular: boolean
  search?: string
  needCodes?: string[]
  termId?: string
  taxonomyId?: string
  minimumAge?: number
  maximumAge?: number
  age?: number
  day?: string
  startTime?: string
  endTime?: string
  modifiedAfter?: Date
  organisationId?: string
  postcode?: string
  metres: number
}

export const largestPage = 500
const days = { monday: 'MO', tuesday: 'TU', wednesday: 'WE', thursday: 'TH', friday: 'FR', saturday: 'SA', sunday: 'SU' } as const
const metresOfTenMiles = 16_093

/** The parameters of Open Referral UK 3.0 and HSDS 3.1; or a sentence on what is wrong with one. */
export function readParameters(given: Parameters, needs: readonly { code: string; label: string }[]): Question | { fault: string } {
  const faults: string[] = []
  const has = (name: string) => (given[name] ?? '') !== ''
  const read = <Value>(name: string, take: (text: string) => Value | null, must: string): Value | undefined => {
    if (!has(name)) return undefined
    const value = take((given[name] ?? '').trim())
    if (value === null) faults.push(`"${name}" must be ${must}.`)
    return value ?? undefined
  }
  const whole = (least: number, most: number) => (text: string) =>
    /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null
  const time = (text: string) => (/^([01]\d|2[0-3]):[0-5]\d/.test(text) ? text.slice(0, 5) : null)
  const id = (text: string) => (isUuid(text) ? text.toLowerCase() : null)
  const question = {
    page: read('page', whole(1, 9_999_999), 'a whole number from 1') ?? 1,
    size: read('per_page', whole(1, largestPage), `a whole number from 1 to ${largestPage}`) ?? 50,
    isFull: given.full === 'true' || given.format === 'tabular',
    isTabular: given.format === 'tabular',
    search: given.search?.trim() || undefined,
    ...readTerm(read('taxonomy_term_id', id, 'an id of a term'), read('taxonomy_id', id, 'an id of a taxonomy'), needs),
    minimumAge: read('minimum_age', whole(0, 999), 'a whole number of years'),
    maximumAge: read('maximum_age', whole(0, 999), 'a whole number of years'),
    age: read('age', whole(0, 120), 'an age in whole years'),
    day: read('day', readDay, 'a day of the week'),
    startTime: read('start_time', time, 'a time such as 09:00'),
    endTime: read('end_time', time, 'a time such as 17:00'),
    modifiedAfter: read('modified_after', readInstant, 'a time such as 2026-01-31T00:00:00Z'),
    organisationId: read('organization_id', id, 'an id of an organisation'),
    postcode: given.postcode?.trim() || undefined,
    metres: read('proximity', whole(1, 2_000_000), 'a number of metres') ?? metresOfTenMiles
  }
  return faults.length > 0 ? { fault: faults.join(' ') } : question
}

/** A term or taxonomy of ours is a need, or all of them; any other is one that a feed brought. */
function readTerm(termId: string | undefined, taxonomyId: string | undefined, needs: readonly { code: string; label: string }[]) {
  const ours = needs.filter((need) => toNeedTerm(need).id === termId).map(({ code }) => code)
  const isOurTaxonomy = taxonomyId === needTaxonomy.id
  return {
    needCodes: ours.length > 0 ? ours : isOurTaxonomy ? needs.map(({ code }) => code) : undefined,
    termId: ours.length > 0 ? undefined : termId,
    taxonomyId: isOurTaxonomy ? undefined : taxonomyId
  }
}

function readDay(text: string): string | null {
  const word = text.toLowerCase()
  return Object.entries(days).find(([name, code]) => name === word || code.toLowerCase() === word)?.[1] ?? null
}

function readInstant(text: string): Date | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time)
}
