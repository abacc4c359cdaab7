import type { Figure } from '@throughcare/gateway/evidence'
import { setUp, tearDown } from '../support/cluster.ts'
import type { EpisodeRoom } from '../support/episodes.ts'
import { makeKnown } from '../support/known-record.ts'
import { navigator } from '../support/personas.ts'
import { openReconnect, startAccepted } from '../support/reconnect.ts'
import { walkPathways } from '../support/reconnect-model.ts'
import { percentile } from '../support/steady-load.ts'

const many = 500
const tries = 100
const pathways = 3_000
const seed = 20_261_126
const rePlan = 'rePlan { from to isGateMeetingMoved moves { kind from to isPast } }'
const setReleaseDate = `mutation ($input: SetReleaseDateInput!) { setReleaseDate(input: $input) { version gateMeeting { meetAt } ${rePlan} } }`
const setReleaseDates = `mutation ($input: SetReleaseDatesInput!) { setReleaseDates(input: $input) {
  episodes { version gateMeeting { meetAt } ${rePlan} } refused { reason } } }`

async function inRoom<T>(work: (reconnect: EpisodeRoom) => Promise<T>): Promise<T> {
  await setUp()
  const reconnect = await openReconnect()
  try {
    return await work(reconnect)
  } finally {
    await reconnect.close()
    await tearDown()
  }
}

/** Accepted episodes with a date and a meeting at the gate. */
async function startPlanned(reconnect: EpisodeRoom, count: number) {
  const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  const episodes = []
  for (let made = 0; made < count; made += 1) {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' }, { recordId })
    await reconnect.act('planGateMeeting', { episodeId: id, expectedVersion: version, meetAt: '2026-07-20T08:00:00Z' })
    episodes.push({ episodeId: id, expectedVersion: version + 1 })
  }
  reconnect.at('2026-06-02T09:00:00Z')
  return episodes
}

async function move(reconnect: EpisodeRoom, episode: { episodeId: string; expectedVersion: number }): Promise<number> {
  const began = performance.now()
  const input = { ...episode, date: '2026-06-05', reason: 'EARLY_RELEASE', idempotencyKey: crypto.randomUUID() }
  const { data, errors } = await reconnect.ask(navigator, setReleaseDate, { input })
  const took = performance.now() - began
  if (errors.length > 0 || !data?.setReleaseDate.rePlan.isGateMeetingMoved) throw new Error('A release date did not move with what hangs on it.')
  return took
}

async function moveAll(reconnect: EpisodeRoom, episodes: readonly { episodeId: string; expectedVersion: number }[]): Promise<number> {
  const began = performance.now()
  const moves = episodes.map((episode) => ({ ...episode, date: '2026-06-05' }))
  const input = { moves, reason: 'EARLY_RELEASE', idempotencyKey: crypto.randomUUID() }
  const { data, errors } = await reconnect.ask(navigator, setReleaseDates, { input })
  const took = performance.now() - began
  const moved = data?.setReleaseDates.episodes.filter((episode: { rePlan: { isGateMeetingMoved: boolean } }) => episode.rePlan.isGateMeetingMoved)
  if (errors.length > 0 || moved.length !== episodes.length) throw new Error('Not every release date moved with what hangs on it.')
  return took
}

export const figures: Figure[] = [
  {
    name: 'Random RECONNECT pathways against an oracle of its own',
    target: `${pathways} agree in every task list`,
    measure: () =>
      inRoom(async (reconnect) => {
        const steps = await walkPathways(reconnect, { pathways, seed })
        return {
          value: `${pathways} agree`,
          met: true,
          detail: `${steps} steps, seed ${seed}: refusals, corrections and what is taken back, phase, tasks, moved release dates, continuity, days of support, ten worklists; days from August 2027 on, over 29 February 2028 and the changes of the clocks; a disagreement stops with its pathway`
        }
      })
  },
  {
    name: 'Re-planning one slipped release date',
    target: '≤ 50 ms, 99 in 100',
    measure: () =>
      inRoom(async (reconnect) => {
        const times: number[] = []
        for (const episode of await startPlanned(reconnect, tries + 10)) times.push(await move(reconnect, episode))
        const slow = Math.round(percentile(times.slice(10), 0.99))
        return {
          value: `${slow} ms`,
          met: slow <= 50,
          detail: `${tries} moves with every task, the gate meeting and the diff in the answer, one after the other, after ten to warm up; ${percentile(times.slice(10), 0.5).toFixed(1)} ms in the middle`
        }
      })
  },
  {
    name: 'Re-planning 500 at once, as an early-release scheme does',
    target: '≤ 5 s',
    measure: () =>
      inRoom(async (reconnect) => {
        const episodes = await startPlanned(reconnect, many)
        reconnect.statements()
        const took = Math.round(await moveAll(reconnect, episodes))
        return { value: `${took} ms`, met: took <= 5_000, detail: `one call, ${reconnect.statements().length} statements, each episode answered with its diff` }
      })
  }
]
