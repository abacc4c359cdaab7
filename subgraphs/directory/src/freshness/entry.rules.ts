import type { Site } from '../location/site.store.ts'
import type { Schedule } from '../opening/schedule.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'

/** One thing an entry says, in words for the service's own provider. */
export type Told = { label: string; text: string }

type Entry = { service: ServiceRow; organisation: string | null; sites: readonly Site[]; needs: readonly { label: string }[] }

const notSaid = 'Not said'
const statuses = { ACTIVE: 'Running', INACTIVE: 'Not running', DEFUNCT: 'Ended', TEMPORARILY_CLOSED: 'Closed for the time being' }
const routes = {
  SELF: 'People refer themselves',
  PROFESSIONAL: 'By a professional',
  SELF_OR_PROFESSIONAL: 'People refer themselves, or a professional does',
  DROP_IN: 'People drop in'
}
const sexes = { ANY: 'Everyone', FEMALE: 'Women', MALE: 'Men' }
const exclusions = { ARSON: 'arson', SEXUAL: 'sexual offences', VIOLENCE: 'violence' }

/** What the public directory says of a service. What a provider would miss is told to be not said; the rest is left out where nothing is known. */
export function tellEntry({ service, organisation, sites, needs }: Entry): Told[] {
  const phones = [...new Set([service.phone, ...service.otherPhones.map(({ number }) => number)])].filter((number) => number !== null)
  const lines: [label: string, text: string | null, ifNot?: string][] = [
    ['Service', service.name],
    ['Also known as', service.alternateName],
    ['Organisation', organisation],
    ['Whether it runs', statuses[service.status]],
    ['Notice', service.alert],
    ['What it does', service.description, notSaid],
    ['What it helps with', needs.map(({ label }) => label).join(', '), notSaid],
    ['Telephone', [...new Set(phones)].join(', '), notSaid],
    ['Email', service.email, notSaid],
    ['Web page', service.url, notSaid],
    ['Where', sites.map(addressOf).join('\n'), 'No address is shown to the public'],
    ['Opening hours', hoursOf([...service.schedules, ...sites.flatMap(({ site }) => site.schedules)]), notSaid],
    ['Ages', agesOf(service), notSaid],
    ['Whom it takes', service.takesSex && sexes[service.takesSex]],
    ['Who may use it', service.eligibility],
    ['How people are referred', service.referralRoute && routes[service.referralRoute]],
    ['How to apply', service.applicationProcess],
    ['Cost', service.fees],
    [
      'Does not take people convicted of',
      service.convictionExclusions && (service.convictionExclusions.map((code) => exclusions[code]).join(', ') || 'Takes all')
    ],
    ['Takes people with no fixed abode', service.takesNoFixedAbode === null ? null : service.takesNoFixedAbode ? 'Yes' : 'No'],
    ['Days to wait', service.waitingDays === null ? null : String(service.waitingDays)]
  ]
  return lines.flatMap(([label, text, ifNot]) => (text || ifNot ? [{ label, text: text || (ifNot ?? '') }] : []))
}

function addressOf({ location: { name, address, town, postcode } }: Site): string {
  return [name, address, town, postcode].filter((part, place, all) => part && all.indexOf(part) === place).join(', ')
}

function agesOf({ minimumAge, maximumAge }: Pick<ServiceRow, 'minimumAge' | 'maximumAge'>): string | null {
  if (minimumAge === null) return maximumAge === null ? null : `Up to ${maximumAge}`
  return maximumAge === null ? `${minimumAge} and over` : `${minimumAge} to ${maximumAge}`
}

const days: Record<string, string> = { MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' }
const places: Record<string, string> = { '1': 'first ', '2': 'second ', '3': 'third ', '4': 'fourth ', '5': 'fifth ', '-1': 'last ' }

/** One line a schedule, such as "Monday, Friday: 09:00 to 17:00", in the order of the entry; the same line once. */
function hoursOf(schedules: readonly Schedule[]): string {
  return [...new Set(schedules.map(lineOf))].filter((line) => line !== '').join('\n')
}

function lineOf({ frequency, byDay, byMonthDay, validFrom, validTo, opensAt, closesAt, isClosed, notes, interval }: Schedule): string {
  const named = (byDay ?? '').split(',').map((code) => code.replace(/^(-?\d)?(..)$/, (_, which = '', day) => `${places[which] ?? ''}${days[day] ?? day}`))
  const every = interval && interval > 1 ? `every ${interval} ${frequency === 'MONTHLY' ? 'months' : 'weeks'}, ` : ''
  const range = validFrom && validTo && validFrom !== validTo ? `${validFrom} to ${validTo}` : (validFrom ?? validTo ?? '')
  const when = frequency === null ? range : every + (byDay ? named.join(', ') : byMonthDay ? `day ${byMonthDay} of the month` : '')
  const hours = isClosed ? 'closed' : [opensAt, closesAt].filter(Boolean).join(' to ')
  const line = [when, hours].filter(Boolean).join(': ')
  return [line, notes].filter(Boolean).join(' – ')
}
