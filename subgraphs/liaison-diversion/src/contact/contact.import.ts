import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { findDay, readCode, readInstant, readItems } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import { whyNotContact, whyNotFollowUp } from '../episode/episode.rules.ts'
import type { EpisodePart, Importing } from '../episode/as-episode-part.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { lastContactsOf } from './contact.rules.ts'
import { findEveryContact, insertContacts, updateContacts, type ContactRow } from './contact.store.ts'
import { contactEvent } from './record-contact.ts'

const mechanisms = ['FACE_TO_FACE', 'TELEPHONE', 'TALK_TYPE', 'EMAIL', 'TEXT_MESSAGE', 'INSTANT_MESSAGING', 'VIDEO', 'OTHER'] as const
const attendances = ['ON_TIME', 'LATE_SEEN', 'LATE_NOT_SEEN', 'CANCELLED_BY_PERSON', 'DID_NOT_ATTEND', 'CANCELLED_BY_SERVICE'] as const
const places = [...(['POLICE_STATION', 'COURT', 'PRISON', 'PROBATION_PREMISES', 'HOME', 'HEALTH_PREMISES', 'STREET', 'VOLUNTARY_PREMISES', 'OTHER'] as const)]

/** A contact with the day by which the next is due: of the last one in an episode, which alone decides it. */
type Given = ContactRow & { followUpDueOn?: string | null | undefined }

const column: Column = {
  name: 'contacts',
  items: 'at/mechanism/attendance/place/follow-up-due-on',
  about: `mechanism: ${mechanisms.join(', ')}; attendance: ${attendances.join(', ')}; place: ${places.join(', ')}; the day the next is due, if any`
}

/** Contacts as a source has them. */
export const contactPart: EpisodePart<Given> = {
  columns: [column],
  read: (fields, context, episode) => readItems(fields, column).map((item) => readContact(item, context, episode)),
  // What was agreed was agreed, whatever came of it: nothing is due after a closing or a death.
  whyNot: (episode, { contactAt, followUpDueOn }, now) =>
    whyNotContact(episode, contactAt, now) ?? whyNotFollowUp({ ...episode, closedAt: null, diedOn: null }, followUpDueOn ?? null, contactAt),
  doneAt: ({ contactAt }) => contactAt,
  keyOf: ({ contactAt }) => isoInstant(contactAt),
  steps: { contact: { fields: ['contactAt', 'mechanism', 'attendance', 'place', 'followUpDueOn'], by: 'recordedBy' } },
  toEvent: (_, episode, row) => contactEvent(episode, row),
  find: findEveryContact,
  insert: insertContacts,
  update: updateContacts,
  align({ followUpDueOn, closedAt }, standing, given) {
    const stands = lastContactsOf(standing)
    const last = Math.max(...[...stands, ...given.filter((row) => !isTakenBack(row, standing))].map(({ contactAt }) => contactAt.getTime()))
    const isLast = ({ contactAt, isPeerSupport }: Given) => !closedAt && !isPeerSupport && contactAt.getTime() === last
    return {
      standing: standing.map((row) => (isLast(row) ? { ...row, followUpDueOn } : row)),
      given: given.map((row) => (isLast(row) ? row : { ...row, followUpDueOn: undefined }))
    }
  },
  carry(_, news) {
    const last = news.find(({ followUpDueOn }) => followUpDueOn !== undefined)
    return last ? { followUpDueOn: last.followUpDueOn } : {}
  }
}

/** Whether the contact that a source tells of is one that staff took back: nothing is due after it. */
function isTakenBack({ id, contactAt }: Given, standing: readonly Given[]): boolean {
  const atThatTime = standing.filter((row) => row.contactAt.getTime() === contactAt.getTime())
  const same = atThatTime.length > 0 ? atThatTime : standing.filter((row) => row.id === id)
  return same.length > 0 && same.every(({ withdrawnAt }) => Boolean(withdrawnAt))
}

function readContact(item: Fields, context: Importing, episode: EpisodeRow): Given {
  const contactAt = readInstant(item, 'contacts.at')
  return {
    ...correctablePartOf(context, episode, sourceIdOf('liaison-diversion-contact', episode.id, isoInstant(contactAt))),
    contactAt,
    mechanism: readCode(item, 'contacts.mechanism', mechanisms),
    attendance: readCode(item, 'contacts.attendance', attendances),
    place: readCode(item, 'contacts.place', places),
    isPeerSupport: false,
    followUpDueOn: findDay(item, 'contacts.follow-up-due-on')
  }
}
