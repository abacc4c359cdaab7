import { mustPermit } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { randomUUID } from 'node:crypto'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { whyNotNeedCode } from '../need/need.rules.ts'
import { goalsOpenSince, whyNotSetGoal } from './goal.rules.ts'
import { findGoalsOfEpisodes, insertGoals, type GoalRow } from './goal.store.ts'

export type GoalInput = { needCode: string; setAt?: Date | null }

/** Sets a goal for a need. */
export function setGoal(context: Context, input: EpisodeChange & GoalInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'set-goal', input }, async (tx, episode) => {
    const goal = addGoal(context, episode, { ...input, id: randomUUID() })
    const [known, standing] = await Promise.all([knownNeeds.findKnownNeeds(tx), findGoalsOfEpisodes(tx, [episode.id])])
    mustPermit(whyNotOfTaxonomy(known, [goal.needCode]))
    await insertGoals(tx, [goal])
    const changed = await updateEpisode(tx, episode.id, { goalsOpenSince: goalsOpenSince([...standing, goal]) })
    await record(tx, context, goalSetEvent(changed, goal))
    return changed
  })
}

/** The goal that is added; refuses one before the acceptance or after the closing. */
export function addGoal(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { id, needCode, setAt }: GoalInput & { id: string }
): GoalRow {
  const at = setAt ?? clock.now()
  mustPermit(whyNotSetGoal(episode, at, clock.now()) ?? whyNotNeedCode(needCode))
  const { recordId, organisation, service, retentionClass } = episode
  return {
    id,
    recordId,
    organisation,
    service,
    retentionClass,
    version: 1,
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    episodeId: episode.id,
    needCode,
    status: 'NOT_STARTED',
    setAt: at,
    ...{ reviewedAt: null, reviewedBy: null, correctedBy: null, withdrawnAt: null, withdrawnBy: null }
  }
}

export function goalSetEvent(row: EpisodeRow, { id, setAt }: GoalRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.goal-set' as const, occurredAt: setAt, payload: { ...episode, goalId: id } }
}
