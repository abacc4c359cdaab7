import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import { findContact, insertContact, type ContactRow } from '../contact/contact.store.ts'
import { contactEvent } from '../contact/record-contact.ts'
import type { Context } from '../context.ts'
import { findEpisode } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { whyNotMeet } from './peer-support.rules.ts'
import { peerSupport } from './peer-support.store.ts'

export type PeerContactInput = Pick<ContactRow, 'mechanism' | 'attendance' | 'place'> & { episodeId: string; contactAt?: Date | null; idempotencyKey: string }

/** Records a contact of the peer support worker who asks. The episode itself stays at its version: it is the team's to change. */
export async function recordPeerSupportContact(context: Context, input: PeerContactInput): Promise<ContactRow> {
  may(context, 'liaison-diversion:peer-support')
  return change(context, { action: 'liaison-diversion.record-peer-support-contact', input, find: findContact }, async (tx) => {
    const episode = await findEpisode(tx, input.episodeId)
    const assignment = episode && (await peerSupport.findAssignmentOf(tx, episode.id, context.principal.subject))
    if (!assignment) return refuse('NOT_FOUND', 'You are not assigned to anybody in such an episode. If you were a moment ago, try again in a second.')
    const now = context.clock.now()
    const contactAt = input.contactAt ?? now
    mustPermit(whyNotMeet(episode, assignment, { at: contactAt, now }))
    const { mechanism, attendance, place } = input
    const row: ContactRow = { ...correctablePartOf(context, episode), contactAt, mechanism, attendance, place, isPeerSupport: true }
    await insertContact(tx, row)
    await record(tx, context, contactEvent(episode, row))
    return row
  })
}
