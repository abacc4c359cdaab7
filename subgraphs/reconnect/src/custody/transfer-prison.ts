import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotHold } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { instantOn } from '../release/release.rules.ts'
import { whyNotMoveOn, whyNotTransferPrison } from './custody.rules.ts'
import { findTransfersOfEpisodes, insertTransfers, type PrisonTransferRow } from './prison-transfer.store.ts'

type TransferInput = { facilityId: string; transferredOn?: string | null }

/** The person was moved to another prison; the episode, its plan and its worker go on. */
export function transferPrison(context: Context, input: EpisodeChange & TransferInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'transfer-prison', input }, async (tx, episode) => {
    const { facilityId } = input
    const transferredOn = input.transferredOn ?? londonDate(context.clock.now())
    mustPermit(whyNotHold(await knownFacilities.findKnownFacilities(tx), facilityId, transferredOn))
    const row = move(context, { episode, standing: await findTransfersOfEpisodes(tx, [episode.id]) }, { facilityId, transferredOn })
    await insertTransfers(tx, [row])
    const moved = await updateEpisode(tx, episode.id, { facilityId: row.facilityId })
    await record(tx, context, transferEvent(context, moved, row))
    return moved
  })
}

/** The move that is added; refuses one to the same prison, out of order, or after the release. */
export function move(
  context: Pick<Context, 'principal' | 'clock'>,
  { episode, standing }: { episode: EpisodeRow; standing: readonly PrisonTransferRow[] },
  { facilityId, transferredOn }: Pick<PrisonTransferRow, 'facilityId' | 'transferredOn'>
): PrisonTransferRow {
  const days = { movedOn: standing.at(-1)?.transferredOn ?? null, today: londonDate(context.clock.now()) }
  mustPermit(whyNotTransferPrison(episode, facilityId) ?? whyNotMoveOn(episode, transferredOn, days))
  return { ...partOf(context, episode), fromFacilityId: episode.facilityId, facilityId, transferredOn }
}

export function transferEvent({ clock }: Pick<Context, 'clock'>, row: EpisodeRow, { id: transferId, facilityId, transferredOn }: PrisonTransferRow) {
  const { episode, subject } = ofEpisode({ ...row, facilityId })
  return { ...subject, type: 'reconnect.prison-transferred' as const, occurredAt: instantOn(transferredOn, clock.now()), payload: { ...episode, transferId } }
}
