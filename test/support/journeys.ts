import { randomUUID } from 'node:crypto'
import { room } from '@throughcare/journeys'
import type { FeedEvent } from '@throughcare/kit/feed'
import { teamAudience, type Principal } from '@throughcare/kit/principal'
import { feedEvent, openFedRoom, type FedRoom } from './fed-room.ts'

export type Told = { recordId: string; detailId?: string; at?: string; version?: number; facilityId?: string } & Partial<FeedEvent>

/** The journeys room with a clock that stands still until it is set, fed with what the test tells. */
export type JourneysRoom = FedRoom & {
  at(instant: string): void
  /** Tells of something that happened, by the type of its event; returns the id of the episode or referral. */
  tell(type: string, told: Told): Promise<string>
  /** Tells who may read a record: its own service, and the sister service with consent. */
  open(recordId: string, told: Opening): Promise<void>
  /** Tells of much at once, of who may read it first: one page of each feed. */
  tellAll(events: readonly FeedEvent[]): Promise<void>
  /** Asks for fields of persons, each given by all their records. */
  askOf(principal: Principal, persons: string[][], fields: string): Promise<Awaited<ReturnType<FedRoom['ask']>> & { persons: Record<string, unknown>[] }>
}

export type Opening = { service: 'LIAISON_DIVERSION' | 'RECONNECT'; consent?: boolean; subject?: string; isPlaceOpen?: boolean }

const sisterOf = { LIAISON_DIVERSION: 'RECONNECT', RECONNECT: 'LIAISON_DIVERSION' } as const

export async function openJourneys({ isDeaf = false } = {}): Promise<JourneysRoom> {
  let now = new Date('2026-06-10T09:00:00Z')
  const fed = await openFedRoom(room, { clock: { now: () => now }, isDeaf })
  return {
    ...fed,
    at: (instant) => void (now = new Date(instant)),
    async tell(type, told) {
      const event = journeyEvent(type, told)
      await fed.publish(feedOf(type), event)
      return event.subjectId
    },
    open: (recordId, told) => fed.publish('people', accessEvent(recordId, told)),
    async tellAll(events) {
      const feeds = Map.groupBy(events, ({ type }) => feedOf(type))
      for (const feed of ['people', 'liaison-diversion', 'reconnect', 'referrals']) await fed.publish(feed, ...(feeds.get(feed) ?? []))
    },
    async askOf(principal, persons, fields) {
      const query = `query ($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person { ${fields} } } }`
      const representations = persons.map((recordIds) => ({ __typename: 'Person', recordId: recordIds[0], recordIds }))
      const answer = await fed.ask(principal, query, { persons: representations })
      return { ...answer, persons: answer.data?._entities ?? [] }
    }
  }
}

/** An event of a service as its feed tells it to journeys. */
export function journeyEvent(type: string, { detailId = randomUUID(), at, version = 1, facilityId, ...changes }: Told): FeedEvent {
  const payload = {
    'liaison-diversion': { episodeId: detailId, facilityId: facilityId ?? 'LAN3' },
    reconnect: { episodeId: detailId, facilityId: facilityId ?? 'PNI' },
    referrals: { [/signpost|take-up/.test(type) ? 'signpostId' : 'referralId']: detailId, serviceId: 'inspire', madeBy: 'RECONNECT' }
  }[feedOf(type)]
  return feedEvent({ type, subjectId: detailId, subjectVersion: version, payload, ...(at ? { occurredAt: at, recordedAt: at } : {}), ...changes })
}

/** Who may read a record, as people's feed tells it. */
export function accessEvent(recordId: string, { service, consent = false, subject, isPlaceOpen = false }: Opening): FeedEvent {
  const grant = (audience: string, level: 'read' | 'know' | 'location', reason: string | null = null) => ({ audience, level, reason, until: null })
  const sister = teamAudience('RW5', sisterOf[service])
  const grants = [
    grant(teamAudience('RW5', service), 'read'),
    grant(sister, 'know', 'CONSENT_REQUIRED'),
    ...(consent ? [grant(sister, 'read')] : []),
    ...(isPlaceOpen ? [grant(sister, 'location')] : []),
    ...(subject ? [grant(`subject:${subject}`, 'read')] : [])
  ]
  return feedEvent({ type: 'people.record-access-changed', recordId, subjectId: recordId, payload: { recordId, service, grants } })
}

const feedOf = (type: string) => type.split('.')[0] ?? ''
