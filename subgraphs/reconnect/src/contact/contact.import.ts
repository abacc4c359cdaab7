import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { inColumn, readCode, readInstant, readItems, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { ContactRow } from './contact.store.ts'
import { addContact } from './record-reconnect-contact.ts'

const purposes = ['SUPPORT', 'REVIEW'] as const
const mechanisms = ['FACE_TO_FACE', 'TELEPHONE', 'VIDEO', 'TEXT_MESSAGE', 'EMAIL', 'OTHER'] as const
const attendances = ['ON_TIME', 'LATE_SEEN', 'LATE_NOT_SEEN', 'CANCELLED_BY_PERSON', 'DID_NOT_ATTEND', 'CANCELLED_BY_SERVICE'] as const

const column: Column = {
  name: 'contacts',
  items: 'at/purpose/mechanism/attendance',
  about: `at: a time in ISO 8601 with its offset; purpose: ${purposes.join(', ')}; mechanism: ${mechanisms.join(', ')}; attendance: ${attendances.join(', ')}`
}

export const contactColumns: Column[] = [column]

/** The contacts of a row; one at a time. */
export function readContacts(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): ContactRow[] {
  const contacts = readItems(fields, column).map((item) => {
    const input = {
      contactAt: readInstant(item, 'contacts.at'),
      purpose: readCode(item, 'contacts.purpose', purposes),
      mechanism: readCode(item, 'contacts.mechanism', mechanisms),
      attendance: readCode(item, 'contacts.attendance', attendances)
    }
    const contact = inColumn('contacts', () => addContact(context, episode, input))
    return { ...contact, id: sourceIdOf('reconnect-contact', episode.id, isoInstant(input.contactAt)) }
  })
  if (new Set(contacts.map(({ id }) => id)).size < contacts.length) refuseColumn('contacts', 'Two contacts have the same time.')
  return contacts
}
