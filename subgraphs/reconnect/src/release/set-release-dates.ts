import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import { isUuid } from '@throughcare/kit/ids'
import { may } from '@throughcare/kit/roles'
import type { PlannedReleaseReason } from '../../db/codes.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findEpisodes, findEpisodesForChange, updateEpisodes, type EpisodeRow } from '../episode/episode.store.ts'
import { changeOf } from '../episode/change-episode.ts'
import { writtenOver } from '../episode/correction.rules.ts'
import { history } from '../history/history.store.ts'
import { whyNotMove, whyNotMoveMany } from './release.rules.ts'
import { insertPlannedReleases } from './release.store.ts'
import { planRelease, releaseDateEvent } from './set-release-date.ts'

type Move = { episodeId: string; date: string; expectedVersion: number }
type Refusal = { episodeId: string; reason: string }

export type ReleaseDatesSet = { episodes: EpisodeRow[]; refused: Refusal[] }
type Answer = ReleaseDatesSet & { id: string }

/** Sets many planned release dates for one reason, in as many statements as one. Those that may not move are told, and hold up none. */
export function setReleaseDates(
  context: Context,
  input: { moves: readonly Move[]; reason: PlannedReleaseReason; idempotencyKey: string }
): Promise<ReleaseDatesSet> {
  may(context, 'reconnect:write')
  mustPermit(whyNotMoveMany(input.moves))
  return change(context, { action: 'reconnect.set-release-dates', input, find: findAnswer }, async (tx) => {
    const ids = input.moves.map(({ episodeId }) => episodeId).filter(isUuid)
    const standing = new Map((await findEpisodesForChange(tx, ids)).map((episode) => [episode.id, episode]))
    const moved: (ReturnType<typeof move> & { before: EpisodeRow })[] = []
    const refused: Refusal[] = []
    for (const { episodeId, date, expectedVersion } of input.moves) {
      const episode = standing.get(episodeId)
      const reason = whyNotMove(episode ?? null, { date, reason: input.reason, expectedVersion })
      if (episode && reason === null) moved.push({ before: episode, ...move(context, episode, { date, reason: input.reason }) })
      else if (reason !== null) refused.push({ episodeId, reason })
    }
    await insertPlannedReleases(
      tx,
      moved.map(({ plannedRelease }) => plannedRelease)
    )
    await updateEpisodes(
      tx,
      moved.map(({ episode }) => episode)
    )
    await history.insertEpisodeChanges(
      tx,
      moved.map(({ before, episode }) => ({ ...changeOf(context, episode, 'set-release-dates'), corrections: writtenOver(before, episode) }))
    )
    await record(tx, context, ...moved.map(({ episode, plannedRelease }) => releaseDateEvent(episode, plannedRelease)))
    const episodes = moved.map(({ episode }) => episode)
    return { id: JSON.stringify({ ids: episodes.map(({ id }) => id), refused }), episodes, refused }
  })
}

function move(context: Context, episode: EpisodeRow, { date, reason }: { date: string; reason: PlannedReleaseReason }) {
  const { plannedRelease, changes } = planRelease(context, episode, { id: randomUUID(), date, reason })
  return { plannedRelease, episode: { ...episode, ...changes, version: episode.version + 1 } }
}

/** What the first call answered: which moved, as they are now, and which did not. */
async function findAnswer(tx: Database, id: string): Promise<Answer> {
  const { ids, refused } = JSON.parse(id) as { ids: string[]; refused: Refusal[] }
  const rows = new Map((await findEpisodes(tx, ids)).map((row) => [row.id, row]))
  return { id, episodes: ids.flatMap((episodeId) => rows.get(episodeId) ?? []), refused }
}
