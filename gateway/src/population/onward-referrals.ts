import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LiaisonDiversionRow } from './liaison-diversion.ts'
import type { PersonRow, Someone } from './person.ts'
import type { Random } from './random.ts'
import type { ReconnectRow } from './reconnect.ts'
import { shares } from './shares.ts'
import type { Calendar } from './times.ts'

export const onwardReferralColumns = [
  ...(['referral_key', 'source_system', 'source_key', 'episode_key', 'service', 'provider_organisation', 'need', 'consent', 'sent_at', 'received_at'] as const),
  ...([
    'accepted_at',
    'declined_at',
    'decline_reason',
    'offered_at',
    'first_appointment_at',
    'attendance',
    'support_started_at',
    'ended_at',
    'outcome'
  ] as const),
  ...(['name_to_use', 'birth_date', 'phone', 'contact_advice'] as const)
]

export type OnwardReferralRow = Partial<Record<(typeof onwardReferralColumns)[number], string>>

type DemoService = { id: string; provider: string; needs: string[]; town: string | undefined; minimumAge: number; isActive: boolean }

/** The invented services of the demo directory, to which the invented people are referred. */
export const demoServicesFile = fileURLToPath(new URL('../../../subgraphs/directory/db/reference/demo-services.json', import.meta.url))

type Feed = {
  contents: {
    id: string
    status: string
    minimum_age?: number
    organization: { id: string; organization_identifiers?: { identifier: string }[] }
    attributes?: { taxonomy_term?: { code?: string } }[]
    service_at_locations?: { location?: { addresses?: { city?: string }[] } }[]
  }[]
}

export function readDemoServices(): DemoService[] {
  const { contents } = JSON.parse(readFileSync(demoServicesFile, 'utf8')) as Feed
  return contents.map(({ id, status, minimum_age: minimumAge, organization, attributes, service_at_locations: sites }) => ({
    id,
    provider: organization.organization_identifiers?.[0]?.identifier ?? organization.id,
    needs: (attributes ?? []).flatMap(({ taxonomy_term: term }) => term?.code ?? []),
    town: sites?.[0]?.location?.addresses?.[0]?.city,
    minimumAge: minimumAge ?? 0,
    isActive: status === 'active'
  }))
}

type Met = { record: PersonRow | undefined; episodes: readonly (LiaisonDiversionRow | ReconnectRow)[] }

/** The referrals made in someone's episodes with one service: only of people who agreed, for needs the episode says were referred on. */
export function onwardReferralsOf(
  someone: Someone,
  services: readonly DemoService[],
  { record, episodes, calendar }: Met & { calendar: Calendar }
): OnwardReferralRow[] {
  if (record?.consent_onward_service !== 'GIVEN') return []
  return episodes.flatMap((episode) => {
    const madeOn = 'received_at' in episode ? episode.screened_at : (episode as ReconnectRow).accepted_at
    if (!madeOn) return []
    const day = Math.floor((Date.parse(madeOn) - Date.parse(calendar.today)) / 86_400_000) + someone.random.whole(1, 3)
    const needs = calendar.isPast(day) ? needsReferredOn(someone.random, episode) : []
    return needs.flatMap((need) => {
      const service = serviceFor(someone, services, need)
      if (!service) return []
      const { source_system, source_key, episode_key } = episode
      const made = {
        referral_key: `${episode_key}-${need}`,
        source_system,
        source_key,
        episode_key,
        service: service.id,
        provider_organisation: service.provider
      }
      return [{ ...made, need, consent: 'GIVEN', ...courseOf(someone.random, calendar, day), ...toldOf(someone) }]
    })
  })
}

/** What the service was told of someone. The numbers are those that Ofcom keeps for drama. */
export function toldOf({ given, family, birthDate, index }: Someone): OnwardReferralRow {
  const phone = index % 5 === 0 ? {} : { phone: `07700 900${String(index % 1_000).padStart(3, '0')}` }
  return { name_to_use: `${given} ${family}`, birth_date: birthDate, ...phone, ...(index % 4 === 0 ? { contact_advice: 'Text first; leave no message.' } : {}) }
}

function needsReferredOn(random: Random, episode: LiaisonDiversionRow | ReconnectRow): string[] {
  const pairs = (('received_at' in episode ? episode.needs : (episode as ReconnectRow).goals) ?? '').split(';').filter(Boolean)
  const codes = pairs.filter((pair) => /:(REFERRED|IN_PROGRESS|ACHIEVED|PARTIALLY_ACHIEVED)$/.test(pair)).map((pair) => pair.split(':')[0] ?? '')
  return codes.filter(() => random.chance(shares.needReferredOn.value)).slice(0, 2)
}

function serviceFor({ random, place, isChild }: Someone, services: readonly DemoService[], need: string): DemoService | undefined {
  const taking = services.filter((service) => service.isActive && service.needs.includes(need) && (!isChild || service.minimumAge < 18))
  const near = taking.filter(({ town }) => town?.toLowerCase().startsWith(place))
  const [first] = near.length > 0 ? near : taking
  return first && random.pick(near.length > 0 ? near : taking)
}

/** What happened after the sending, as far as it has happened by yesterday. */
function courseOf(random: Random, calendar: Calendar, sentOn: number): OnwardReferralRow {
  const sent = { sent_at: calendar.at(sentOn, 10) }
  const heardOn = sentOn + random.whole(1, 6)
  if (!calendar.isPast(heardOn) || random.chance(shares.referralUnheard.value)) return sent
  const heard = { ...sent, received_at: calendar.at(heardOn, 9) }
  const decidedOn = heardOn + random.whole(0, 4)
  if (!calendar.isPast(decidedOn)) return heard
  if (!random.chance(shares.referralAccepted.value))
    return {
      ...heard,
      declined_at: calendar.at(decidedOn, 14),
      decline_reason: random.weigh({ NO_CAPACITY: 40, INAPPROPRIATE: 25, PERSON_DECLINED: 20, OUT_OF_AREA: 15 })
    }
  return { ...heard, accepted_at: calendar.at(decidedOn, 14), ...appointmentOf(random, calendar, decidedOn) }
}

function appointmentOf(random: Random, calendar: Calendar, decidedOn: number): OnwardReferralRow {
  const appointmentOn = decidedOn + random.whole(3, 21)
  const offered = { offered_at: calendar.at(decidedOn, 15), first_appointment_at: calendar.at(appointmentOn, 11) }
  if (!calendar.isPast(appointmentOn)) return offered
  if (!random.chance(shares.firstAppointmentAttended.value)) return { ...offered, attendance: 'MISSED' }
  const endedOn = appointmentOn + random.whole(20, 150)
  const supported = { ...offered, attendance: 'ATTENDED', support_started_at: calendar.at(appointmentOn, 12) }
  if (!calendar.isPast(endedOn)) return supported
  return { ...supported, ended_at: calendar.at(endedOn, 16), outcome: random.weigh({ ACHIEVED: 45, PARTIALLY_ACHIEVED: 35, NOT_ACHIEVED: 20 }) }
}
