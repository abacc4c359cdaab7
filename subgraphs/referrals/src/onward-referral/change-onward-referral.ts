import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import type { Principal } from '@throughcare/kit/principal'
import { may, roleHolds } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { findReferral, findReferralForChange, type OnwardReferralRow } from './onward-referral.store.ts'

export type OnwardReferralChange = { referralId: string; expectedVersion: number; idempotencyKey: string }

/** Who may do it: the team that made the referral, or that team (writing down what it was told) and the provider it was sent to. */
export type Side = 'maker' | 'either side'

/** What every verb on a standing referral shares: may the caller, is it the version they read, then the verb's own work, all or nothing. */
export function changeOnwardReferral(
  context: Context,
  { action, by, input }: { action: string; by: Side; input: OnwardReferralChange },
  work: (tx: Database, referral: OnwardReferralRow) => Promise<OnwardReferralRow>
): Promise<OnwardReferralRow> {
  const { principal } = context
  const isProvider = by === 'either side' && roleHolds(principal.role, [['referral:respond']])
  may(context, isProvider ? 'referral:respond' : 'referral:write')
  return change(context, { action: `referrals.${action}`, input, id: input.referralId, find: findReferral }, async (tx) => {
    const referral = await findReferralForChange(tx, input.referralId)
    if (!referral || !(isProvider ? wasSentTo(principal, referral) : wasMadeBy(principal, referral)))
      return refuse('NOT_FOUND', 'There is no such referral, or none you may change.')
    mustBeAt(referral, input.expectedVersion)
    return work(tx, referral)
  })
}

function wasMadeBy({ organisation, service }: Principal, referral: OnwardReferralRow): boolean {
  return referral.organisation === organisation && referral.service === service
}

function wasSentTo({ organisation }: Principal, referral: OnwardReferralRow): boolean {
  return referral.providerOrganisation === organisation && referral.sentAt !== null
}

/** The part that all events of a referral have in common. */
export function eventOf({ id, recordId, version }: OnwardReferralRow, occurredAt: Date | null) {
  return { subjectId: id, subjectVersion: version, recordId, occurredAt: occurredAt ?? undefined }
}

/** The episode in which a referral was made. */
export function episodeOf({ liaisonDiversionEpisodeId, reconnectEpisodeId }: OnwardReferralRow): string {
  return liaisonDiversionEpisodeId ?? reconnectEpisodeId ?? ''
}

/** The pointers that all events of a referral carry. */
export function pointersOf(referral: OnwardReferralRow) {
  const { id, serviceId, service } = referral
  return { referralId: id, serviceId, madeBy: service, episodeId: episodeOf(referral) }
}
