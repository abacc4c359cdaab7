import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { firstContactOn, isSeen, whyNotRecordContact } from './contact.rules.ts'
import { findContactsOfEpisodes, insertContacts, type ContactRow } from './contact.store.ts'

type ContactInput = Pick<ContactRow, 'mechanism' | 'attendance'> & { purpose?: ContactRow['purpose'] | null; contactAt?: Date | null }

/** Records a contact with the person, or one that was missed. */
export function recordReconnectContact(context: Context, input: EpisodeChange & ContactInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-reconnect-contact', input }, async (tx, episode) => {
    const contact = addContact(context, episode, input)
    await insertContacts(tx, [contact])
    const contacts = await findContactsOfEpisodes(tx, [episode.id])
    const changed = await updateEpisode(tx, episode.id, { firstContactOn: firstContactOn(episode, contacts) })
    await record(tx, context, contactEvent(changed, contact))
    return changed
  })
}

/** The contact that is added; refuses one before the referral or in the future. */
export function addContact(context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, input: ContactInput): ContactRow {
  const contactAt = input.contactAt ?? context.clock.now()
  mustPermit(whyNotRecordContact(episode, contactAt, context.clock.now()))
  const { mechanism, attendance } = input
  return { ...partOf(context, episode), contactAt, purpose: input.purpose ?? 'SUPPORT', mechanism, attendance, isPeerSupport: false }
}

export function contactEvent(row: EpisodeRow, contact: ContactRow) {
  const { episode, subject } = ofEpisode(row)
  const payload = { ...episode, contactId: contact.id, isSeen: isSeen(contact) }
  return { ...subject, type: 'reconnect.contact-recorded' as const, occurredAt: contact.contactAt, payload }
}
