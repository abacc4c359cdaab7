import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { whyNotContact, whyNotFollowUp } from '../episode/episode.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { lastContactsOf, whyNotAgree } from './contact.rules.ts'
import { findContactsOfEpisodes, insertContact, type ContactRow } from './contact.store.ts'

export type ContactInput = Pick<ContactRow, 'mechanism' | 'attendance' | 'place'> & { contactAt?: Date | null; followUpDueOn?: string | null }

/** Records a contact with the person, and when the next is due: one written down late, after a later one, decides nothing of that. */
export function recordContact(context: Context, input: EpisodeChange & ContactInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-contact', input }, async (tx, episode) => {
    const { mechanism, attendance, place } = input
    const contactAt = input.contactAt ?? context.clock.now()
    const followUpDueOn = input.followUpDueOn ?? null
    mustPermit(whyNotContact(episode, contactAt, context.clock.now()) ?? whyNotFollowUp(episode, followUpDueOn, contactAt))
    const lastAt = lastContactsOf(await findContactsOfEpisodes(tx, [episode.id]))[0]?.contactAt ?? null
    mustPermit(whyNotAgree(followUpDueOn, contactAt, lastAt))
    const decides = !episode.closedAt && (lastAt === null || contactAt >= lastAt)
    const row: ContactRow = { ...correctablePartOf(context, episode), contactAt, mechanism, attendance, place, isPeerSupport: false }
    await insertContact(tx, row)
    const changed = await updateEpisode(tx, episode.id, decides ? { followUpDueOn } : {})
    await record(tx, context, contactEvent(changed, row))
    return changed
  })
}

export function contactEvent(episode: EpisodeRow, { id, contactAt, mechanism, attendance }: ContactRow) {
  return toEvent(episode, { type: 'liaison-diversion.contact-recorded', at: contactAt, facts: { contactId: id, mechanism, attendance } })
}
