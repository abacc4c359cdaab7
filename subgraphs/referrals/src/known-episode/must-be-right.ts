import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import type { Principal } from '@throughcare/kit/principal'
import { isOpenTo } from '../known-record/known-record.store.ts'
import { episodeOf } from '../onward-referral/change-onward-referral.ts'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { isEpisodeOf, noSuchEpisode, whyNotReferIn } from './known-episode.rules.ts'
import { findKnownEpisodes, type KnownEpisodeRow } from './known-episode.store.ts'

/** Refuses a referral in an episode of somebody else or of another team, and in one that was recorded in error, as far as its service told; answers when the episode began. */
export async function mustBeRight(tx: Database, { subject }: Principal, referral: OnwardReferralRow): Promise<Pick<KnownEpisodeRow, 'beganAt'>> {
  const told = (await findKnownEpisodes(tx, [episodeOf(referral)])).get(episodeOf(referral))
  if (!told) return { beganAt: null }
  // Whoever has an episode of another team, for they work with the person, refers on in it.
  const isGiven = told.organisation !== referral.organisation && (await isOpenTo(tx, `subject:${subject}`, referral))
  if (!isEpisodeOf(told, isGiven ? { ...referral, organisation: told.organisation } : referral)) refuse('NOT_FOUND', noSuchEpisode)
  mustPermit(whyNotReferIn(told))
  return told
}
